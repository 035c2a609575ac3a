/**
 * The steps of a session and what is shown at any cursor. Steps may arrive in ranges, whole states as frames.
 * Whoever asks for what is not there yet gets undefined, and `wanted` says what to pull.
 */

import { readStep, State } from './state.js';

/** @typedef {import('./graph.js').Graph} Graph */
/** @typedef {import('./state.js').Step} Step */
/**
 * @typedef {object} Segment one phase; its steps are start … stop − 1
 * @property {'forward' | 'backward' | 'zero_grad' | 'update'} phase
 * @property {number} start
 * @property {number} stop
 * @property {number} [learning_rate]
 */
/** @typedef {{examples: number, reduction: 'mean' | 'sum'}} Together examples that are played as one: numbers are means */
/** @typedef {{cursor: number, length: number, segments: Segment[], together?: Together}} TimelineJson */
/** @typedef {{data: (number | string | null)[], grad: (number | string | null)[]}} Values */

const RANGE = 2000;
const CHECKPOINTS = 8;

/**
 * Events: `steps` when steps or frames were added; `wanted`, once for each thing that is missing, with the detail
 * {start, stop} for a range of steps or, far from all that is known, {at} for a frame.
 */
export class Timeline extends EventTarget {
  /** @type {(Step | undefined)[]} */
  #steps;
  /** @type {Map<number, State>} states at some cursors; 0 is always there */
  #kept = new Map();
  #live;
  #liveAt = 0;
  #stride;
  /** What was asked for. */
  #asked = new Set();

  /**
   * @param {Graph} graph
   * @param {TimelineJson} json
   * @param {Values} values what is shown at cursor 0
   * @param {Step[]} [steps] from step 0 on; the rest may follow by `add`
   */
  constructor(graph, json, values, steps = []) {
    super();
    this.graph = graph;
    this.cursor = json.cursor;
    this.length = json.length;
    this.segments = json.segments;
    /** @type {Together | null} */
    this.together = json.together ?? null;
    this.#steps = new Array(json.length);
    this.#stride = Math.max(1024, Math.ceil(json.length / CHECKPOINTS));
    const first = State.from(graph, values);
    first.mean = this.together !== null;
    this.#kept.set(0, first);
    this.#live = new State(graph).copy(first);
    for (let i = 0; i < steps.length; i++) this.#steps[i] = readStep(steps[i]);
  }

  /** @param {number} start @param {Step[]} steps */
  add(start, steps) {
    for (let i = 0; i < steps.length; i++) this.#steps[start + i] = readStep(steps[i]);
    this.dispatchEvent(new Event('steps'));
  }

  /** A whole state that the server computed. @param {number} cursor @param {State} state */
  addFrame(cursor, state) {
    state.mean = this.together !== null;
    this.#kept.set(cursor, state);
    this.dispatchEvent(new Event('steps'));
  }

  /** @param {number} index @returns {Step | undefined} undefined: not there yet, or outside */
  stepAt(index) {
    const step = this.#steps[index];
    if (!step && index >= 0 && index < this.length) this.#want(index);
    return step;
  }

  /** @param {number} index a step @returns {Segment | undefined} */
  segmentOf(index) {
    return this.segments.find(({ start, stop }) => start <= index && index < stop);
  }

  /**
   * The step that has brought a gradient along an edge, in the pass that the cursor stands in or after.
   * @param {number} edge @param {number} cursor
   * @returns {Extract<Step, {kind: 'backward'}> | undefined} undefined when it has not come yet
   */
  contribution(edge, cursor) {
    const node = this.graph.consumer[edge];
    for (let i = Math.min(cursor, this.length) - 1; i >= 0; i--) {
      const step = this.#steps[i];
      if (step?.kind !== 'backward') return undefined;
      if (step.node === node && step.slot === edge - this.graph.start[node]) return step;
    }
    return undefined;
  }

  /**
   * The state once `cursor` steps are taken; valid until the next call. Undefined while steps are missing.
   * @param {number} cursor
   * @returns {State | undefined}
   */
  stateAt(cursor) {
    let from = this.#liveAt <= cursor ? this.#liveAt : -1;
    for (const at of this.#kept.keys()) if (at <= cursor && at > from) from = at;
    const gap = this.#missing(from, cursor);
    if (gap !== -1) {
      if (cursor - gap > RANGE) this.#ask({ at: cursor });
      else this.#want(gap);
      return undefined;
    }
    if (from !== this.#liveAt) this.#live.copy(/** @type {State} */ (this.#kept.get(from)));
    this.#fold(from, cursor);
    this.#liveAt = cursor;
    return this.#live;
  }

  /** @param {number} from @param {number} to */
  #fold(from, to) {
    let segment = this.segments.findIndex(({ stop }) => stop > from);
    for (let i = from; i < to; i++) {
      while (this.segments[segment].stop <= i) segment++;
      this.#live.apply(/** @type {Step} */ (this.#steps[i]), i === this.segments[segment].start);
      const taken = i + 1;
      if (taken % this.#stride === 0 && !this.#kept.has(taken)) {
        this.#kept.set(taken, new State(this.graph).copy(this.#live));
      }
    }
  }

  /** @param {number} from @param {number} to @returns {number} the first missing step, -1 for none */
  #missing(from, to) {
    for (let i = from; i < to; i++) if (!this.#steps[i]) return i;
    return -1;
  }

  /** @param {number} index a step */
  #want(index) {
    const start = index - (index % RANGE);
    this.#ask({ start, stop: Math.min(start + RANGE, this.length) });
  }

  /** @param {{start: number, stop: number} | {at: number}} detail */
  #ask(detail) {
    const key = JSON.stringify(detail);
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    this.dispatchEvent(new CustomEvent('wanted', { detail }));
  }
}
