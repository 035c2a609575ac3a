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
 * @property {Float64Array} mass items in each box, or in the one that an edge with bends comes from: what is next to it follows
 * @property {Adjacency} outward
 * @property {Adjacency} inward
 * @property {Int32Array} bendStart @property {Int32Array} bendStop bends of lane l are bendStart[l] … bendStop[l] − 1, from
 *   left to right; lanes of one bundle have the same
 * @property {Int32Array} beside by box: the one that it stands above or below, as its use there left no room to the right; −1 for none
 */

import { columnsAsBefore } from './anchored.js';

const OUTSIDE = -1;
const MOST_APART = 4; // long lanes from one column to one box, beyond which they run as one

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
 * lengthen more edges than it shortens. Leaves with one use travel with it, so they do not hold a box back. What only
 * joins the result of an open group stands between that and the group, not beside it.
 * @param {number} size @param {Adjacency} outward @param {Adjacency} inward without cycles
 * @param {ArrayLike<number>} weight items in each box
 * @returns {Int32Array}
 */
export function assignColumns(size, outward, inward, weight) {
  const column = new Int32Array(size);
  const joining = new Int32Array(size); // how many free boxes, one after the other, lead to each
  const bound = new Uint8Array(size); // 1 for what depends on anything used elsewhere too
  const waiting = new Int32Array(size);
  const order = new Int32Array(size);
  let known = 0;
  for (let v = 0; v < size; v++) {
    waiting[v] = inward.start[v + 1] - inward.start[v];
    if (waiting[v] === 0) order[known++] = v;
  }
  const length = (/** @type {number} */ u, /** @type {number} */ v) => 1 + (weight[u] > 1 ? joining[v] : 0);
  for (let i = 0; i < known; i++) {
    const v = order[i];
    for (let k = inward.start[v]; k < inward.start[v + 1]; k++) {
      const u = inward.list[k];
      if (weight[u] > 1) column[v] = Math.max(column[v], column[u] + length(u, v));
    }
    if (weight[v] > 1 || outward.start[v + 1] - outward.start[v] !== 1) bound[v] = 1;
    for (let k = outward.start[v]; k < outward.start[v + 1]; k++) {
      const use = outward.list[k];
      column[use] = Math.max(column[use], column[v] + 1);
      if (bound[v]) bound[use] = 1;
      else joining[use] = Math.max(joining[use], joining[v] + 1);
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
      first = Math.min(first, column[outward.list[k]] - length(v, outward.list[k]));
    column[v] = Math.max(column[v], first);
  }
  return column;
}

/**
 * @param {import('./layered.js').Boxes} all
 * @param {number} mostBends beyond which long lanes get none and run straight
 * @param {import('./layered.js').Before | null} before
 * @returns {Net}
 */
export function buildNet({ width, weight, from, to, entries, exits }, mostBends, before) {
  const boxes = width.length;
  const [outwards, inwards] = [adjacency(boxes, from, to), adjacency(boxes, to, from)];
  const column = before
    ? columnsAsBefore(boxes, outwards, inwards, weight, width, before.border)
    : assignColumns(boxes, outwards, inwards, weight);
  const onward = (/** @type {number} */ e) => column[to[e]] > column[from[e]];
  const beside = new Int32Array(boxes).fill(-1);
  for (let e = 0; e < from.length; e++) if (column[to[e]] === column[from[e]]) beside[to[e]] = from[e];
  let columns = 0;
  for (const c of column) columns = Math.max(columns, c + 1);

  const lanes = from.length + entries.length + exits.length;
  const bendStart = new Int32Array(lanes);
  const bendStop = new Int32Array(lanes);
  const leads = bundleLeads(column, columns, from, to, inwards);
  let bends = 0;
  let lane = 0;
  const cross = (/** @type {number} */ count) => {
    bendStart[lane] = boxes + bends;
    bends += count;
    bendStop[lane++] = boxes + bends;
  };
  for (let e = 0; e < from.length; e++) {
    cross(leads[e] === e ? Math.max(0, column[to[e]] - column[from[e]] - 1) : 0);
    bendStart[e] = bendStart[leads[e]];
    bendStop[e] = bendStop[leads[e]];
  }
  for (const box of entries) cross(column[box]);
  for (const box of exits) cross(columns - 1 - column[box]);
  if (bends > mostBends) {
    bends = 0;
    bendStart.fill(boxes);
    bendStop.fill(boxes);
  }

  const columnOf = new Int32Array(boxes + bends);
  columnOf.set(column);
  const mass = new Float64Array(boxes + bends);
  for (let v = 0; v < boxes; v++) mass[v] = weight[v];
  const tails = new Int32Array(from.length + bends);
  const heads = new Int32Array(from.length + bends);
  let links = 0;
  const chain = (/** @type {number} */ l, /** @type {number} */ tail, /** @type {number} */ head) => {
    let last = tail;
    for (let bend = bendStart[l]; bend < bendStop[l]; bend++) {
      mass[bend] = tail === OUTSIDE || head === OUTSIDE ? 1 : weight[tail];
      columnOf[bend] = last === OUTSIDE ? bend - bendStart[l] : columnOf[last] + 1;
      if (last !== OUTSIDE) {
        tails[links] = last;
        heads[links++] = bend;
      }
      last = bend;
    }
    if (last === OUTSIDE || head === OUTSIDE) return;
    tails[links] = last;
    heads[links++] = head;
  };
  for (let e = 0; e < from.length; e++) {
    if (!onward(e)) continue;
    if (leads[e] === e || bends === 0) chain(e, from[e], to[e]);
    else {
      tails[links] = from[e];
      heads[links++] = bendStart[e];
    }
  }
  entries.forEach((box, i) => {
    chain(from.length + i, OUTSIDE, box);
  });
  exits.forEach((box, i) => {
    chain(from.length + entries.length + i, box, OUTSIDE);
  });
  const plain = bends === 0 && links === from.length; // the links are the edges
  const [tail, head] = [tails.subarray(0, links), heads.subarray(0, links)];
  return {
    size: boxes + bends,
    boxes,
    column: columnOf,
    columns,
    mass,
    outward: plain ? outwards : adjacency(boxes + bends, tail, head),
    inward: plain ? inwards : adjacency(boxes + bends, head, tail),
    bendStart,
    bendStop,
    beside,
  };
}

/** By edge, the first of its bundle: of all long edges from one column to one box, if there are many. @param {Int32Array} column @param {number} columns @param {Int32Array} from @param {Int32Array} to @param {Adjacency} inward */
function bundleLeads(column, columns, from, to, { start }) {
  const leads = new Int32Array(from.length);
  /** @type {Map<number, number[]>} */
  const bundles = new Map();
  for (let e = 0; e < from.length; e++) {
    leads[e] = e;
    if (start[to[e] + 1] - start[to[e]] <= MOST_APART || column[to[e]] - column[from[e]] < 2) continue;
    const key = to[e] * columns + column[from[e]];
    const bundle = bundles.get(key);
    if (bundle) bundle.push(e);
    else bundles.set(key, [e]);
  }
  for (const bundle of bundles.values()) {
    if (bundle.length > MOST_APART) for (const e of bundle) leads[e] = bundle[0];
  }
  return leads;
}
