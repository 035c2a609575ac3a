/** The layout before an edit as the start of the next one: where each box and bend of the new net would stand. */

import { GAP } from './size.js';

/** @typedef {import('./net.js').Net} Net */

const ROUNDS = 6;

/**
 * New boxes start at the mean of their neighbours, bends on the straight line between both ends; what stands beside
 * another box, on the side of it that has room.
 * @param {Net} net
 * @param {import('./layered.js').Boxes} boxes
 * @param {import('./layered.js').Before} before
 * @returns {{start: Float64Array, kept: Uint8Array}} by box and bend
 */
export function startFrom(net, boxes, before) {
  const start = new Float64Array(net.size).fill(Number.NaN);
  const kept = new Uint8Array(net.size);
  for (let v = 0; v < net.boxes; v++) {
    start[v] = before.y[v] + boxes.axis[v];
    kept[v] = Number(!Number.isNaN(start[v]));
  }
  const set = kept.slice();
  for (let v = 0; v < net.boxes; v++) {
    const u = net.beside[v];
    if (kept[v] || u < 0 || Number.isNaN(start[u])) continue;
    start[v] = start[u] + sideOf(net, boxes.height, start, u);
    set[v] = 1;
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < net.size; i++) {
      const v = round % 2 === 0 ? i : net.size - 1 - i;
      if (!set[v]) start[v] = meanAround(net, v, start);
    }
  }
  const some = start.find((y) => !Number.isNaN(y)) ?? 0;
  for (let v = 0; v < net.size; v++) if (Number.isNaN(start[v])) start[v] = some;
  return { start, kept };
}

/** Just below a box where there is room, else just above it. @param {Net} net @param {ArrayLike<number>} height @param {Float64Array} start @param {number} u */
function sideOf(net, height, start, u) {
  const room = { below: Number.POSITIVE_INFINITY, above: Number.POSITIVE_INFINITY };
  for (let v = 0; v < net.boxes; v++) {
    if (net.column[v] !== net.column[u] || v === u || Number.isNaN(start[v])) continue;
    const side = start[v] > start[u] ? 'below' : 'above';
    room[side] = Math.min(room[side], Math.abs(start[v] - start[u]) - height[v] / 2);
  }
  const needed = height[u] * 1.5 + 2 * GAP.y;
  return room.below >= Math.min(room.above, needed) ? 1 : -1;
}

/** @param {Net} net @param {number} v @param {Float64Array} y */
function meanAround({ inward, outward }, v, y) {
  let sum = 0;
  let count = 0;
  for (const { start, list } of [inward, outward]) {
    for (let k = start[v]; k < start[v + 1]; k++) {
      if (Number.isNaN(y[list[k]])) continue;
      sum += y[list[k]];
      count++;
    }
  }
  return count > 0 ? sum / count : y[v];
}
