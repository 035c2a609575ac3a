/** The one clock: every motion on the page is a listener of it, so that it can be paused, scrubbed and tested. */

import { screen } from './frames.js';

/**
 * @typedef {object} Time where the clock takes its frames from
 * @property {() => number} now milliseconds
 * @property {(tick: () => void) => unknown} request calls back before the next picture
 */

/** @type {Time} */
const BROWSER = {
  now: () => performance.now(),
  request: (tick) => screen.ask(tick),
};

/** A tab that slept must not jump. */
const LONGEST = 100;

export class Clock {
  #time;
  /** @type {Set<(elapsed: number) => void>} */
  #listeners = new Set();
  #asked = false;
  #last = 0;
  #ticks = () => this.#tick();

  /** @param {Time} [time] */
  constructor(time = BROWSER) {
    this.#time = time;
  }

  /** @param {(elapsed: number) => void} listener called every frame with milliseconds, until it is removed */
  add(listener) {
    if (this.#listeners.size === 0) this.#last = this.#time.now();
    this.#listeners.add(listener);
    this.#ask();
  }

  /** @param {(elapsed: number) => void} listener */
  remove(listener) {
    this.#listeners.delete(listener);
  }

  #ask() {
    if (this.#asked) return;
    this.#asked = true;
    this.#time.request(this.#ticks);
  }

  #tick() {
    this.#asked = false;
    const now = this.#time.now();
    const elapsed = Math.min(LONGEST, now - this.#last);
    this.#last = now;
    for (const listener of [...this.#listeners]) listener(elapsed);
    if (this.#listeners.size > 0) this.#ask();
  }
}
