/** The steps that have come from the server, and the timelines made of them. What is missing is pulled in ranges. */

import { readFrame } from '../model/frame.js';
import { Timeline } from '../model/timeline.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../model/state.js').Step} Step */
/** @typedef {import('../model/timeline.js').Values} Values */
/** @typedef {import('./answers.js').TimelineJson} TimelineJson */
/** @typedef {import('./session.js').Session} Session */

const RANGE = 2000;

export class Steps {
  #session;
  /** @type {Step[]} by index in the present timeline; holes are not here yet */
  #steps = [];
  #folded = 0;
  /** @type {Timeline | null} */
  timeline = null;

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
  }

  /** A timeline of its own. @param {Graph} graph @param {TimelineJson} json @param {Values} values @param {Step[] | null} steps */
  begin(graph, json, values, steps) {
    this.#steps = steps ?? [];
    return this.#make(graph, json, values);
  }

  /**
   * The same timeline with other steps from `start` on, and perhaps with its oldest folded into its beginning.
   * @param {TimelineJson} json @param {number} start @param {Step[]} taken
   * @returns {Timeline | null} null when too little is here to tell
   */
  extend(json, start, taken) {
    const gone = json.folded - this.#folded;
    const state = gone >= 0 ? this.timeline?.stateAt(gone) : undefined;
    if (!this.timeline || !state) return null;
    const { graph } = this.timeline;
    const values = {
      data: Array.from(state.data, (_, node) => state.dataOf(node)),
      grad: Array.from(state.grad, (_, node) => state.gradOf(node)),
    };
    this.#steps.splice(0, gone);
    this.#steps.length = Math.min(this.#steps.length, start);
    this.#keep(start, taken);
    return this.#make(graph, json, values);
  }

  /** @param {Graph} graph @param {TimelineJson} json @param {Values} values */
  #make(graph, json, values) {
    const hole = this.#steps.findIndex((step) => !step);
    const timeline = new Timeline(
      graph,
      json,
      values,
      hole === -1 ? this.#steps : this.#steps.slice(0, hole),
    );
    for (let start = hole; start !== -1 && start < this.#steps.length; start += RANGE) {
      const rest = this.#steps.slice(start, start + RANGE);
      if (!rest.includes(/** @type {any} */ (undefined))) timeline.add(start, rest);
    }
    timeline.addEventListener('wanted', (event) => {
      const { start, stop, at } = /** @type {CustomEvent} */ (event).detail;
      if (at === undefined) this.#pull(timeline, start, stop);
      else this.#look(timeline, at);
    });
    this.#folded = json.folded;
    this.timeline = timeline;
    return timeline;
  }

  /** @param {Timeline} timeline @param {number} start @param {number} stop */
  async #pull(timeline, start, stop) {
    const range = await this.#session.steps(start, stop).catch(() => null); // refused: the session has moved on
    if (!range || timeline !== this.timeline) return;
    const { steps } = range;
    this.#keep(start, steps);
    timeline.add(start, steps);
  }

  /** A whole state, where the steps that lead to it would be too many. @param {Timeline} timeline @param {number} cursor */
  async #look(timeline, cursor) {
    const { graph } = timeline;
    const pulled = this.#session.frame(cursor).then((buffer) => readFrame(graph, buffer));
    const frame = await pulled.catch(() => null); // silence, or a frame of another graph
    if (frame?.revision === graph.revision && timeline === this.timeline)
      timeline.addFrame(cursor, frame.state);
  }

  /** @param {number} start @param {Step[]} steps */
  #keep(start, steps) {
    steps.forEach((step, i) => {
      this.#steps[start + i] = step;
    });
  }
}
