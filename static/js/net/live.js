/**
 * Follows a run. Facts come by themselves, a few a second; pictures are pulled, the next one when the last is drawn,
 * so that a slow page only sees fewer of them, and the run waits for nobody.
 */

import { emptyCurve, joined } from '../model/curve.js';

/** @typedef {import('./run.js').RunLink} RunLink */
/** @typedef {import('./run.js').Run} Run */
/** @typedef {import('../model/curve.js').CurveJson} CurveJson */

const GOES_ON = ['running', 'waiting'];

/** Events: `run` {run}, `frame` {frame, curve}, `values` {buffer}, `lab` when there may be news of it. */
export class Live extends EventTarget {
  #link;
  #drawn;
  #hidden;
  #samples;
  /** @type {Run | null} */
  #run = null;
  #wanted = false;
  #pulling = false;
  #curve = emptyCurve();
  /** @type {{since: number, stride: number} | null} */
  #known = null;
  /** Whether there is something to see before a run. */
  alone = false;
  /** Whether the numbers of the graph are pulled, too. */
  withValues = false;

  /**
   * @param {Pick<RunLink, 'frame' | 'picture'>} link
   * @param {{drawn: () => Promise<void>, hidden: () => boolean, samples?: () => boolean}} page `drawn`: when what was
   *   shown last has been drawn; `samples`: whether the layers are to come with the next frame
   */
  constructor(link, { drawn, hidden, samples = () => false }) {
    super();
    this.#link = link;
    this.#drawn = drawn;
    this.#hidden = hidden;
    this.#samples = samples;
  }

  /** Hears of the session's run from now on. @param {Pick<EventSource, 'addEventListener'>} news */
  listen(news) {
    const hear = (/** @type {string} */ name, /** @type {(what: any) => void} */ act) =>
      news.addEventListener(name, (event) => act(JSON.parse(/** @type {MessageEvent} */ (event).data)));
    hear('run', (run) => this.heard(run));
    hear('lab', (detail) => this.dispatchEvent(new CustomEvent('lab', { detail })));
    news.addEventListener('open', () => this.dispatchEvent(new CustomEvent('lab'))); // another server knows of none
  }

  get run() {
    return this.#run;
  }

  get goesOn() {
    return this.#run !== null && GOES_ON.includes(this.#run.status);
  }

  get curve() {
    return this.#curve;
  }

  /** What an answer or an event says of the run. @param {Run} run */
  heard(run) {
    const before = this.#run;
    if (before && (before.run !== run.run || run.epoch < before.epoch)) this.forget();
    if (run.status === 'none') this.#curve = emptyCurve();
    this.#know(run);
    const other =
      !before || before.run !== run.run || before.epoch !== run.epoch || before.status !== run.status;
    if (other || this.#known === null) this.pull();
  }

  /** @param {Run} run */
  #know(run) {
    const before = this.#run;
    this.#run = run;
    this.dispatchEvent(new CustomEvent('run', { detail: { run, before } }));
  }

  /** What is here belongs to another past: the next picture is asked for whole. */
  forget() {
    this.#known = null;
  }

  /** One more picture, and then one after the other while the run goes on. A page out of sight asks for none, and without a run there is none, or that of a model that has not learnt yet. */
  async pull() {
    if (!this.#run || (this.#run.status === 'none' && !this.alone)) return;
    this.#wanted = true;
    if (this.#pulling) return;
    this.#pulling = true;
    try {
      while (this.#wanted && !this.#hidden()) {
        this.#wanted = false;
        if (await this.#pullFrame()) await this.#drawn();
        this.#wanted ||= this.goesOn;
      }
    } catch {
      this.#wanted = false; // the next event asks again
    }
    this.#pulling = false;
  }

  /** @returns {Promise<boolean>} whether it fits what is known */
  async #pullFrame() {
    const known = this.#known;
    const { frame, values } = this.withValues
      ? await this.#link.picture(known, this.#samples())
      : { frame: await this.#link.frame(known, this.#samples()), values: null };
    if (values) this.dispatchEvent(new CustomEvent('values', { detail: { buffer: values } }));
    if (
      known &&
      (known !== this.#known || this.#run?.run !== frame.run.run || frame.run.epoch < known.since)
    ) {
      this.forget(); // asked for as the end of another past
      this.#wanted = true;
      return false;
    }
    this.#curve = known ? joined(this.#curve, frame.curve) : frame.curve;
    const since = this.#curve.epochs.at(-1);
    this.#known = since === undefined ? null : { since, stride: this.#curve.stride };
    this.#know(frame.run);
    this.dispatchEvent(new CustomEvent('frame', { detail: { frame, curve: this.#curve } }));
    return true;
  }
}
