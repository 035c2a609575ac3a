/**
 * What each wire says now. Grey: not reached, dotted when backward never goes there; blue: data has passed, into a
 * closed neuron wide by its weight; orange: a gradient has, wide by magnitude. Dashed when negative.
 */

import { strength } from './magnitude.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../model/state.js').State} State */

export const PRUNED = 0;
export const WIRE = { idle: 1, data: 2 };
export const LEVELS = 8; // widths of a gradient's wire
export const POSITIVE = 3;
export const NEGATIVE = POSITIVE + LEVELS;
export const WEIGHTS = NEGATIVE + LEVELS; // positive, then negative ones
export const STYLES = WEIGHTS + 2 * LEVELS;

export class WireStyles {
  /** @param {number} count */
  constructor(count) {
    this.style = new Uint8Array(count);
    /** Wires sorted by style; those of style s are order[start[s]:start[s + 1]]. */
    this.order = new Int32Array(count);
    this.start = new Int32Array(STYLES + 1);
    /** How many times anything looked different. */
    this.changes = 0;
  }

  /** Whether any wire carries a gradient. */
  get flows() {
    return this.start[POSITIVE] < this.start[WEIGHTS];
  }

  /** Whether any shows a weight. */
  get weights() {
    return this.start[WEIGHTS] < this.start[STYLES];
  }

  /** @param {Scene} scene @param {State} state @param {boolean} forward whether data is what moves now */
  update({ graph, wires, group }, state, forward) {
    let same = true;
    this.start.fill(0);
    for (let wire = 0; wire < wires.count; wire++) {
      let sum = 0;
      let weight = Number.NaN;
      let flows = false;
      let carries = false;
      let pruned = true;
      for (let k = wires.edgeStart[wire]; k < wires.edgeStart[wire + 1]; k++) {
        const edge = wires.edges[k];
        const flow = flowIn(graph, state, edge);
        if (flow !== null) {
          flows = true;
          sum += flow;
        }
        if (state.hasData[graph.consumer[edge]]) carries = true;
        if (forward && group[wires.to[wire]] >= 0) weight = weightOn(graph, state, edge) ?? weight;
        if (!graph.pruned[edge]) pruned = false;
      }
      let style = WIRE.idle;
      if (flows) style = levelOf(sum, POSITIVE);
      else if (forward && carries) style = Number.isNaN(weight) ? WIRE.data : levelOf(weight, WEIGHTS);
      else if (pruned) style = PRUNED;
      same &&= this.style[wire] === style;
      this.style[wire] = style;
      this.start[style + 1]++;
    }
    for (let style = 0; style < STYLES; style++) this.start[style + 1] += this.start[style];
    if (same && this.changes > 0) return;
    this.changes++;
    const next = this.start.slice();
    for (let wire = 0; wire < wires.count; wire++) this.order[next[this.style[wire]]++] = wire;
  }
}

/** @param {number} value @param {number} first the style of the smallest positive one */
function levelOf(value, first) {
  return first + (value < 0 ? LEVELS : 0) + Math.round(strength(value) * (LEVELS - 1));
}

/** The parameter that is multiplied with what an edge brings, null for none. @param {Scene['graph']} graph @param {State} state @param {number} edge */
function weightOn(graph, state, edge) {
  const node = graph.consumer[edge];
  const first = graph.start[node];
  if (graph.start[node + 1] - first !== 2 || graph.op(node) !== 'mul') return null;
  const other = graph.inputs[edge === first ? first + 1 : first];
  return graph.kind(other) === 'parameter' ? state.dataOf(other) : null;
}

/** A frame knows no contributions: what has arrived at the input stands for them. @param {Scene['graph']} graph @param {State} state @param {number} edge */
function flowIn(graph, state, edge) {
  if (state.hasFlow[edge]) return state.flow[edge];
  if (!state.coarse || graph.pruned[edge] || !state.hasGrad[graph.consumer[edge]]) return null;
  return state.gradOf(graph.inputs[edge]);
}
