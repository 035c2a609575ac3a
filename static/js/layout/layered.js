/**
 * A layered layout from left to right for graphs without cycles, in the manner of Sugiyama: columns, order, heights.
 * Boxes stand at the right of their column, so that records line up and operations lean out to their inputs.
 */

import { startFrom } from './before.js';
import { placeColumns } from './columns.js';
import { placeVertically } from './heights.js';
import { buildNet } from './net.js';
import { crossingsOf, orderAsBefore, orderColumns } from './order.js';

/** @typedef {import('./net.js').Net} Net */
/**
 * @typedef {object} Before where each box was before the edit, NaN for new ones
 * @property {Float64Array} border its right border @property {Float64Array} right where it is best now, for most of what is in it to stay
 * @property {Float64Array} y its middle
 * @property {Float64Array} mass how much is in it: the heavier side stays
 */
/**
 * @typedef {object} Boxes
 * @property {ArrayLike<number>} width @property {ArrayLike<number>} height of each box
 * @property {ArrayLike<number>} axis how far below the middle of each its wires come and go
 * @property {ArrayLike<number>} weight how many items stand in each: the lighter give way to the heavier
 * @property {ArrayLike<number>} round 1 for circles, which stand nearer to each other where there are many
 * @property {Int32Array} from @property {Int32Array} to edges between boxes, without cycles
 * @property {Int32Array} entries the boxes that edges from outside lead to @property {Int32Array} exits or come from
 * @property {Before | null} before
 */
/**
 * @typedef {object} Layout
 * @property {Float64Array} x @property {Float64Array} y the middle of each box; all is within width × height
 * @property {Float64Array} column the left border of the column of each box
 * @property {number} width @property {number} height
 * @property {number} axis the height around which the items stand
 * @property {Int32Array} bendStart @property {Int32Array} bendStop lane l (edges, then entries, then exits) passes bends bendStart[l] … bendStop[l] − 1
 * @property {Float64Array} bendLeft @property {Float64Array} bendRight @property {Float64Array} bendY
 */

const MOST_BENDS = 60_000;
const LARGE = 4000; // boxes and bends, from which on crossings get less effort
// A layout that keeps its places may have so much more wire, and so many more crossings, than the best one.
const WORSE = 1.35;
const MOST_BESIDE = 12; // boxes that found no room to the right of their input
const SPARE = { rise: 20, crossings: 0.4 }; // for each box

/** @param {Boxes} boxes @returns {Layout} */
export function layered(boxes) {
  const { net, columns, y } = place(boxes);
  const { left, right } = placeColumns(net, columns, y, boxes);

  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  let [sum, weight] = [0, 0];
  for (let v = 0; v < net.size; v++) {
    const [half, axis] = v < net.boxes ? [boxes.height[v] / 2, boxes.axis[v]] : [0, 0];
    top = Math.min(top, y[v] - axis - half);
    bottom = Math.max(bottom, y[v] - axis + half);
    if (v >= net.boxes) continue;
    sum += y[v] * boxes.weight[v];
    weight += boxes.weight[v];
  }
  if (net.size === 0) top = bottom = 0;

  const bends = net.size - net.boxes;
  /** @type {Layout} */
  const layout = {
    x: new Float64Array(net.boxes),
    y: new Float64Array(net.boxes),
    column: new Float64Array(net.boxes),
    width: right.at(-1) ?? 0,
    height: bottom - top,
    axis: weight > 0 ? sum / weight - top : 0,
    bendStart: net.bendStart.map((bend) => bend - net.boxes),
    bendStop: net.bendStop.map((bend) => bend - net.boxes),
    bendLeft: new Float64Array(bends),
    bendRight: new Float64Array(bends),
    bendY: new Float64Array(bends),
  };
  for (let v = 0; v < net.boxes; v++) {
    layout.x[v] = right[net.column[v]] - boxes.width[v] / 2;
    layout.y[v] = y[v] - boxes.axis[v] - top;
    layout.column[v] = left[net.column[v]];
  }
  for (let bend = 0; bend < bends; bend++) {
    const column = net.column[net.boxes + bend];
    layout.bendLeft[bend] = left[column];
    layout.bendRight[bend] = right[column];
    layout.bendY[bend] = y[net.boxes + bend] - top;
  }
  return layout;
}

/** Where everything was, as long as that is not much worse than the best. @param {Boxes} boxes */
function place(boxes) {
  const { before } = boxes;
  const best = () => {
    const net = buildNet(boxes, MOST_BENDS, null);
    const columns = orderColumns(net, Math.min(1, LARGE / net.size));
    return { net, columns, y: placeVertically(net, columns, boxes, null) };
  };
  if (!before) return best();
  const net = buildNet(boxes, MOST_BENDS, before);
  const { start, kept } = startFrom(net, boxes, before);
  const columns = orderAsBefore(net, start, kept);
  const same = { net, columns, y: placeVertically(net, columns, boxes, { start, kept }) };
  if (net.size > LARGE) return same;
  const fresh = best();
  const tooLong = rise(net, same.y) > WORSE * rise(fresh.net, fresh.y) + SPARE.rise * net.boxes;
  const tangled =
    crossingsOf(net, columns) > WORSE * crossingsOf(fresh.net, fresh.columns) + SPARE.crossings * net.boxes;
  const stacked = net.beside.filter((v) => v >= 0).length > MOST_BESIDE;
  return tooLong || tangled || stacked ? fresh : same;
}

/** How far all links rise and fall together. @param {Net} net @param {Float64Array} y */
function rise({ size, outward: { start, list } }, y) {
  let sum = 0;
  for (let v = 0; v < size; v++)
    for (let k = start[v]; k < start[v + 1]; k++) sum += Math.abs(y[list[k]] - y[v]);
  return sum;
}
