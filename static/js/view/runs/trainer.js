/** Training on the page: the run with its controls and charts, and the stage that shows it. */

import { readFrame } from '../../model/frame.js';
import { Live } from '../../net/live.js';
import { RunLink } from '../../net/run.js';
import { attempt } from './attempt.js';
import { Controls } from './controls.js';
import { Curves } from './curves.js';
import { pacing, still } from './drawn.js';
import { Experiment } from './experiment.js';
import { factsOf } from './facts.js';
import { Forgetting } from './forgetting.js';
import { LabPanel } from './lab.js';
import { Layers } from './layers.js';
import { ParametersTable } from './parameters.js';
import { SavedRuns } from './saved.js';
import { Teaching } from './teaching.js';

/** @typedef {import('../../net/run.js').Training} TrainingState */
/** @typedef {import('../../net/run.js').Run} Run */
/** @typedef {import('../../net/run.js').Frame} Frame */
/** @typedef {import('../../model/state.js').State} State */
/** @typedef {import('../follow.js').Follow} Follow */
/** @typedef {import('../transport.js').Transport} Transport */
/** @typedef {import('../../play/player.js').Player} Player */
/** @typedef {import('../../scene/stage.js').Stage} Stage */

const TABLE_PACE = 1000; // milliseconds between two tables of all parameters
const TEXT_PACE = 125; // between two states of the numbers that are read: nobody reads faster

/** @typedef {import('./teaching.js').Parts & {player: Player, stage: Stage, follow: Follow, transport: Transport, news: import('../../net/news.js').News}} Parts */

