/**
 * The way of every wire: points with level tangents, joined by S-curves. Edges between two nodes keep a wire each,
 * so that x*x has two; edges into or out of a closed group run together.
 */

import { inside } from '../layout/groups.js';
import { CIRCLE, GAP } from '../layout/size.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Wires} Wires */

const SPREAD = 16; // of all wires that arrive at one circle, at most
const APART = 8; // of two of them
const NARROW = 30; // so much narrower than its column, a box is reached level from the border of the column
const AS_NEXT = Number.NaN; // a height that the next point will say

/** @param {Scene} scene @returns {Wires} */
export function routeWires(scene) {
  const { graph, itemOf } = scene;
  const { of, first } = bundle(scene);
  const count = first.length;
  const edgeStart = new Int32Array(count + 1);
  for (const wire of of) if (wire >= 0) edgeStart[wire + 1]++;
  for (let wire = 0; wire < count; wire++) edgeStart[wire + 1] += edgeStart[wire];
  const next = edgeStart.slice();
  const edges = new Int32Array(edgeStart[count]);
  for (let edge = 0; edge < of.length; edge++) if (of[edge] >= 0) edges[next[of[edge]]++] = edge;

  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const pointStart = new Int32Array(count + 1);
  /** @type {number[]} */
  const xs = [];
  /** @type {number[]} */
  const ys = [];
  for (let wire = 0; wire < count; wire++) {
    from[wire] = itemOf[graph.inputs[first[wire]]];
    to[wire] = itemOf[graph.consumer[first[wire]]];
    run(scene, first[wire], from[wire], to[wire], xs, ys);
    pointStart[wire + 1] = xs.length;
  }
  const [pointX, pointY] = [new Float32Array(xs), new Float32Array(ys)];
  const stretch = new Int32Array(xs.length).fill(-1);
  const wires = { count, from, to, edgeStart, edges, of, pointStart, pointX, pointY, stretch, stretches: 0 };
  spreadArrivals(scene, wires);
  wires.stretches = numberStretches(scene, wires);
  return wires;
}

/** Numbers where wires of groups run one upon the other. @param {Scene} scene @param {Wires} wires changed @returns {number} how many there are */
function numberStretches({ group }, { count, from, to, pointStart, pointX, pointY, stretch }) {
  /** @type {Map<string, number>} */
  const first = new Map(); // the point where each was first met
  let stretches = 0;
  for (let wire = 0; wire < count; wire++) {
    if (group[from[wire]] < 0 && group[to[wire]] < 0) continue;
    for (let i = pointStart[wire] + 1; i < pointStart[wire + 1]; i++) {
      const key = `${pointX[i - 1]} ${pointY[i - 1]} ${pointX[i]} ${pointY[i]}`;
      const there = first.get(key);
      if (there === undefined) first.set(key, i);
      else {
        if (stretch[there] < 0) stretch[there] = stretches++;
        stretch[i] = stretch[there];
      }
    }
  }
  return stretches;
}

/** @param {Scene} scene @returns {{of: Int32Array, first: number[]}} the wire of each edge, an edge of each wire */
function bundle({ graph, itemOf, node, count }) {
  const of = new Int32Array(graph.inputs.length).fill(-1);
  const first = [];
  /** @type {Map<number, number>} */
  const bundles = new Map();
  for (let edge = 0; edge < of.length; edge++) {
    const from = itemOf[graph.inputs[edge]];
    const to = itemOf[graph.consumer[edge]];
    if (from === to) continue;
    const single = node[from] >= 0 && node[to] >= 0;
    const key = from * count + to;
    of[edge] = (single ? undefined : bundles.get(key)) ?? first.push(edge) - 1;
    if (!single) bundles.set(key, of[edge]);
  }
  return { of, first };
}

/**
 * From the input, out of its groups, across where both ends meet, into the groups of the consumer.
 * @param {Scene} scene @param {number} edge @param {number} a @param {number} b items
 * @param {number[]} xs @param {number[]} ys appended to
 */
