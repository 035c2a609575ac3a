/**
 * What each wire says now. Grey: not reached, dotted when backward never goes there; blue: data has passed;
 * orange: a gradient has, wide by magnitude, dashed when negative.
 */

import { strength } from './magnitude.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../model/state.js').State} State */

export const PRUNED = 0;
export const WIRE = { idle: 1, data: 2 };
export const LEVELS = 8; // widths of a gradient's wire
export const POSITIVE = 3;
export const NEGATIVE = POSITIVE + LEVELS;
export const STYLES = NEGATIVE + LEVELS;

export class WireStyles {
  /** @param {number} count */
  constructor(count) {
    this.style = new Uint8Array(count);
    /** Wires sorted by style; those of style s are order[start[s]:start[s + 1]]. */
    this.order = new Int32Array(count);
    this.start = new Int32Array(STYLES + 1);
  }

  /** Whether any wire carries a gradient. */
  get flows() {
    return this.start[POSITIVE] < this.start[STYLES];
  }

  /** @param {Scene} scene @param {State} state @param {boolean} forward whether data is what moves now */
  update({ graph, wires }, state, forward) {
    this.start.fill(0);
    for (let wire = 0; wire < wires.count; wire++) {
      let sum = 0;
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
        if (!graph.pruned[edge]) pruned = false;
      }
      let style = WIRE.idle;
      if (flows) style = (sum < 0 ? NEGATIVE : POSITIVE) + Math.round(strength(sum) * (LEVELS - 1));
      else if (forward && carries) style = WIRE.data;
      else if (pruned) style = PRUNED;
      this.style[wire] = style;
      this.start[style + 1]++;
    }
    for (let style = 0; style < STYLES; style++) this.start[style + 1] += this.start[style];
    const next = this.start.slice();
    for (let wire = 0; wire < wires.count; wire++) this.order[next[this.style[wire]]++] = wire;
  }
}

/** A frame knows no contributions: what has arrived at the input stands for them. @param {Scene['graph']} graph @param {State} state @param {number} edge */
function flowIn(graph, state, edge) {
  if (state.hasFlow[edge]) return state.flow[edge];
  if (!state.coarse || graph.pruned[edge] || !state.hasGrad[graph.consumer[edge]]) return null;
  return state.gradOf(graph.inputs[edge]);
}
