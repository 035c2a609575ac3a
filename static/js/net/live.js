/**
 * Follows a run. Facts come by themselves, a few a second; pictures as often as the page can draw them, and what comes
 * before the screen is drawn makes way for what comes next. The run waits for nobody.
 */

import { emptyCurve, joined } from '../model/curve.js';
import { Pace } from './pace.js';

/** @typedef {import('./run.js').RunLink} RunLink */
/** @typedef {import('./run.js').Run} Run */
/** @typedef {import('./run.js').Frame} Frame */
/** @typedef {import('./pictures.js').Picture} Picture */
/** @typedef {import('../model/curve.js').CurveJson} CurveJson */

const GOES_ON = ['running', 'waiting'];
const GONE = 'The session was deleted.';

/** Events: `run` {run}, `frame` {frame, curve}, `values` {buffer}, `lab` when there may be news of it. */
export class Live extends EventTarget {
  #link;
  #drawn;
  #hidden;
  #samples;
  #pace;
  /** @type {Run | null} */
  #run = null;
  #wanted = false;
  #pulling = false;
  #curve = emptyCurve();
  /** @type {import('./run.js').Known | null} */
  #known = null;
  #past = 0; // how often what is known was forgotten
  #follows = false;
  /** @type {Picture | null} the last that came and is not drawn */
  #next = null;
  #draws = false;
  /** Whether there is something to see before a run. */
  alone = false;

  /**
   * @param {Pick<RunLink, 'frame' | 'pictures'>} link
   * @param {{drawn: (show?: () => void) => Promise<void>, hidden: () => boolean, still?: () => boolean, samples?: () => boolean}} page
   *   `drawn`: shows something as the screen is drawn, and says when it has been; `still`: whether motion is not wanted; `samples`: whether the
   *   layers are seen
   */
  constructor(link, { drawn, hidden, still = () => false, samples = () => false }) {
    super();
    this.#link = link;
    this.#drawn = drawn;
    this.#hidden = hidden;
    this.#samples = samples;
    this.#pace = new Pace(still);
  }

  /** Hears of the session's run from now on. @param {EventTarget} news */
  listen(news) {
    const hear = (/** @type {string} */ name, /** @type {(what: any) => void} */ act) =>
      news.addEventListener(name, (event) => act(/** @type {CustomEvent} */ (event).detail));
    hear('run', (run) => this.heard(run));
    hear('lab', (detail) => this.dispatchEvent(new CustomEvent('lab', { detail })));
    news.addEventListener(
      'gone',
      () => this.#run && this.heard({ ...this.#run, status: 'paused', reason: GONE }),
    );
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
    const same = before?.run === run.run;
    if (this.#follows && before && same && before.status === run.status && run.epoch < before.epoch) return; // overtaken
    if (before && (!same || run.epoch < before.epoch)) this.forget();
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
    this.#past++;
  }

  /** One more picture, and then one after the other while the run goes on. A page out of sight asks for none, and without a run there is none, or that of a model that has not learnt yet. */
  async pull() {
    if (!this.#run || (this.#run.status === 'none' && !this.alone)) return;
    this.#wanted = true;
    if (this.#pulling) return;
    this.#pulling = true;
    let ended = false;
    try {
      while (this.#wanted && !this.#hidden()) {
        this.#wanted = false;
        if (this.goesOn && !ended) ended = await this.#follow();
        else if (!(await this.#pullFrame())) this.#wanted = true;
        else {
          ended = false;
          await this.#drawn();
        }
        this.#wanted ||= ended || this.goesOn;
      }
    } catch {
      this.#wanted = false; // the next event asks again
    }
    this.#pulling = false;
  }

  /** @returns {Promise<boolean>} whether it fits what is known */
  async #pullFrame() {
    const [known, past] = [this.#known, this.#past];
    const frame = await this.#link.frame(known, this.#samples());
    if (!this.#join(frame, known, past)) return false;
    this.#show(frame);
    return true;
  }

  /** Pictures of a run that goes on. @returns {Promise<boolean>} whether there are no more, and not only for this page */
  async #follow() {
    const [past, samples, stop] = [this.#past, this.#samples(), new AbortController()];
    this.#pace.begin();
    this.#follows = true;
    try {
      const { asked } = this.#pace;
      for await (const picture of this.#link.pictures(this.#known, asked, samples, stop.signal)) {
        const other = this.#pace.came(picture.frame.made);
        if (past !== this.#past || !this.#join(picture.frame, this.#known, past)) return false;
        picture.frame.samples ??= this.#next?.frame.samples ?? null;
        this.#next = picture;
        if (!this.#draws) this.#draw();
        if (other || this.#hidden() || this.#samples() !== samples) return false;
      }
      return true;
    } finally {
      this.#follows = false;
      stop.abort();
    }
  }

  /** One after the other, as fast as the page can, each time the last that is here. */
  async #draw() {
    this.#draws = true;
    while (this.#next && this.goesOn) await this.#drawn(() => this.#showNext());
    this.#next = null;
    this.#draws = false;
  }

  #showNext() {
    const picture = this.#next;
    this.#next = null;
    if (!picture || !this.goesOn) return;
    this.dispatchEvent(new CustomEvent('values', { detail: { buffer: picture.values } }));
    this.#show(picture.frame);
    this.#pace.drew();
  }

  /** @param {Frame} frame @param {import('./run.js').Known | null} known what it was asked after @param {number} past @returns {boolean} whether it fits what is known */
  #join({ run, curve }, known, past) {
    if (known && (past !== this.#past || this.#run?.run !== run.run || run.epoch < known.since)) {
      this.forget(); // asked for as the end of another past
      return false;
    }
    this.#curve = known ? joined(this.#curve, curve) : curve;
    const since = this.#curve.epochs.at(-1);
    this.#known = since === undefined ? null : { since, stride: this.#curve.stride };
    return true;
  }

  /** @param {Frame} frame */
  #show(frame) {
    this.#know(frame.run);
    this.dispatchEvent(new CustomEvent('frame', { detail: { frame, curve: this.#curve } }));
  }
}
