/** What the learner does, sent to the session, and what comes back, shown everywhere. */

import { readGraph } from '../model/graph.js';
import { Refusal, Silence } from '../net/request.js';
import { Steps } from '../net/steps.js';
import { depart, departed } from './departure.js';
import { Standing } from './standing.js';
import { Unfinished } from './unfinished.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {import('../net/session.js').Session} Session */
/** @typedef {import('../net/answers.js').Change} Change */
/** @typedef {import('../net/answers.js').Built} Built */
/** @typedef {import('../net/answers.js').Opened} Opened */
/** @typedef {import('../net/answers.js').Phase} Phase */
/** @typedef {import('../play/player.js').Player} Player */
/** @typedef {import('./editor.js').Editor} Editor */
/** @typedef {import('./findings.js').Findings} Findings */
/** @typedef {import('./notices.js').Notices} Notices */

/**
 * Events: `shown` {graph, timeline} when there is something new to draw, `changed` {timeline, structure, change} when
 * the session is another than before (`structure`: its graph is; `fresh`: its play is), `taken` after any phase by hand, `losses` {timeline} after an update.
 */
export class Work extends EventTarget {
  #session;
  #player;
  #editor;
  #findings;
  #notices;
  #steps;
  #text;
  /** @type {Graph | null} */
  #graph = null;
  /** Where the phase that was asked for ends: it plays so far, and another one begins there. */
  #until = 0;
  #standing;
  /** The text that ran last. */
  #program = '';
  /** Where the program does its phases. @type {Record<string, number>} */
  lines = {};
  mine = false;

