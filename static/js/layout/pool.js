/**
 * Positions along a line that keep a least distance from each other and are as near as can be to where each would
 * rather be: exactly, by pooling adjacent violators (isotonic regression).
 */

/**
 * Least squares: every one gives way a little. Blocks are kept at the beginning of both arrays, where all has been read.
 * @param {Float64Array} want by position in the line; becomes where each is @param {Float64Array} weight is used up
 * @param {Float64Array} offset how far each must be from the first, at least
 */
export function poolMeans(want, weight, offset) {
  const size = want.length;
  const stop = new Int32Array(size); // of each block
  let last = -1;
  for (let i = 0; i < size; i++) {
    let mean = want[i] - offset[i];
    let mass = weight[i];
    while (last >= 0 && want[last] > mean) {
      const total = weight[last] + mass;
      mean = (want[last] * weight[last] + mean * mass) / total;
      mass = total;
      last--;
    }
    want[++last] = mean;
    weight[last] = mass;
    stop[last] = i + 1;
  }
  for (let i = size - 1; i >= 0; last--) {
    const mean = want[last];
    for (const first = last > 0 ? stop[last - 1] : 0; i >= first; i--) want[i] = mean + offset[i];
  }
}

/**
 * Least distances: the few give way, the many stay exactly where they are.
 * @param {Float64Array} want by position in the line, NaN for none @param {Float64Array} weight
 * @param {Float64Array} offset how far each must be from the first, at least
 * @returns {Float64Array}
 */
export function poolMedians(want, weight, offset) {
  /** @type {{members: number[], value: number}[]} */
  const blocks = [];
  const free = want.map((x, i) => x - offset[i]);
  for (let i = 0; i < want.length; i++) {
    if (Number.isNaN(want[i])) continue;
    let block = { members: [i], value: free[i] };
    for (let last = blocks.at(-1); last && last.value > block.value; last = blocks.at(-1)) {
      const members = [...last.members, ...block.members];
      block = { members, value: median(free, weight, members) };
      blocks.pop();
    }
    blocks.push(block);
  }
  const place = new Float64Array(want.length);
  let value = blocks[0]?.value ?? 0;
  let next = 0;
  for (let i = 0; i < want.length; i++) {
    while (next < blocks.length && blocks[next].members[0] <= i) value = blocks[next++].value;
    place[i] = value + offset[i];
  }
  return place;
}

/**
 * @param {ArrayLike<number>} values NaN does not count
 * @param {ArrayLike<number>} weight
 * @param {ArrayLike<number>} of which of them
 * @returns {number} the weighted median, NaN of none
 */
export function median(values, weight, of) {
  const sorted = Array.from(of)
    .filter((i) => !Number.isNaN(values[i]))
    .sort((a, b) => values[a] - values[b]);
  let half = sorted.reduce((sum, i) => sum + weight[i], 0) / 2;
  for (const i of sorted) {
    half -= weight[i];
    if (half <= 0) return values[i];
  }
  return Number.NaN;
}
