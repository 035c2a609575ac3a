/** Where each column stands: as near to each other as wires allow, or where they were before the edit. */

import { median, poolMedians } from './pool.js';
import { GAP, RECORD } from './size.js';

/** @typedef {import('./net.js').Net} Net */

const STEEP = 80; // a rise between columns from which on they move apart
const WIDEST_GAP = 300;
const GRID = 20; // gaps are multiples, so that small changes move nothing
const HOLE = 260; // room to spare, such as for a column that was taken out; beyond it columns close up after all

/**
 * @param {Net} net @param {Int32Array[]} columns @param {Float64Array} y
 * @param {import('./layered.js').Boxes} boxes
 * @returns {{left: Float64Array, right: Float64Array}} borders of each column, from 0 on
 */
export function placeColumns(net, columns, y, { width, height, before }) {
  const count = columns.length;
  const widest = new Float64Array(count);
  const best = new Float64Array(count); // right borders, from the first on
  for (let c = 0; c < count; c++) {
    for (const v of columns[c]) if (v < net.boxes) widest[c] = Math.max(widest[c], width[v]);
    if (c > 0) best[c] = best[c - 1] + gapBefore(net, columns[c], y, height) + widest[c];
  }
  const right = before ? asBefore(net, columns, widest, best, before) : best;
  const shift = count > 0 ? widest[0] - right[0] : 0;
  for (let c = 0; c < count; c++) right[c] += shift;
  return { left: right.map((border, c) => border - widest[c]), right };
}

/** @param {Net} net @param {Int32Array[]} columns @param {Float64Array} widest @param {Float64Array} best @param {import('./layered.js').Before} before */
function asBefore(net, columns, widest, best, { right, mass }) {
  const want = new Float64Array(columns.length);
  const weight = new Float64Array(columns.length);
  const offset = new Float64Array(columns.length); // from the first, at least
  columns.forEach((column, c) => {
    const boxes = column.filter((v) => v < net.boxes);
    want[c] = median(right, mass, boxes);
    for (const v of boxes) if (!Number.isNaN(right[v])) weight[c] += mass[v];
  });
  const first = weight.findIndex((w) => w > 0);
  const last = weight.findLastIndex((w) => w > 0);
  for (let c = 1; c < columns.length; c++) {
    const between = first < c && c <= last; // gaps stay as they were, if only there is room
    offset[c] = offset[c - 1] + (between ? GAP.x + widest[c] : best[c] - best[c - 1]);
  }
  const place = poolMedians(want, weight, offset);
  closeHoles(place, weight, best);
  return place;
}

/** The side with fewer boxes moves. @param {Float64Array} place changed @param {Float64Array} weight @param {Float64Array} best */
function closeHoles(place, weight, best) {
  const all = weight.reduce((sum, w) => sum + w, 0);
  let before = 0;
  for (let c = 1; c < place.length; c++) {
    before += weight[c - 1];
    const hole = place[c] - place[c - 1] - (best[c] - best[c - 1]);
    if (hole <= HOLE) continue;
    if (2 * before < all) for (let k = 0; k < c; k++) place[k] += hole;
    else for (let k = c; k < place.length; k++) place[k] -= hole;
  }
}

/**
 * Wider where edges rise or fall far, so that they do not run like walls. Edges of a tall group begin and end anywhere in it.
 * @param {Net} net @param {Int32Array} column @param {Float64Array} y @param {ArrayLike<number>} height of each box
 */
function gapBefore({ boxes, inward: { start, list } }, column, y, height) {
  const reach = (/** @type {number} */ v) => (v < boxes ? Math.max(0, height[v] - RECORD.height) / 2 : 0);
  let rise = 0;
  for (const v of column) {
    for (let k = start[v]; k < start[v + 1]; k++) {
      const u = list[k];
      rise = Math.max(rise, Math.abs(y[v] - y[u]) + reach(u) + reach(v));
    }
  }
  const extra = GRID * Math.floor((0.35 * Math.max(0, rise - STEEP)) / GRID);
  return Math.min(WIDEST_GAP, GAP.x + extra);
}
