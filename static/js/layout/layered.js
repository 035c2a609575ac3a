/**
 * A layered layout from left to right for graphs without cycles, in the manner of Sugiyama: columns, order, heights.
 * Boxes stand at the right of their column, so that records line up and operations lean out to their inputs.
 */

import { placeVertically } from './heights.js';
import { buildNet } from './net.js';
import { orderColumns } from './order.js';
import { GAP } from './size.js';

/**
 * @typedef {object} Boxes
 * @property {ArrayLike<number>} width @property {ArrayLike<number>} height of each box
 * @property {Int32Array} from @property {Int32Array} to edges between boxes, without cycles
 * @property {Int32Array} entries the boxes that edges from outside lead to, @property {Int32Array} exits or come from
 * @property {Float64Array | null} [before] height of each box before the edit, NaN for new ones
 */
/**
 * @typedef {object} Layout
 * @property {Float64Array} x @property {Float64Array} y the middle of each box; all is within width × height
 * @property {number} width @property {number} height
 * @property {Int32Array} bendStart lane l (edges, then entries, then exits) passes bends bendStart[l] … bendStart[l + 1] − 1
 * @property {Float64Array} bendLeft @property {Float64Array} bendRight @property {Float64Array} bendY
 */

const MOST_BENDS = 60_000;
const LARGE = 4000; // boxes and bends, from which on crossings get less effort
const STEEP = 80; // a rise between columns from which on they move apart
const WIDEST_GAP = 160;
const GRID = 20; // gaps are multiples, so that small changes move nothing

/** @param {Boxes} boxes @returns {Layout} */
export function layered(boxes) {
  const { width, height, before = null } = boxes;
  const net = buildNet(boxes, MOST_BENDS);
  const columns = orderColumns(net, before, Math.min(1, LARGE / net.size));
  const y = placeVertically(net, columns, height, GAP.y, before);

  const left = new Float64Array(net.columns);
  const right = new Float64Array(net.columns);
  let total = 0;
  for (let c = 0; c < net.columns; c++) {
    if (c > 0) total += gapBefore(net, columns[c], y);
    let widest = 0;
    for (const v of columns[c]) if (v < net.boxes) widest = Math.max(widest, width[v]);
    left[c] = total;
    right[c] = total += widest;
  }

  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < net.size; v++) {
    const half = v < net.boxes ? height[v] / 2 : 0;
    top = Math.min(top, y[v] - half);
    bottom = Math.max(bottom, y[v] + half);
  }
  if (net.size === 0) top = bottom = 0;

  const bends = net.size - net.boxes;
  /** @type {Layout} */
  const layout = {
    x: new Float64Array(net.boxes),
    y: new Float64Array(net.boxes),
    width: total,
    height: bottom - top,
    bendStart: net.bendStart.map((bend) => bend - net.boxes),
    bendLeft: new Float64Array(bends),
    bendRight: new Float64Array(bends),
    bendY: new Float64Array(bends),
  };
  for (let v = 0; v < net.boxes; v++) {
    layout.x[v] = right[net.column[v]] - width[v] / 2;
    layout.y[v] = y[v] - top;
  }
  for (let bend = 0; bend < bends; bend++) {
    const column = net.column[net.boxes + bend];
    layout.bendLeft[bend] = left[column];
    layout.bendRight[bend] = right[column];
    layout.bendY[bend] = y[net.boxes + bend] - top;
  }
  return layout;
}

/** Wider where edges rise or fall far, so that they do not run like walls. @param {import('./net.js').Net} net @param {Int32Array} column @param {Float64Array} y */
function gapBefore({ inward: { start, list } }, column, y) {
  let rise = 0;
  for (const v of column) {
    for (let k = start[v]; k < start[v + 1]; k++) rise = Math.max(rise, Math.abs(y[v] - y[list[k]]));
  }
  const extra = GRID * Math.floor((0.35 * Math.max(0, rise - STEEP)) / GRID);
  return Math.min(WIDEST_GAP, GAP.x + extra);
}
