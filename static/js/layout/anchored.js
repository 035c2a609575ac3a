/**
 * Columns after an edit: what was there keeps its own. Where something new finds no room between, the side with fewer
 * boxes makes way; where many would have to, nothing does, and the new stands above or below its input.
 */

import { GAP, RECORD } from './size.js';

/** @typedef {import('./net.js').Adjacency} Adjacency */

const SAME = 10; // right borders that are so near stand in one column
const ROOM = GAP.x + RECORD.width + 46; // for a column between two
const MOST = { all: 12 * ROOM, mean: 12 }; // pixels by which boxes make way, together and on average

/**
 * @param {number} size @param {Adjacency} outward @param {Adjacency} inward without cycles
 * @param {ArrayLike<number>} weight items in each box
 * @param {ArrayLike<number>} width of each box
 * @param {Float64Array} right the right border of each box before, NaN for new ones
 * @returns {Int32Array} columns, from 0 on; an edge leads to the right wherever that could be had
 */
export function columnsAsBefore(size, outward, inward, weight, width, right) {
  const old = oldColumns(width, right);
  const order = topological(size, outward, inward);
  const back = order.toReversed();
  const reversed = old.map((column) => -column);
  const rightward = makeWay(order, outward, inward, old);
  const leftward = makeWay(back, inward, outward, reversed).map((column) => -column);
  let all = 0;
  for (let v = 0; v < size; v++) all += weight[v];
  const border = new Map(Array.from(old, (c, v) => [c, right[v]]));
  const way = (/** @type {number} */ v, /** @type {number} */ c) =>
    c === old[v] ? 0 : Math.abs((border.get(c) ?? right[v] + (c - old[v]) * ROOM) - right[v]) * weight[v];
  const cost = (/** @type {Float64Array} */ column) =>
    column.reduce((sum, c, v) => sum + (Number.isNaN(old[v]) ? 0 : way(v, c)), 0);
  const least = cost(leftward) < cost(rightward) ? leftward : rightward;
  const few = cost(least) <= Math.max(MOST.all, MOST.mean * all);
  return numbered(few ? least : squeezeIn(order, outward, inward, old));
}

/** Where so much room is left between two columns, one could stand there. @param {ArrayLike<number>} width @param {Float64Array} right */
function oldColumns(width, right) {
  const column = new Float64Array(right.length).fill(Number.NaN);
  const known = Array.from(right.keys()).filter((v) => !Number.isNaN(right[v]));
  known.sort((a, b) => right[a] - right[b]);
  for (let i = 0, last = 0, c = 0; i < known.length; ) {
    const border = right[known[i]];
    let stop = i;
    let widest = 0;
    for (; stop < known.length && right[known[stop]] - border < SAME; stop++)
      widest = Math.max(widest, width[known[stop]]);
    if (i > 0) c += 1 + Math.max(0, Math.floor((border - last - widest - GAP.x) / ROOM));
    for (; i < stop; i++) column[known[i]] = c;
    last = border;
  }
  return column;
}

/** @param {number} size @param {Adjacency} outward @param {Adjacency} inward */
function topological(size, outward, inward) {
  const order = new Int32Array(size);
  const waiting = new Int32Array(size);
  let known = 0;
  for (let v = 0; v < size; v++) {
    waiting[v] = inward.start[v + 1] - inward.start[v];
    if (waiting[v] === 0) order[known++] = v;
  }
  for (let i = 0; i < known; i++) {
    for (const use of around(outward, order[i])) if (--waiting[use] === 0) order[known++] = use;
  }
  return order;
}

/** @param {Adjacency} side @param {number} v */
function around({ start, list }, v) {
  return list.subarray(start[v], start[v + 1]);
}

/**
 * What stands in the way of its inputs goes on to the right, and takes along the leaves that only it uses.
 * @param {Int32Array} order inputs first @param {Adjacency} outward @param {Adjacency} inward @param {Float64Array} old NaN for new ones
 */
function makeWay(order, outward, inward, old) {
  const column = old.slice();
  for (const v of order) {
    for (const input of around(inward, v)) {
      if (!Number.isNaN(column[input]))
        column[v] = Math.max(column[input] + 1, Number.isNaN(column[v]) ? -1e9 : column[v]);
    }
  }
  for (let i = order.length - 1; i >= 0; i--) {
    const v = order[i];
    const uses = around(outward, v);
    if (uses.length === 0) {
      if (Number.isNaN(column[v])) column[v] = aside(inward, v);
      continue;
    }
    const last = firstOf(uses, column) - 1;
    if (Number.isNaN(column[v])) column[v] = last;
    else if (uses.length === 1 && inward.start[v] === inward.start[v + 1])
      column[v] += Math.max(0, column[uses[0]] - old[uses[0]] || 0);
  }
  return column;
}

/** Nothing that was there makes way. @param {Int32Array} order @param {Adjacency} outward @param {Adjacency} inward @param {Float64Array} old */
function squeezeIn(order, outward, inward, old) {
  const column = old.slice();
  const last = old.map((c) => (Number.isNaN(c) ? Number.POSITIVE_INFINITY : c)); // left of all uses
  for (let i = order.length - 1; i >= 0; i--) {
    const v = order[i];
    if (!Number.isNaN(old[v])) continue;
    for (const use of around(outward, v)) last[v] = Math.min(last[v], last[use] - 1);
  }
  for (const v of order) {
    if (!Number.isNaN(old[v])) continue;
    let first = Number.NEGATIVE_INFINITY;
    for (const input of around(inward, v))
      if (!Number.isNaN(column[input])) first = Math.max(first, column[input]);
    if (first > Number.NEGATIVE_INFINITY) column[v] = first < last[v] ? first + 1 : first;
  }
  for (let i = order.length - 1; i >= 0; i--) {
    const v = order[i];
    if (!Number.isNaN(column[v])) continue;
    const uses = around(outward, v);
    column[v] = uses.length > 0 ? firstOf(uses, column) - 1 : aside(inward, v);
  }
  return column;
}

/** The leftmost of some columns. @param {Int32Array} boxes at least one @param {Float64Array} column */
function firstOf(boxes, column) {
  return boxes.reduce((first, v) => Math.min(first, column[v]), Number.POSITIVE_INFINITY);
}

/** For what nothing uses, and which has but new inputs, if any. @param {Adjacency} inward @param {number} v */
function aside({ start }, v) {
  return start[v] === start[v + 1] ? 0 : 1;
}

/** From 0 on, without empty ones. @param {Float64Array} column */
function numbered(column) {
  const used = [...new Set(column)].sort((a, b) => a - b);
  const number = new Map(used.map((c, i) => [c, i]));
  return Int32Array.from(column, (c) => number.get(c) ?? 0);
}