function run({ arrangement, tree, x, y, width, height }, edge, a, b, xs, ys) {
  const { ways, layouts, groupX, groupY, groupWidth, groupHeight } = arrangement;
  const put = (/** @type {number} */ px, /** @type {number} */ py) => {
    xs.push(px);
    ys.push(py);
  };
  const start = xs.length;
  put(x[a] + width[a] / 2, y[a]);
  for (let station = ways.start[edge]; station < ways.start[edge + 1]; station++) {
    const group = ways.group[station];
    const layout = layouts[group];
    if (!layout) continue;
    const { left, top } = inside(group, groupX, groupY, groupWidth, groupHeight);
    const lane = ways.lane[station];
    for (let bend = layout.bendStart[lane]; bend < layout.bendStop[lane]; bend++) {
      put(left + layout.bendLeft[bend], top + layout.bendY[bend]);
      put(left + layout.bendRight[bend], top + layout.bendY[bend]);
    }
    const head = headOf(ways.lanes[group], lane);
    if (head === -1) continue;
    const { children } = tree.groups[group];
    const child = children[head];
    const half = (child >= 0 ? width[b] : groupWidth[~child]) / 2;
    const tail = ways.lanes[group].tails[lane];
    if (tail !== undefined && layout.column[tail] >= layout.column[head]) {
      const ends = left + layout.x[tail] + (children[tail] >= 0 ? width[a] : groupWidth[~children[tail]]) / 2;
      const below = layout.y[head] > layout.y[tail];
      const between = (child >= 0 ? height[b] : groupHeight[~child]) / 2 + GAP.y / 2;
      const level = top + layout.y[head] + (below ? -between : between);
      put(ends, level);
      put(left + layout.x[head] - half, level);
    } else if (layout.x[head] - half - layout.column[head] > NARROW) put(left + layout.column[head], AS_NEXT);
  }
  put(x[b] - width[b] / 2, y[b]);
  for (let i = ys.length - 2; i >= start; i--) if (Number.isNaN(ys[i])) ys[i] = ys[i + 1];
}

/** The child that a lane leads to; −1 for those that lead out. @param {import('../layout/lift.js').Lanes} lanes @param {number} lane */
function headOf({ heads, entries }, lane) {
  return heads[lane] ?? entries[lane - heads.length] ?? -1;
}

/** Wires that arrive at one circle arrive beside each other, in the order in which they come; twins leave so too. @param {Scene} scene @param {Wires} wires */
function spreadArrivals(scene, { count, from, to, pointStart, pointX, pointY }) {
  const start = new Int32Array(scene.count + 1);
  for (let wire = 0; wire < count; wire++) start[to[wire] + 1]++;
  for (let item = 0; item < scene.count; item++) start[item + 1] += start[item];
  const arriving = new Int32Array(count);
  const next = start.slice();
  for (let wire = 0; wire < count; wire++) arriving[next[to[wire]]++] = wire;

  /** The last point before a wire is level with its end. @param {number} wire */
  const turn = (wire) => {
    let point = pointStart[wire + 1] - 2;
    while (point > pointStart[wire] && pointY[point] === pointY[pointStart[wire + 1] - 1]) point--;
    return point;
  };
  const before = (/** @type {number} */ wire) => pointY[turn(wire)];
  /** Whether two wires come from the same bend. @param {number} a @param {number} b */
  const together = (a, b) => {
    const [i, j] = [turn(a), turn(b)];
    return i > pointStart[a] && j > pointStart[b] && pointX[i] === pointX[j] && pointY[i] === pointY[j];
  };
  for (let item = 0; item < scene.count; item++) {
    const size = start[item + 1] - start[item];
    if (size < 2) continue;
    const wires = arriving
      .subarray(start[item], start[item + 1])
      .sort((a, b) => before(a) - before(b) || a - b);
    const slots = new Int32Array(size);
    for (let i = 1; i < size; i++) slots[i] = slots[i - 1] + Number(!together(wires[i - 1], wires[i]));
    const last = slots[size - 1];
    const apart = last > 0 ? Math.min(APART, SPREAD / last) : 0;
    const radius = scene.group[item] >= 0 || scene.round[item] ? scene.height[item] / 2 : CIRCLE / 2;
    const turns = Int32Array.from(wires, turn);
    for (let i = 0; i < size; i++) {
      const wire = wires[i];
      const offset = (slots[i] - last / 2) * apart;
      const end = pointStart[wire + 1] - 1;
      for (let point = turns[i] + 1; point <= end; point++) pointY[point] += offset;
      pointX[end] += radius - Math.sqrt(radius * radius - offset * offset);
      const twin = from[wires[i - 1]] === from[wire] || from[wires[i + 1]] === from[wire];
      if (twin) pointY[pointStart[wire]] += offset;
    }
  }
}
