/**
 * The way of every wire: points with level tangents, joined by S-curves. Edges between two nodes keep a wire each,
 * so that x*x has two; edges into or out of a closed group run together.
 */

import { laneKey } from '../layout/groups.js';
import { CIRCLE, FRAME } from '../layout/size.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Wires} Wires */

const SPREAD = 16; // of all wires that arrive at one circle, at most
const APART = 8; // of two of them

/** @param {Scene} scene @returns {Wires} */
export function routeWires(scene) {
  const { graph, itemOf } = scene;
  const of = new Int32Array(graph.inputs.length).fill(-1);
  /** @type {number[]} */
  const first = []; // an edge of each wire
  /** @type {Map<number, number>} */
  const bundles = new Map();
  for (let edge = 0; edge < of.length; edge++) {
    const [from, to] = [itemOf[graph.inputs[edge]], itemOf[graph.consumer[edge]]];
    if (from === to) continue;
    if (scene.node[from] >= 0 && scene.node[to] >= 0) of[edge] = first.push(edge) - 1;
    else {
      const key = from * scene.count + to;
      let wire = bundles.get(key);
      if (wire === undefined) {
        wire = first.push(edge) - 1;
        bundles.set(key, wire);
      }
      of[edge] = wire;
    }
  }

  const count = first.length;
  const edgeStart = new Int32Array(count + 1);
  for (const wire of of) if (wire >= 0) edgeStart[wire + 1]++;
  for (let wire = 0; wire < count; wire++) edgeStart[wire + 1] += edgeStart[wire];
  const next = edgeStart.slice();
  const edges = new Int32Array(edgeStart[count]);
  for (let edge = 0; edge < of.length; edge++) if (of[edge] >= 0) edges[next[of[edge]]++] = edge;

  const from = Int32Array.from(first, (edge) => itemOf[graph.inputs[edge]]);
  const to = Int32Array.from(first, (edge) => itemOf[graph.consumer[edge]]);
  const pointStart = new Int32Array(count + 1);
  /** @type {number[]} */
  const xs = [];
  /** @type {number[]} */
  const ys = [];
  for (let wire = 0; wire < count; wire++) {
    run(scene, first[wire], from[wire], to[wire], xs, ys);
    pointStart[wire + 1] = xs.length;
  }
  const wires = {
    count,
    from,
    to,
    edgeStart,
    edges,
    of,
    pointStart,
    pointX: Float32Array.from(xs),
    pointY: Float32Array.from(ys),
  };
  spreadArrivals(scene, wires);
  return wires;
}

/**
 * From the input's border through the groups around it, across the group where both ends meet, into the groups around
 * the consumer.
 * @param {Scene} scene @param {number} edge @param {number} from @param {number} to
 * @param {number[]} xs @param {number[]} ys appended to
 */
function run({ arrangement, graph, tree, x, y, width }, edge, from, to, xs, ys) {
  const { meet, lane, entries, exits, slots } = arrangement;
  const node = graph.inputs[edge];
  xs.push(x[from] + width[from] / 2);
  ys.push(y[from]);
  crossings(node, exits).forEach(([group, l]) => {
    bends(arrangement, group, l, xs, ys);
  });
  bends(arrangement, meet[edge], lane[edge], xs, ys);
  crossings(graph.consumer[edge], entries)
    .reverse()
    .forEach(([group, l]) => {
      bends(arrangement, group, l, xs, ys);
    });
  xs.push(x[to] - width[to] / 2);
  ys.push(y[to]);

  /** @param {number} end @param {Map<number, number>[]} borders @returns {[number, number][]} groups and lanes, from the inside out */
  function crossings(end, borders) {
    /** @type {[number, number][]} */
    const list = [];
    let child = slots.nodes[end];
    for (let g = tree.home[end]; g !== meet[edge]; g = tree.groups[g].parent) {
      const l = borders[g].get(laneKey(node, child, tree.groups[g].children.length));
      if (l !== undefined) list.push([g, l]);
      child = slots.groups[g];
    }
    return list;
  }
}

/** @param {import('../layout/groups.js').Arrangement} arrangement @param {number} group @param {number} lane @param {number[]} xs @param {number[]} ys */
function bends({ layouts, groupX, groupY, groupWidth, groupHeight }, group, lane, xs, ys) {
  const layout = layouts[group];
  if (!layout) return;
  const left = groupX[group] - groupWidth[group] / 2 + (group > 0 ? FRAME.side : 0);
  const top = groupY[group] - groupHeight[group] / 2 + (group > 0 ? FRAME.head : 0);
  for (let bend = layout.bendStart[lane]; bend < layout.bendStart[lane + 1]; bend++) {
    xs.push(left + layout.bendLeft[bend], left + layout.bendRight[bend]);
    ys.push(top + layout.bendY[bend], top + layout.bendY[bend]);
  }
}

/** Wires that arrive at one circle arrive beside each other, in the order in which they come; twins leave so too. @param {Scene} scene @param {Wires} wires */
function spreadArrivals(scene, { count, from, to, pointStart, pointX, pointY }) {
  /** @type {number[][]} */
  const arriving = Array.from({ length: scene.count }, () => []);
  for (let wire = 0; wire < count; wire++) arriving[to[wire]].push(wire);
  for (const wires of arriving) {
    if (wires.length < 2) continue;
    const before = (/** @type {number} */ wire) => pointY[pointStart[wire + 1] - 2];
    wires.sort((a, b) => before(a) - before(b) || a - b);
    const item = to[wires[0]];
    const apart = Math.min(APART, SPREAD / (wires.length - 1));
    const radius = scene.group[item] >= 0 ? scene.height[item] / 2 : CIRCLE / 2;
    wires.forEach((wire, i) => {
      const offset = (i - (wires.length - 1) / 2) * apart;
      const last = pointStart[wire + 1] - 1;
      pointY[last] += offset;
      pointX[last] += radius - Math.sqrt(radius * radius - offset * offset);
      const twin = wires[i - 1] ?? -1;
      const other = wires[i + 1] ?? -1;
      if (from[wire] === from[twin] || from[wire] === from[other]) pointY[pointStart[wire]] += offset;
    });
  }
}

/**
 * The point of a wire at t, 0 at its start, 1 at its end.
 * @param {Wires} wires @param {number} wire @param {number} t
 * @returns {[number, number]}
 */
export function pointAt({ pointStart, pointX, pointY }, wire, t) {
  const start = pointStart[wire];
  const stop = pointStart[wire + 1] - 1;
  let total = 0;
  for (let i = start; i < stop; i++) total += span(i);
  let left = t * total;
  let i = start;
  while (i < stop - 1 && left > span(i)) left -= span(i++);
  const s = Math.max(0, Math.min(1, left / (span(i) || 1)));
  const [x0, x1, y0, y1] = [pointX[i], pointX[i + 1], pointY[i], pointY[i + 1]];
  const xm = (x0 + x1) / 2;
  const r = 1 - s;
  const [a, b, c, d] = [r * r * r, 3 * r * r * s, 3 * r * s * s, s * s * s];
  return [a * x0 + (b + c) * xm + d * x1, (a + b) * y0 + (c + d) * y1];

  /** @param {number} i */
  function span(i) {
    return Math.abs(pointX[i + 1] - pointX[i]) + Math.abs(pointY[i + 1] - pointY[i]);
  }
}
