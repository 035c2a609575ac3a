/** The layout before an edit as the start of the next one: where each box and bend of the new net would stand. */

/** @typedef {import('./net.js').Net} Net */

const ROUNDS = 6;

/**
 * New boxes start at the mean of their neighbours, bends on the straight line between both ends.
 * @param {Net} net
 * @param {Float64Array} heights of each box before the edit, NaN for new ones
 * @returns {{start: Float64Array, kept: Uint8Array}} by box and bend
 */
export function startFrom(net, heights) {
  const start = new Float64Array(net.size).fill(Number.NaN);
  start.set(heights);
  const kept = new Uint8Array(net.size);
  for (let v = 0; v < net.boxes; v++) kept[v] = Number(!Number.isNaN(heights[v]));
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < net.size; i++) {
      const v = round % 2 === 0 ? i : net.size - 1 - i;
      if (!kept[v]) start[v] = meanAround(net, v, start);
    }
  }
  const some = heights.find((y) => !Number.isNaN(y)) ?? 0;
  for (let v = 0; v < net.size; v++) if (Number.isNaN(start[v])) start[v] = some;
  return { start, kept };
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