  /** @param {{id: string, session: Session, player: Player, editor: Editor, findings: Findings, notices: Notices}} parts */
  constructor({ id, session, player, editor, findings, notices }) {
    super();
    this.#session = session;
    this.#player = player;
    this.#editor = editor;
    this.#findings = findings;
    this.#notices = notices;
    this.#steps = new Steps(session);
    this.#text = new Unfinished(id, { editor, findings, notices }, () => session.version);
    this.#standing = new Standing(session, player, (cursor) => cursor === this.#until);
    editor.addEventListener('typed', (event) => this.edit(detail(event).program));
    notices.listen(session);
    session.addEventListener('stale', () => this.#reopen());
    window.addEventListener('pagehide', () => this.mine && depart(session));
  }

  /** Whether something else is played in the place of the session. */
  get lent() {
    return this.#standing.left !== null;
  }

  /** Plays something else until `back`, or until the session changes. @param {Graph} graph @param {Timeline} timeline @param {(cursor: number) => boolean} stops */
  lend(graph, timeline, stops) {
    this.#standing.leave(timeline, stops);
    this.dispatchEvent(new CustomEvent('shown', { detail: { graph, timeline } }));
  }

  /** To the session, where it was left. */
  back() {
    const [timeline, { left }] = [this.timeline, this.#standing];
    if (left !== null && timeline) this.#load(timeline, left);
  }

  /** The text that ran last. */
  get program() {
    return this.#program;
  }

  /** Whether there is a text that did not run yet. */
  get unfinished() {
    return this.#text.there;
  }

  get graph() {
    return this.#graph;
  }

  get timeline() {
    return this.#steps.timeline;
  }

  async open() {
    const opened = await this.#session.open();
    this.mine = this.#standing.mine = opened.mine;
    this.#editor.editable = opened.mine;
    this.#show(opened);
    this.#text.restore(opened);
    const left = departed(this.#session);
    if (left !== null) this.#player.seek(left);
  }

  /** @param {string} program */
  async edit(program) {
    try {
      const change = await this.#session.edit(program);
      if (!change) return;
      this.#text.ran(program);
      this.#show(change);
    } catch (error) {
      if (!(error instanceof Refusal) || error.problem.code === 'stale_version') this.#explain(error);
      else if (this.#editor.program === program) this.#findings.wrong(error.problem);
    }
  }

  /** @param {number} node @param {{data?: number, requires_grad?: boolean}} what */
  leaf(node, what) {
    return this.#do(() => this.#session.leaf(node, what));
  }

  /** @param {{precision?: string, learning_rate?: number, seed?: number}} what */
  settings(what) {
    return this.#do(() => this.#session.settings(what));
  }

  /** Another round of the program's own loop. @param {number} epoch from 0 @param {number} cursor */
  epoch(epoch, cursor) {
    return this.#do(() => this.#session.epoch(epoch, cursor), true);
  }

  /** An op taken apart, or put together again. @param {number} node @param {boolean} apart */
  takeApart(node, apart) {
    return this.#do(() => this.#session.takeApart(node, apart), false);
  }

  /** @param {object} gesture on the graph @returns {Promise<Built>} @throws {Refusal} */
  async build(gesture) {
    const built = await this.#session.build(gesture);
    this.#findings.right();
    this.#show(built);
    return built;
  }

  /**
   * What is asked of the session about its training.
   * @template {Change} T
   * @param {() => Promise<T | null>} make @returns {Promise<T | null>} @throws {Refusal}
   */
  async teach(make) {
    const change = await make();
    if (change) this.#show(change);
    return change;
  }

  /** The session as it is now, if somebody else has changed it since. @param {number} version that it is said to have */
  async renew(version) {
    const opened = await this.#session.again(version).catch(() => null);
    if (opened) this.#show(opened, false);
  }

  /** A text that did not run is the first thing to undo. @param {'undo' | 'redo'} direction */
  async travel(direction) {
    if (this.#text.there && direction === 'undo') return this.#text.drop(this.#program);
    await this.#do(async () => {
      const change = await this.#session.travel(direction);
      this.#findings.right();
      return change;
    }, true);
  }

  /** One more phase, which is then played. @param {Phase} phase @param {boolean} atEnd whether after all that is there */
  async run(phase, atEnd = false) {
    this.back();
    if (atEnd) this.#session.moved(this.#player.length);
    else if (this.#until > this.#player.cursor) this.#session.moved(this.#until);
    try {
      const taken = await this.#session.run(phase);
      const { start, stop, steps } = taken;
      const timeline = this.#steps.extend(taken.timeline, start, steps);
      if (!timeline || !this.#graph) return await this.open();
      this.#load(timeline, start);
      this.#until = stop;
      this.#player.play();
      this.dispatchEvent(new Event('taken'));
      if (phase === 'update') this.dispatchEvent(new CustomEvent('losses', { detail: { timeline } }));
    } catch (error) {
      this.#explain(error);
    }
  }

  /** @param {() => Promise<Change | null>} make @param {boolean} [fresh] */
  async #do(make, fresh) {
    try {
      const change = await make();
      if (change) this.#show(change, fresh);
    } catch (error) {
      this.#explain(error);
    }
  }

  /** @param {unknown} error */
  #explain(error) {
    if (error instanceof Silence) return;
    if (!(error instanceof Refusal)) throw error;
    if (error.problem.code === 'stale_version') return; // told by #reopen
    this.#notices.say(error.message);
  }

  async #reopen() {
    const opened = await this.#session.open();
    this.#text.giveWay(opened.program);
    this.#show(opened);
  }

  /** @param {Change | Opened | (Omit<Opened, 'graph'> & {graph: null})} change @param {boolean} [fresh] whether it is another play than before */
  #show(change, fresh = change.structure_changed) {
    this.#program = change.program;
    this.lines = change.lines;
    this.#findings.said(change);
    this.#text.show(change.program);
    const structure = change.graph !== null;
    if (change.graph) this.#graph = readGraph(change.graph);
    else if (change.moved) this.#graph?.move(change.moved);
    if (!this.#graph) return;
    this.#graph.suspects = new Set(change.own?.wrong);
    this.#until = 0;
    const timeline = this.#steps.begin(this.#graph, change.timeline, change.values, change.steps);
    this.#load(timeline, this.#session.cursor);
    this.dispatchEvent(new CustomEvent('changed', { detail: { timeline, structure, fresh, change } }));
  }

  /** @param {Timeline} timeline @param {number} cursor */
  #load(timeline, cursor) {
    const detail = { graph: this.#graph, timeline };
    this.#standing.come(timeline, cursor, () => this.dispatchEvent(new CustomEvent('shown', { detail })));
  }
}

/** @param {Event} event */
function detail(event) {
  return /** @type {CustomEvent} */ (event).detail;
}
