/**
 * The network that a layered layout works on: real boxes first, then bends, one for every column that an edge
 * crosses. Adjacency is compressed: the neighbours of v are list[start[v]:start[v + 1]].
 */

/** @typedef {{start: Int32Array, list: Int32Array}} Adjacency */
/**
 * @typedef {object} Net
 * @property {number} size boxes and bends
 * @property {number} boxes the first so many are boxes
 * @property {Int32Array} column of every box and bend
 * @property {number} columns
 * @property {Adjacency} outward
 * @property {Adjacency} inward
 * @property {Int32Array} bendStart bends of edge e are bendStart[e] … bendStart[e + 1] − 1, from left to right
 */

/** @param {number} size @param {ArrayLike<number>} from @param {ArrayLike<number>} to @returns {Adjacency} */
export function adjacency(size, from, to) {
  const start = new Int32Array(size + 1);
  for (let e = 0; e < from.length; e++) start[from[e] + 1]++;
  for (let v = 0; v < size; v++) start[v + 1] += start[v];
  const next = start.slice();
  const list = new Int32Array(from.length);
  for (let e = 0; e < from.length; e++) list[next[from[e]]++] = to[e];
  return { start, list };
}

/**
 * A column for every box: as far left as its inputs allow, then pulled right to what uses it wherever that does not
 * lengthen more edges than it shortens. Leaves with one use travel with it, so they do not hold a box back.
 * @param {number} size @param {Adjacency} outward @param {Adjacency} inward without cycles
 * @returns {Int32Array}
 */
export function assignColumns(size, outward, inward) {
  const column = new Int32Array(size);
  const waiting = new Int32Array(size);
  const order = new Int32Array(size);
  let known = 0;
  for (let v = 0; v < size; v++) {
    waiting[v] = inward.start[v + 1] - inward.start[v];
    if (waiting[v] === 0) order[known++] = v;
  }
  for (let i = 0; i < known; i++) {
    const v = order[i];
    for (let k = outward.start[v]; k < outward.start[v + 1]; k++) {
      const use = outward.list[k];
      column[use] = Math.max(column[use], column[v] + 1);
      if (--waiting[use] === 0) order[known++] = use;
    }
  }
  const isFree = (/** @type {number} */ v) =>
    inward.start[v] === inward.start[v + 1] && outward.start[v + 1] - outward.start[v] === 1;
  for (let i = known - 1; i >= 0; i--) {
    const v = order[i];
    const uses = outward.start[v + 1] - outward.start[v];
    if (uses === 0) continue;
    let anchors = 0;
    for (let k = inward.start[v]; k < inward.start[v + 1]; k++) if (!isFree(inward.list[k])) anchors++;
    if (anchors > uses) continue;
    let first = Number.POSITIVE_INFINITY;
    for (let k = outward.start[v]; k < outward.start[v + 1]; k++)
      first = Math.min(first, column[outward.list[k]]);
    column[v] = Math.max(column[v], first - 1);
  }
  return column;
}

/**
 * @param {number} boxes @param {Int32Array} from @param {Int32Array} to edges without cycles
 * @param {number} mostBends beyond which long edges get none and run straight
 * @returns {Net}
 */
export function buildNet(boxes, from, to, mostBends) {
  const edges = from.length;
  const column = assignColumns(boxes, adjacency(boxes, from, to), adjacency(boxes, to, from));
  const bendStart = new Int32Array(edges + 1);
  for (let e = 0; e < edges; e++) bendStart[e + 1] = bendStart[e] + column[to[e]] - column[from[e]] - 1;
  const straight = bendStart[edges] > mostBends;
  if (straight) bendStart.fill(0);
  const bends = bendStart[edges];
  for (let e = 0; e <= edges; e++) bendStart[e] += boxes;

  const columns = new Int32Array(boxes + bends);
  columns.set(column);
  const tail = new Int32Array(edges + bends);
  const head = new Int32Array(edges + bends);
  let links = 0;
  for (let e = 0; e < edges; e++) {
    let last = from[e];
    for (let bend = bendStart[e]; bend < bendStart[e + 1]; bend++) {
      columns[bend] = columns[last] + 1;
      tail[links] = last;
      head[links++] = bend;
      last = bend;
    }
    tail[links] = last;
    head[links++] = to[e];
  }
  let count = 0;
  for (const c of column) count = Math.max(count, c + 1);
  return {
    size: boxes + bends,
    boxes,
    column: columns,
    columns: count,
    outward: adjacency(boxes + bends, tail, head),
    inward: adjacency(boxes + bends, head, tail),
    bendStart,
  };
}
