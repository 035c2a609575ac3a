/** The order within each column: depth-first at first and then with fewer crossings, or as it was before the edit. */

/** @typedef {import('./net.js').Net} Net */
/** @typedef {import('./net.js').Adjacency} Adjacency */

const SWEEPS = 16;
const PATIENCE = 4; // sweeps without a gain
const ROUNDS = 4; // of swapping neighbours
const CROWD = 400; // neighbour pairs beyond which two boxes are not compared
const MOST = 2 ** 21; // boxes of a column
const FINE = 2 ** 10; // parts of a place that are told apart

/**
 * @param {Net} net
 * @param {number} effort 0 … 1, less for very large graphs
 * @returns {Int32Array[]} boxes and bends of each column from top to bottom
 */
export function orderColumns(net, effort = 1) {
  const columns = depthFirst(net);
  reduceCrossings(net, columns, Math.ceil(SWEEPS * effort), effort < 1 ? 1 : ROUNDS);
  return columns;
}

/**
 * What was there keeps its order; only what is new looks for the place with the fewest crossings.
 * @param {Net} net
 * @param {Float64Array} start a height of every box and bend
 * @param {Uint8Array} kept 1 for what was there
 * @returns {Int32Array[]}
 */
export function orderAsBefore(net, start, kept) {
  const columns = depthFirst(net);
  for (const column of columns) column.sort((a, b) => start[a] - start[b]);
  const place = new Int32Array(net.size);
  for (const column of columns) settle(column, place);
  const firm = kept.map((yes, v) => Number(yes || net.beside[v] >= 0));
  transpose(net, columns, place, firm, ROUNDS);
  return columns;
}

/** @param {Net} net @param {Int32Array[]} columns */
export function crossingsOf(net, columns) {
  const place = new Int32Array(net.size);
  for (const column of columns) settle(column, place);
  return countCrossings(net, columns, place);
}

/** Operands stay next to their operation. @param {Net} net @returns {Int32Array[]} */
function depthFirst({ size, column, columns, outward, inward }) {
  const width = new Int32Array(columns);
  for (const c of column) width[c]++;
  const result = Array.from(width, (count) => new Int32Array(count));
  const filled = new Int32Array(columns);
  const seen = new Uint8Array(size);
  /** @type {number[]} */
  const stack = [];
  for (let root = 0; root < size; root++) {
    if (outward.start[root] !== outward.start[root + 1]) continue;
    stack.push(root);
    for (let v = stack.pop(); v !== undefined; v = stack.pop()) {
      if (seen[v]) continue;
      seen[v] = 1;
      result[column[v]][filled[column[v]]++] = v;
      for (let k = inward.start[v + 1] - 1; k >= inward.start[v]; k--) {
        if (!seen[inward.list[k]]) stack.push(inward.list[k]);
      }
    }
  }
  return result;
}

/** @param {Net} net @param {Int32Array[]} columns changed in place @param {number} sweeps @param {number} rounds of each */
function reduceCrossings(net, columns, sweeps, rounds) {
  const place = new Int32Array(net.size);
  for (const column of columns) settle(column, place);
  let best = columns.map((column) => column.slice());
  let fewest = countCrossings(net, columns, place);
  const key = new Float64Array(net.size);
  for (let sweep = 0, idle = 0; sweep < sweeps && fewest > 0 && idle < PATIENCE; sweep++) {
    const rightward = sweep % 2 === 0;
    const side = rightward ? net.inward : net.outward;
    for (let i = 0; i < columns.length; i++) {
      const column = columns[rightward ? i : columns.length - 1 - i];
      for (const v of column) key[v] = weightedMedian(side, v, place);
      if (sweep % 4 > 1) column.reverse(); // ties fall the other way
      sortMovable(column, key);
      settle(column, place);
    }
    transpose(net, columns, place, null, rounds);
    const crossings = countCrossings(net, columns, place, fewest);
    if (crossings < fewest) {
      fewest = crossings;
      best = columns.map((column) => column.slice());
      idle = 0;
    } else idle++;
  }
  for (let i = 0; i < columns.length; i++) columns[i] = best[i];
}

/** @param {Int32Array} column @param {Int32Array} place */
function settle(column, place) {
  for (let i = 0; i < column.length; i++) place[column[i]] = i;
}

