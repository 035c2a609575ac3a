/** Vertical placement: every box as near as can be to the mean of its neighbours, with room between boxes. */

import { poolMeans } from './pool.js';
import { GAP } from './size.js';

/** @typedef {import('./net.js').Net} Net */

const ROUNDS = 8;
const BEND_HEIGHT = 2;
const BEND_GAP = 10; // with its height, one bend fits between two boxes
const FEW = 6; // closed groups of a column that keep the usual gap
const NEAREST = 6;
const STRAIGHT = 8; // how much rather a bend follows a bend than a box
const CENTRED = 4; // how much rather a box stands amid its inputs than where it is used
const ASIDE = 0.2; // how much a leaf of its own counts among inputs, so that a long chain runs straight on
const BARELY = 0.01; // how much a group of many follows a wire that goes round others
const FIRM = 4; // how firmly a wire keeps the height of a group of many, at most
const STAY = 1000; // weight of a height that is to be kept

/**
 * @param {Net} net
 * @param {Int32Array[]} columns from top to bottom
 * @param {import('./layered.js').Boxes} boxes
 * @param {{start: Float64Array, kept: Uint8Array} | null} before heights to start from, and whether each is to be kept
 * @returns {Float64Array} the axis of each box, the height of each bend
 */
export function placeVertically(net, columns, { height, axis, round }, before) {
  const { boxes, mass } = net;
  const above = (/** @type {number} */ v) => (v < boxes ? height[v] / 2 + axis[v] : BEND_HEIGHT / 2);
  const below = (/** @type {number} */ v) => (v < boxes ? height[v] / 2 - axis[v] : BEND_HEIGHT / 2);
  const offsets = columns.map((column) => {
    let circles = 0;
    for (const v of column) if (v < boxes) circles += round[v];
    const near = gapOfRound(circles);
    const offset = new Float64Array(column.length);
    for (let i = 1; i < column.length; i++) {
      const [u, v] = [column[i - 1], column[i]];
      const bends = u >= boxes || v >= boxes;
      const gap = bends ? BEND_GAP : round[u] && round[v] ? near : GAP.y;
      offset[i] = offset[i - 1] + below(u) + above(v) + gap;
    }
    return offset;
  });
  const y = before ? before.start.slice() : stack(net.size, columns, offsets);
  const [inward, outward] = [pullsOf(net, net.inward, CENTRED), pullsOf(net, net.outward, 1)];
  const longest = columns.reduce((most, column) => Math.max(most, column.length), 0);
  const [want, weight] = [new Float64Array(longest), new Float64Array(longest)];
  for (let pass = 0; pass < ROUNDS; pass++) {
    const rightward = pass % 2 === 0;
    const last = pass >= ROUNDS - 2;
    const sides = before || last ? [inward, outward] : [rightward ? inward : outward];
    for (let i = 0; i < columns.length; i++) {
      const c = rightward ? i : columns.length - 1 - i;
      settle(columns[c], offsets[c], sides);
    }
  }
  return y;

  /** @param {Int32Array} column @param {Float64Array} offset @param {Pulls[]} sides */
  function settle(column, offset, sides) {
    for (let i = 0; i < column.length; i++) {
      const v = column[i];
      let sum = 0;
      let count = 0;
      for (const { start, list, pull, all } of sides) {
        for (let k = start[v]; k < start[v + 1]; k++) sum += y[list[k]] * pull[k];
        count += all[v];
      }
      const stays = before?.kept[v];
      want[i] = stays ? before.start[v] : count > 0 ? sum / count : y[v];
      weight[i] = stays ? STAY : (count || 0.1) * (v < boxes ? mass[v] : Math.min(mass[v], FIRM));
    }
    const place = want.subarray(0, column.length);
    poolMeans(place, weight, offset);
    for (let i = 0; i < column.length; i++) y[column[i]] = place[i];
  }
}

/**
 * @typedef {import('./net.js').Adjacency & {pull: Float64Array, all: Float64Array}} Pulls by link, and of all links of
 *   each box or bend together
 */

/** How much each would like to stand where its neighbours on one side do. @param {Net} net @param {import('./net.js').Adjacency} side @param {number} own @returns {Pulls} */
function pullsOf(net, { start, list }, own) {
  const { size, boxes, mass } = net;
  const pull = new Float64Array(list.length);
  const all = new Float64Array(size);
  for (let v = 0; v < size; v++) {
    const free = isFree(net, v);
    let firm = false; // whether any is more than a leaf
    for (let k = start[v]; k < start[v + 1]; k++) firm ||= !isFree(net, list[k]);
    for (let k = start[v]; k < start[v + 1]; k++) {
      const u = list[k];
      if (v >= boxes) pull[k] = u >= boxes ? STRAIGHT : Math.min(mass[u], mass[v], FIRM);
      else if (u >= boxes && mass[v] > 1) pull[k] = BARELY;
      else pull[k] = own * mass[u] * (free || (firm && isFree(net, u)) ? ASIDE : 1);
      all[v] += pull[k];
    }
  }
  return { start, list, pull, all };
}

/** A leaf with one use. @param {Net} net @param {number} v */
function isFree({ inward, outward }, v) {
  return inward.start[v] === inward.start[v + 1] && outward.start[v + 1] - outward.start[v] === 1;
}

/** Between closed groups of a column with so many of them. @param {number} many */
function gapOfRound(many) {
  return Math.max(NEAREST, GAP.y - Math.max(0, many - FEW));
}

/** Every column around height 0. @param {number} size @param {Int32Array[]} columns @param {Float64Array[]} offsets */
function stack(size, columns, offsets) {
  const y = new Float64Array(size);
  columns.forEach((column, c) => {
    const middle = (offsets[c].at(-1) ?? 0) / 2;
    for (let i = 0; i < column.length; i++) y[column[i]] = offsets[c][i] - middle;
  });
  return y;
}
