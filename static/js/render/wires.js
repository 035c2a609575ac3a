/**
 * Draws wires on a canvas. Grey: not reached, dotted when backward never goes there; blue: data has passed;
 * orange: a gradient has, wide by magnitude, dashed when negative.
 */

import { strength } from './magnitude.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../scene/scene.js').Wires} Wires */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {import('./palette.js').Palette} Palette */
/** @typedef {import('../scene/scene.js').Area} Area */

const PRUNED = 0;
const IDLE = 1;
const DATA = 2;
const LEVELS = 8; // widths of a gradient's wire
const POSITIVE = 3;
const NEGATIVE = POSITIVE + LEVELS;
const STYLES = NEGATIVE + LEVELS;
const FAR = 0.3; // a scale below which curves and dashes cannot be told

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
      let style = IDLE;
      if (flows) style = (sum < 0 ? NEGATIVE : POSITIVE) + Math.round(strength(sum) * (LEVELS - 1));
      else if (forward && carries) style = DATA;
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

/**
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Wires} wires @param {WireStyles} styles @param {Palette} palette
 * @param {number} scale of the camera
 * @param {Uint8Array} seen 1 for wires in view
 */
export function drawWires(context, wires, styles, palette, scale, seen) {
  context.lineCap = 'butt';
  const least = 0.7 / scale; // never thinner than this on the screen
  for (let style = 0; style < STYLES; style++) {
    const [start, stop] = [styles.start[style], styles.start[style + 1]];
    if (start === stop) continue;
    context.beginPath();
    for (let k = start; k < stop; k++) {
      if (seen[styles.order[k]]) trace(context, wires, styles.order[k], scale < FAR);
    }
    const level = style >= POSITIVE ? ((style - POSITIVE) % LEVELS) / (LEVELS - 1) : 0;
    context.setLineDash([]);
    if (style >= POSITIVE) {
      context.strokeStyle = palette.gradient;
      context.globalAlpha = 0.35 + 0.5 * level;
      context.lineWidth = Math.max(least, 0.9 + 2.9 * level);
      if (style >= NEGATIVE && scale >= FAR) context.setLineDash([5 + 2 * level, 4]);
    } else {
      context.strokeStyle = style === DATA ? palette.data : palette.idle;
      context.globalAlpha = style === DATA ? 0.6 : 0.4;
      context.lineWidth = Math.max(least, style === PRUNED ? 1 : 1.2);
      if (style === PRUNED && scale >= FAR) context.setLineDash([1.5, 3.5]);
    }
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/**
 * Wires along which something travels now, or has just travelled.
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Wires} wires @param {Uint8Array} seen @param {number[]} edges @param {string} colour @param {number} scale
 */
export function drawTrails(context, wires, seen, edges, colour, scale) {
  context.strokeStyle = colour;
  context.lineWidth = Math.max(2.6, 1.3 / scale);
  context.beginPath();
  for (const edge of edges) {
    const wire = wires.of[edge];
    if (wire >= 0 && seen[wire]) trace(context, wires, wire, scale < FAR);
  }
  context.stroke();
}

/** @param {CanvasRenderingContext2D} path @param {Wires} wires @param {number} wire @param {boolean} straight */
function trace(path, { pointStart, pointX, pointY }, wire, straight) {
  const stop = pointStart[wire + 1];
  let i = pointStart[wire];
  path.moveTo(pointX[i], pointY[i]);
  for (i++; i < stop; i++) {
    if (straight || pointY[i] === pointY[i - 1]) path.lineTo(pointX[i], pointY[i]);
    else {
      const middle = (pointX[i] + pointX[i - 1]) / 2;
      path.bezierCurveTo(middle, pointY[i - 1], middle, pointY[i], pointX[i], pointY[i]);
    }
  }
}
