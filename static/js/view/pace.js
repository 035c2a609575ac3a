/** When what is typed is to run: a paste, or a change after quiet, at once; while typing goes on, each time it pauses. */

/**
 * @typedef {object} Time
 * @property {() => number} now milliseconds
 * @property {(act: () => void, ms: number) => number} after
 * @property {(timer: number) => void} cancel
 */

/** @type {Time} */
const BROWSER = {
  now: () => performance.now(),
  after: (act, ms) => window.setTimeout(act, ms),
  cancel: (timer) => window.clearTimeout(timer),
};

/** Milliseconds from the last key to a run, and at least from one run to the next: fewer than 20 a second. */
export const PAUSE = 60;
/** Milliseconds without a key, after which the next one does not wait. */
export const QUIET = 250;

export class Pace {
  #run;
  #time;
  #timer = 0;
  #typed = Number.NEGATIVE_INFINITY; // when the last key was
  #ran = Number.NEGATIVE_INFINITY;

  /** @param {() => void} run @param {Time} [time] */
  constructor(run, time = BROWSER) {
    this.#run = run;
    this.#time = time;
  }

  /** @param {boolean} whole whether it came in one piece, as a paste does */
  typed(whole) {
    const now = this.#time.now();
    const quiet = now - this.#typed >= QUIET;
    this.#typed = now;
    this.#time.cancel(this.#timer);
    if ((whole || quiet) && now - this.#ran >= PAUSE) this.#go();
    else this.#timer = this.#time.after(() => this.#go(), PAUSE);
  }

  /** What waits to run never will. */
  stop() {
    this.#time.cancel(this.#timer);
  }

  #go() {
    this.#ran = this.#time.now();
    this.#run();
  }
}
