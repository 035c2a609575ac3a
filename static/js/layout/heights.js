/**
 * Vertical placement: every box as near as can be to the mean of its neighbours, exactly, with room between boxes.
 * After an edit, boxes that were there stay at their height unless it is plainly wrong now.
 */

/** @typedef {import('./net.js').Net} Net */

const ROUNDS = 8;
const MENDING_ROUNDS = 4;
const BEND_HEIGHT = 2;
const BEND_GAP = 12;
const STRAIGHT = 8; // how much rather a bend follows a bend than a box
const STAY = 50; // weight of a height from before the edit
const TOLERANCE = 60; // farther than this from its best height, a box moves after all

/**
 * @param {Net} net
 * @param {Int32Array[]} columns from top to bottom
 * @param {ArrayLike<number>} height of each box
 * @param {number} gap between boxes
 * @param {Float64Array | null} before height of each box before the edit, NaN for new ones
 * @returns {Float64Array} the middle of each box and bend
 */
export function placeVertically(net, columns, height, gap, before) {
  const tall = (/** @type {number} */ v) => (v < net.boxes ? height[v] : BEND_HEIGHT);
  const apart = (/** @type {number} */ u, /** @type {number} */ v) =>
    (tall(u) + tall(v)) / 2 + (u < net.boxes && v < net.boxes ? gap : BEND_GAP);
  const y = new Float64Array(net.size);
  const want = new Float64Array(net.size);
  const weight = new Float64Array(net.size);
  stack(columns, apart, y);
  for (let round = 0; round < ROUNDS; round++) {
    const sides =
      round >= ROUNDS - 2 ? [net.inward, net.outward] : [round % 2 === 0 ? net.inward : net.outward];
    sweep(round, sides, null);
  }
  if (before) {
    const kept = heightsToKeep(before, y);
    for (let round = 0; round < MENDING_ROUNDS; round++) sweep(round, [net.inward, net.outward], kept);
  }
  return y;

  /** @param {number} round @param {import('./net.js').Adjacency[]} sides @param {Float64Array | null} kept */
  function sweep(round, sides, kept) {
    for (let i = 0; i < columns.length; i++) {
      const column = columns[round % 2 === 0 ? i : columns.length - 1 - i];
      for (const v of column) {
        if (kept && v < net.boxes && !Number.isNaN(kept[v])) {
          want[v] = kept[v];
          weight[v] = STAY;
          continue;
        }
        let sum = 0;
        let count = 0;
        for (const { start, list } of sides) {
          for (let k = start[v]; k < start[v + 1]; k++) {
            const pull = list[k] >= net.boxes && v >= net.boxes ? STRAIGHT : 1;
            sum += y[list[k]] * pull;
            count += pull;
          }
        }
        want[v] = count > 0 ? sum / count : y[v];
        weight[v] = count || 0.1;
      }
      pool(column, want, weight, apart, y);
    }
  }
}

/** Every column around height 0. @param {Int32Array[]} columns @param {(u: number, v: number) => number} apart @param {Float64Array} y */
function stack(columns, apart, y) {
  for (const column of columns) {
    for (let i = 1; i < column.length; i++) y[column[i]] = y[column[i - 1]] + apart(column[i - 1], column[i]);
    const middle = column.length > 0 ? y[column[column.length - 1]] / 2 : 0;
    for (const v of column) y[v] -= middle;
  }
}

/**
 * The old heights, moved as one so that most fit, without those that are too far off.
 * @param {Float64Array} before @param {Float64Array} y the best heights
 * @returns {Float64Array}
 */
function heightsToKeep(before, y) {
  const shifts = [];
  for (let v = 0; v < before.length; v++) if (!Number.isNaN(before[v])) shifts.push(before[v] - y[v]);
  if (shifts.length === 0) return before;
  const shift = shifts.sort((a, b) => a - b)[shifts.length >> 1];
  return before.map((old, v) => (Math.abs(old - shift - y[v]) > TOLERANCE ? Number.NaN : old - shift));
}

/**
 * Least squares with least distances, by pooling adjacent violators (isotonic regression).
 * @param {Int32Array} column @param {Float64Array} want @param {Float64Array} weight
 * @param {(u: number, v: number) => number} apart
 * @param {Float64Array} y written
 */
function pool(column, want, weight, apart, y) {
  const offset = new Float64Array(column.length);
  const mean = new Float64Array(column.length);
  const mass = new Float64Array(column.length);
  const count = new Int32Array(column.length);
  let blocks = 0;
  for (let i = 0; i < column.length; i++) {
    if (i > 0) offset[i] = offset[i - 1] + apart(column[i - 1], column[i]);
    mean[blocks] = want[column[i]] - offset[i];
    mass[blocks] = weight[column[i]];
    count[blocks++] = 1;
    while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
      const total = mass[blocks - 2] + mass[blocks - 1];
      mean[blocks - 2] = (mean[blocks - 2] * mass[blocks - 2] + mean[blocks - 1] * mass[blocks - 1]) / total;
      mass[blocks - 2] = total;
      count[blocks - 2] += count[blocks - 1];
      blocks--;
    }
  }
  for (let block = 0, i = 0; block < blocks; block++) {
    for (let k = 0; k < count[block]; k++, i++) y[column[i]] = mean[block] + offset[i];
  }
}