/** Gansner et al. 1993, "A technique for drawing directed graphs", §3. −1 without neighbours. @param {Adjacency} side @param {number} v @param {Int32Array} place */
function weightedMedian({ start, list }, v, place) {
  const count = start[v + 1] - start[v];
  if (count === 0) return -1;
  if (count === 1) return place[list[start[v]]];
  if (count === 2) return (place[list[start[v]]] + place[list[start[v] + 1]]) / 2;
  const around = new Int32Array(count);
  for (let k = 0; k < count; k++) around[k] = place[list[start[v] + k]];
  around.sort();
  const half = count >> 1;
  if (count % 2 === 1) return around[half];
  const left = around[half - 1] - around[0];
  const right = around[count - 1] - around[half];
  if (left + right === 0) return (around[half - 1] + around[half]) / 2;
  return (around[half - 1] * right + around[half] * left) / (left + right);
}

/** Whatever has no neighbour on this side keeps its slot. Key and place are sorted as one number: no comparing function
 * has to be called. @param {Int32Array} column @param {Float64Array} key */
function sortMovable(column, key) {
  const before = column.slice();
  const order = new Float64Array(column.length);
  let movable = 0;
  for (let i = 0; i < column.length; i++) {
    if (key[column[i]] >= 0) order[movable++] = Math.round(key[column[i]] * FINE) * MOST + i;
  }
  order.subarray(0, movable).sort();
  for (let i = 0, next = 0; next < movable; i++) {
    if (key[before[i]] >= 0) column[i] = before[order[next++] % MOST];
  }
}

/** Swaps neighbours while that removes crossings, but never two that are kept. @param {Net} net @param {Int32Array[]} columns @param {Int32Array} place @param {Uint8Array | null} kept @param {number} rounds */
function transpose(net, columns, place, kept, rounds) {
  for (let round = 0, better = true; better && round < rounds; round++) {
    better = false;
    for (const column of columns) {
      for (let i = 0; i + 1 < column.length; i++) {
        const u = column[i];
        const v = column[i + 1];
        if (kept?.[u] && kept[v]) continue;
        if (uncrossed(net.inward, u, v, place) + uncrossed(net.outward, u, v, place) <= 0) continue;
        column[i] = v;
        column[i + 1] = u;
        place[v] = i;
        place[u] = i + 1;
        better = true;
      }
    }
  }
}

/** How many crossings fewer the edges of u and of v have with v above u. @param {Adjacency} side @param {number} u @param {number} v @param {Int32Array} place */
function uncrossed({ start, list }, u, v, place) {
  if ((start[u + 1] - start[u]) * (start[v + 1] - start[v]) > CROWD) return 0;
  let gain = 0;
  for (let a = start[u]; a < start[u + 1]; a++) {
    const end = place[list[a]];
    for (let b = start[v]; b < start[v + 1]; b++) gain += Math.sign(end - place[list[b]]);
  }
  return gain;
}

/** Barth, Jünger and Mutzel 2002: an accumulator tree for each pair of columns. Links that skip a column do not count. @param {Net} net @param {Int32Array[]} columns @param {Int32Array} place @param {number} [enough] where counting may end */
function countCrossings(
  { column, outward: { start, list } },
  columns,
  place,
  enough = Number.POSITIVE_INFINITY,
) {
  let crossings = 0;
  let ends = new Int32Array(16);
  for (let c = 0; c + 1 < columns.length && crossings < enough; c++) {
    let leaves = 1;
    while (leaves < columns[c + 1].length) leaves *= 2;
    const tree = new Int32Array(2 * leaves);
    for (const u of columns[c]) {
      if (start[u + 1] - start[u] > ends.length) ends = new Int32Array(2 * (start[u + 1] - start[u]));
      let count = 0;
      for (let k = start[u]; k < start[u + 1]; k++) {
        if (column[list[k]] === c + 1) ends[count++] = place[list[k]];
      }
      if (count > 1) ends.subarray(0, count).sort();
      for (let k = 0; k < count; k++) {
        let at = ends[k] + leaves;
        tree[at]++;
        while (at > 1) {
          if (at % 2 === 0) crossings += tree[at + 1];
          at >>= 1;
          tree[at]++;
        }
      }
    }
  }
  return crossings;
}
