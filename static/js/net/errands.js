/**
 * The way to a session on the server. One request is in flight at a time; of the same edit only the last waits; a
 * server that does not answer is asked again, and nothing is lost meanwhile. The cursor travels ahead of whatever depends on it.
 */

import { Refusal, request, Silence } from './request.js';

/** @import {GraphJson, TimelineJson} from './answers.js' */
/**
 * @typedef {object} Errand
 * @property {string} key errands of one key replace each other while they wait; the earlier one is answered with null
 * @property {string} method
 * @property {string} path
 * @property {() => object} body
 * @property {(answer: any) => void} resolve
 * @property {(error: unknown) => void} reject
 */

const LONGEST_PAUSE = 8000;

/** Events: `silent` {after} and `answered` as the server goes and comes back, `stale` when someone else changed the session. */
export class Errands extends EventTarget {
  /** @type {Errand[]} */
  #waiting = [];
  #busy = false;
  #cursor = { wanted: 0, known: 0 };
  #version = 0;
  #revision = -1;

  /** @param {string} id @param {{pause?: (ms: number) => Promise<void>}} [options] */
  constructor(id, { pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = {}) {
    super();
    this.address = `/api/sessions/${id}`;
    this.pause = pause;
  }

  get version() {
    return this.#version;
  }

  /** Of the graph that is known. */
  get revision() {
    return this.#revision;
  }

  /** Where the learner is: what the server said last, and what was moved since it was asked. */
  get cursor() {
    return this.#cursor.wanted;
  }

  /** Until no errand waits. @returns {Promise<void>} */
  settled() {
    if (!this.#busy) return Promise.resolve();
    return new Promise((resolve) => this.addEventListener('settled', () => resolve(), { once: true }));
  }

  /**
   * What is asked meanwhile waits until this is done.
   * @template T
   * @param {() => Promise<T>} work @returns {Promise<T>}
   */
  async hold(work) {
    while (this.#busy) await this.settled();
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
      this.#run();
    }
  }

  /** Where the learner is now; sent by `rest`, or ahead of the next errand. @param {number} cursor */
  moved(cursor) {
    this.#cursor.wanted = cursor;
  }

  /** Sends the cursor if the server does not know it yet. */
  rest() {
    if (this.#cursor.wanted !== this.#cursor.known) this.#run();
  }

  /** The last word as the page goes away. */
  leave() {
    if (this.#cursor.wanted === this.#cursor.known) return;
    const body = JSON.stringify({ cursor: this.#cursor.wanted });
    const headers = { 'content-type': 'application/json' };
    fetch(`${this.address}/cursor`, { method: 'PUT', headers, body, keepalive: true }).catch(() => {});
  }

  /** What changes the session; an answer brings its new version. @param {string} key @param {string} method @param {string} path @param {object} what */
  change(key, method, path, what) {
    return this.#send(key, method, path, () => ({ ...what, version: this.#version }));
  }

  /** @param {string} key @param {string} method @param {string} path @param {() => object} body @returns {Promise<any>} */
  #send(key, method, path, body) {
    return new Promise((resolve, reject) => {
      const errand = { key, method, path, body, resolve, reject };
      const earlier = key === '' ? -1 : this.#waiting.findIndex((waiting) => waiting.key === key);
      if (earlier === -1) this.#waiting.push(errand);
      else this.#waiting.splice(earlier, 1, errand)[0].resolve(null);
      this.#run();
    });
  }

  async #run() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#waiting.length > 0 || this.#cursor.wanted !== this.#cursor.known) {
      await this.#sendCursor();
      const errand = this.#waiting.shift();
      if (!errand) continue;
      try {
        const answer = await this.ask(errand.method, errand.path, errand.body);
        const moved = answer.structure_changed ? 0 : this.#cursor.wanted - this.#cursor.known;
        this.take(answer);
        this.#cursor.wanted = Math.max(0, Math.min(answer.timeline.length, this.#cursor.known + moved));
        errand.resolve(answer);
      } catch (error) {
        const stale = error instanceof Refusal && error.problem.code === 'stale_version';
        if (stale && (await this.#mayTryAgain(errand))) continue;
        if (stale) this.#giveUp();
        errand.reject(error);
      }
    }
    this.#busy = false;
    this.dispatchEvent(new Event('settled'));
  }

  /** A choice about training is as right after a run of one's own has come to its end. @param {Errand} errand */
  async #mayTryAgain(errand) {
    if (!/^(training|settings) /.test(errand.key)) return false;
    const [session, values] = await Promise.all([this.ask('GET', ''), this.ask('GET', '/values?at=0')]);
    if (values.revision !== this.#revision) return false;
    this.take(session);
    this.#waiting.unshift({ ...errand, key: '' });
    return true;
  }

  async #sendCursor() {
    const cursor = this.#cursor.wanted;
    if (cursor === this.#cursor.known) return;
    this.#cursor.known = cursor; // a cursor that is refused is not worth repeating
    await this.ask('PUT', '/cursor', () => ({ cursor })).catch(() => {});
  }

  /** This is how the session stands now. @param {{version: number, timeline: TimelineJson, graph?: GraphJson | null}} answer */
  take(answer) {
    this.#revision = answer.graph?.revision ?? this.#revision;
    this.#version = answer.version;
    this.#cursor = { wanted: answer.timeline.cursor, known: answer.timeline.cursor };
  }

  /** What waits was meant for another version. */
  #giveUp() {
    for (const { reject } of this.#waiting.splice(0))
      reject(new Silence('the session was changed elsewhere'));
    this.dispatchEvent(new Event('stale'));
  }

  /** Asks until there is an answer. @param {string} method @param {string} path @param {() => object} [body] */
  async ask(method, path, body) {
    for (let pause = 500; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
      try {
        const answer = await request(method, this.address + path, body?.());
        if (pause > 500) this.dispatchEvent(new Event('answered'));
        return answer;
      } catch (error) {
        if (!(error instanceof Silence)) {
          if (pause > 500) this.dispatchEvent(new Event('answered'));
          throw error;
        }
        this.dispatchEvent(new CustomEvent('silent', { detail: { after: error.after } }));
        await this.pause(error.after ?? pause);
      }
    }
  }
}
