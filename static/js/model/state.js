/**
 * What every node and edge shows at one cursor. `apply` is the whole meaning of a step; the browser computes no
 * value and no gradient, it only remembers what steps say. "Not reached" is kept apart from 0 and from NaN.
 */

/** @typedef {import('./graph.js').Graph} Graph */
/** @typedef {number | 'NaN' | 'Infinity' | '-Infinity'} JsonNumber */
/**
 * @typedef {{kind: 'forward', node: number, value: number}
 *   | {kind: 'seed', node: number, total: number}
 *   | {kind: 'backward', node: number, input: number, slot: number,
 *      upstream: number, local: number, contribution: number, total: number}
 *   | {kind: 'zero_grad', nodes: number[]}
 *   | {kind: 'update', node: number, before: number, grad: number, after: number}} Step
 */

export class State {
  /** @param {Graph} graph */
  constructor(graph) {
    this.graph = graph;
    this.data = new Float64Array(graph.size);
    this.grad = new Float64Array(graph.size);
    this.hasData = new Uint8Array(graph.size);
    this.hasGrad = new Uint8Array(graph.size);
    /** upstream × local, by edge */
    this.flow = new Float64Array(graph.inputs.length);
    this.hasFlow = new Uint8Array(graph.inputs.length);
    /** Whether it comes from a frame, which knows nothing of edges. */
    this.coarse = false;
    /** Whether others follow at once: it is drawn, not told in words. */
    this.passing = false;
    /** Whether its numbers are means over a batch. */
    this.mean = false;
  }

  /** @param {Graph} graph @param {{data: (number | string | null)[], grad: (number | string | null)[]}} values */
  static from(graph, values) {
    const state = new State(graph);
    for (let node = 0; node < graph.size; node++) {
      const data = values.data[node];
      const grad = values.grad[node];
      if (data !== null && data !== undefined) state.#setData(node, Number(data));
      if (grad !== null && grad !== undefined) state.#setGrad(node, Number(grad));
    }
    return state;
  }

  /** @param {State} other of the same graph */
  copy(other) {
    this.data.set(other.data);
    this.grad.set(other.grad);
    this.hasData.set(other.hasData);
    this.hasGrad.set(other.hasGrad);
    this.flow.set(other.flow);
    this.hasFlow.set(other.hasFlow);
    this.coarse = other.coarse;
    this.passing = other.passing;
    this.mean = other.mean;
    return this;
  }

  /** @param {number} node @returns {number | null} */
  dataOf(node) {
    return this.hasData[node] ? this.data[node] : null;
  }

  /** @param {number} node @returns {number | null} */
  gradOf(node) {
    return this.hasGrad[node] ? this.grad[node] : null;
  }

  /** @param {number} edge @returns {number | null} */
  flowOf(edge) {
    return this.hasFlow[edge] ? this.flow[edge] : null;
  }

  /** @param {Step} step @param {boolean} first whether it opens its phase */
  apply(step, first) {
    switch (step.kind) {
      case 'forward':
        if (first) this.#emptyData();
        this.#setData(step.node, step.value);
        break;
      case 'seed':
        this.#emptyInnerGradients();
        this.#setGrad(step.node, step.total);
        break;
      case 'backward': {
        const edge = this.graph.start[step.node] + step.slot;
        this.flow[edge] = step.contribution;
        this.hasFlow[edge] = 1;
        this.#setGrad(step.input, step.total);
        break;
      }
      case 'zero_grad':
        this.#emptyInnerGradients();
        for (const node of step.nodes) this.#setGrad(node, 0);
        break;
      case 'update':
        if (first) this.#emptyData();
        this.#setData(step.node, step.after);
        break;
    }
  }

  /** @param {number} node @param {number} value */
  #setData(node, value) {
    this.data[node] = value;
    this.hasData[node] = 1;
  }

  /** @param {number} node @param {number} value */
  #setGrad(node, value) {
    this.grad[node] = value;
    this.hasGrad[node] = 1;
  }

  #emptyData() {
    const { computed } = this.graph;
    for (let node = 0; node < computed.length; node++) if (computed[node]) this.hasData[node] = 0;
    this.#emptyInnerGradients();
  }

  #emptyInnerGradients() {
    const { computed } = this.graph;
    for (let node = 0; node < computed.length; node++) if (computed[node]) this.hasGrad[node] = 0;
    this.hasFlow.fill(0);
    this.coarse = false;
  }
}

const NUMBERS = ['value', 'total', 'upstream', 'local', 'contribution', 'before', 'grad', 'after'];

/** Numbers that JSON has no digits for arrive as words. @param {any} step changed in place @returns {Step} */
export function readStep(step) {
  for (const field of NUMBERS) if (typeof step[field] === 'string') step[field] = Number(step[field]);
  return step;
}