export class Trainer {
  #parts;
  #link;
  #live;
  #teaching;
  #controls = new Controls();
  #layers;
  #forgetting = new Forgetting();
  #curves;
  #parameters;
  #saved;
  #experiment;
  #tableDrawn = 0;
  #listsDrawn = 0;
  #told = 0;
  #stands = false; // a still picture on the stage

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    const { session, mine } = parts;
    this.#link = new RunLink(session.address);
    const drawn = pacing();
    this.#live = new Live(this.#link, {
      drawn,
      still,
      hidden: () => document.hidden,
      samples: () => this.#layers.seen,
    });
    this.#layers = new Layers(() => this.#live.pull());
    this.#teaching = new Teaching(parts, this.#link);
    this.#curves = new Curves(this.#link);
    this.#parameters = new ParametersTable(this.#link);
    this.#saved = new SavedRuns(this.#link, mine, (act) => this.#attempt(act));
    const lab = new LabPanel(mine, (trial) => this.#teaching.drawing.scene(trial));
    this.#joinRun();
    this.#joinPictures();
    this.#experiment = new Experiment(lab, {
      link: this.#link,
      live: this.#live,
      drawn,
      settled: () => session.settled(),
      heard: (run) => this.#heard(run),
      attempt: (act) => this.#attempt(act),
    });
  }

  /** From what the server has on. */
  async begin() {
    await this.#teaching.refresh();
    if (this.#training?.examples) document.getElementById('tab-training')?.click();
    await this.#attempt(async () => this.#live.heard(await this.#link.run()));
    this.#live.listen(this.#parts.news);
    await this.#attempt(() => this.#saved.pull());
    await this.#attempt(() => this.#experiment.pull());
  }

  /** Nothing runs any more, and what is seen is what the session holds. */
  async rest() {
    if (this.#live.goesOn) await this.#attempt(async () => this.#heard(await this.#link.pause()));
  }

  get #training() {
    return this.#teaching.training;
  }

  #joinRun() {
    const [link, controls] = [this.#link, this.#controls];
    const tell = (/** @type {string} */ name, /** @type {(what: any) => Promise<Run>} */ act) =>
      controls.addEventListener(name, async (event) => {
        await this.#attempt(async () => {
          await this.#parts.session.settled(); // what was chosen last counts
          await this.#heard(await act(detail(event)));
        });
        if (name === 'rewind') controls.answered();
      });
    tell('begin', ({ epochs }) => link.begin(epochs));
    tell('pause', () => link.pause());
    tell('step', () => link.step(1));
    tell('rewind', ({ epoch }) => link.rewind(epoch));
    this.#parts.player.addEventListener('locked', () => this.rest());
  }

  #joinPictures() {
    const { player, work } = this.#parts;
    const live = this.#live;
    live.addEventListener('run', (event) => this.#ran(detail(event).run, detail(event).before));
    live.addEventListener('frame', (event) => this.#drawFrame(detail(event).frame));
    live.addEventListener('values', (event) => this.#drawValues(detail(event).buffer));
    document.addEventListener('visibilitychange', () => live.pull());
    work.addEventListener('losses', () => live.pull()); // after an update by hand
    work.addEventListener('taken', () => this.#parameters.pull());
    player.addEventListener('begin', () => this.#still(null));
    player.addEventListener('cursor', () => {
      if (!live.goesOn) this.#still(null);
    });
    this.#teaching.addEventListener('taught', (event) => {
      if (!this.#training) return;
      this.#controls.steady = this.#training.training.schedule.kind === 'constant';
      this.#forgetting.show(this.#training);
      this.#drawFacts();
      if (detail(event).fresh) live.forget();
      live.alone = this.#training.prediction !== null && this.#training.problem === null;
      if (live.run) this.#attempt(async () => this.#look(await this.#link.run()));
    });
    this.#teaching.addEventListener('written', () => this.#parts.stage.fit());
    this.#saved.addEventListener('compare', (event) => this.#curves.compare(detail(event).saved));
  }

  /** The picture is that of the session's numbers, whoever gave them. @param {Run} run */
  #look(run) {
    this.#live.heard(run);
    if (this.#live.goesOn) return;
    this.#live.pull();
    this.#parameters.there = run.status !== 'none' || this.#live.alone;
    this.#parameters.pull();
  }

  /** An answer of the server about the run. @param {Run} run */
  async #heard(run) {
    this.#live.heard(run);
    await this.#parts.work.renew(run.version);
  }

  /** @param {Run} run @param {Run | null} before */
  async #ran(run, before) {
    const { player, work } = this.#parts;
    if (!this.#live.goesOn) await work.renew(run.version); // its end is told once its numbers are here
    if (run !== this.#live.run) return; // something newer was heard meanwhile
    const { goesOn } = this.#live;
    const now = performance.now();
    if (goesOn && run.status === before?.status && now - this.#told < TEXT_PACE) return;
    this.#told = now;
    this.#controls.show(run);
    if (goesOn && !player.locked) player.pause(); // what it was playing is of the past
    player.locked = goesOn;
    document.body.classList.toggle('is-training', goesOn);
    this.#drawFacts();
    this.#parameters.there = run.status !== 'none' || this.#live.alone;
    if (run.status === 'none') this.#drawNothing();
    if (goesOn) return;
    if (before?.status === run.status && before.epoch === run.epoch) return;
    this.#still(null);
    this.#curves.rest();
    this.#parameters.pull();
  }

  /** @param {Frame} frame */
  #drawFrame(frame) {
    this.#curves.show(this.#live.curve);
    this.#teaching.drawing.picture(frame.boundary, frame.fitted);
    this.#layers.show(frame);
    this.#forgetting.picture(frame);
    const now = performance.now();
    if (now - this.#tableDrawn < TABLE_PACE) return;
    this.#tableDrawn = now;
    this.#parameters.pull();
  }

  /** Before there is a run. */
  #drawNothing() {
    this.#curves.show(this.#live.curve);
    if (!this.#live.alone) this.#teaching.drawing.picture(null, null);
    this.#layers.show(null);
  }

  /** What the graph holds at this moment of the run, as a still picture. @param {ArrayBuffer} buffer */
  #drawValues(buffer) {
    const { graph } = this.#parts.work;
    if (!graph || !this.#live.goesOn) return;
    try {
      const { revision, state } = readFrame(graph, buffer);
      state.mean = this.#training?.training.shown === 'mean';
      if (revision === graph.revision) this.#still(state);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error; // of another graph: the next one fits
    }
  }

  /** The stage follows at once, the lists beside it now and then. @param {State | null} state */
  #still(state) {
    const now = performance.now();
    if (!state && this.#stands && this.#waits()) return;
    this.#stands = state !== null;
    if (state) state.passing = now - this.#listsDrawn < 2 * TEXT_PACE;
    this.#parts.stage.still(state);
    if (state?.passing) return;
    this.#listsDrawn = now;
    this.#parts.follow.still(state);
  }

  /** The last picture of a run stays until the steps of the session are here, which may be many. */
  #waits() {
    const { work, player } = this.#parts;
    const timeline = work.timeline;
    if (!timeline || timeline.stateAt(Math.min(player.cursor, timeline.length))) return false;
    timeline.addEventListener('steps', () => !this.#live.goesOn && this.#still(null), { once: true });
    return true;
  }

  #drawFacts() {
    const [run, training] = [this.#live.run, this.#training];
    this.#parts.transport.facts = run && training ? factsOf(run, training) : null;
  }

  /** @param {() => unknown} act */
  #attempt(act) {
    return attempt(act, (text) => this.#parts.notices.say(text));
  }
}

/** @param {Event} event */
function detail(event) {
  return /** @type {CustomEvent} */ (event).detail;
}
