/**
 * The hierarchical layout: every open group is laid out by itself and is then one box of its parent. Groups of the
 * same shape (the neurons of a layer) share one layout. Works on plain arrays, so that it can run in a worker.
 */

import { acyclic } from './cycles.js';
import { layered } from './layered.js';
import { FRAME } from './size.js';

/** @typedef {import('./layered.js').Layout} Layout */
/**
 * @typedef {object} Shape what is to be laid out
 * @property {Int32Array} inputs @property {Int32Array} consumer both ends of each edge
 * @property {Float64Array} width @property {Float64Array} height of each node
 * @property {Int32Array} home the group of each node
 * @property {{parent: number, depth: number, children: number[]}[]} groups
 * @property {Uint8Array} open by group
 * @property {Float64Array} closedWidth @property {Float64Array} closedHeight by group
 */
/**
 * @typedef {object} Places where things were before: NaN where they were not
 * @property {Float64Array} nodeY
 * @property {Float64Array} groupY
 */
/**
 * @typedef {object} Arrangement
 * @property {Float64Array} nodeX @property {Float64Array} nodeY the middle; NaN inside closed groups
 * @property {Float64Array} groupX @property {Float64Array} groupY the middle; NaN inside closed groups
 * @property {Float64Array} groupWidth @property {Float64Array} groupHeight
 * @property {Int32Array} cover by group: the closed group that hides it (maybe itself), −1 when it is open
 * @property {{nodes: Int32Array, groups: Int32Array}} slots the place of each node and group among its siblings
 * @property {Int32Array} meet by edge: the innermost group that holds both ends, −1 for edges inside a closed group
 * @property {Int32Array} lane by edge: its lane in the layout of `meet`
 * @property {Map<number, number>[]} entries @property {Map<number, number>[]} exits by group: the lane of each edge
 *   that crosses its border, by the key of `laneKey`
 * @property {(Layout | null)[]} layouts by group
 */

/**
 * @param {Shape} shape
 * @param {Places | null} before
 * @param {Map<string, Layout>} memo layouts by shape; filled
 * @returns {Arrangement}
 */
export function arrange(shape, before, memo) {
  const { groups, open } = shape;
  const count = groups.length;
  const cover = new Int32Array(count).fill(-1);
  for (let g = 1; g < count; g++) {
    const parent = cover[groups[g].parent];
    cover[g] = parent !== -1 ? parent : open[g] ? -1 : g;
  }
  const slots = slotsInParents(shape);
  const lifted = liftEdges(shape, cover, slots);

  /** @type {(Layout | null)[]} */
  const layouts = new Array(count).fill(null);
  const groupWidth = new Float64Array(shape.closedWidth);
  const groupHeight = new Float64Array(shape.closedHeight);
  for (let g = count - 1; g >= 0; g--) {
    if (cover[g] !== -1) continue;
    const layout = layOut(g);
    layouts[g] = layout;
    groupWidth[g] = layout.width + (g > 0 ? 2 * FRAME.side : 0);
    groupHeight[g] = layout.height + (g > 0 ? FRAME.head + FRAME.foot : 0);
  }

  const nodeX = new Float64Array(shape.home.length).fill(Number.NaN);
  const nodeY = nodeX.slice();
  const groupX = new Float64Array(count).fill(Number.NaN);
  const groupY = groupX.slice();
  groupX[0] = groupWidth[0] / 2;
  groupY[0] = groupHeight[0] / 2;
  for (let g = 0; g < count; g++) {
    const layout = layouts[g];
    if (!layout) continue;
    const left = groupX[g] - groupWidth[g] / 2 + (g > 0 ? FRAME.side : 0);
    const top = groupY[g] - groupHeight[g] / 2 + (g > 0 ? FRAME.head : 0);
    groups[g].children.forEach((child, i) => {
      const [x, y] = [left + layout.x[i], top + layout.y[i]];
      if (child >= 0) [nodeX[child], nodeY[child]] = [x, y];
      else [groupX[~child], groupY[~child]] = [x, y];
    });
  }
  const { meet, lane, entries, exits } = lifted;
  const places = { nodeX, nodeY, groupX, groupY, groupWidth, groupHeight };
  return { ...places, cover, slots, meet, lane, entries, exits, layouts };

  /** @param {number} g @returns {Layout} */
  function layOut(g) {
    const { children } = groups[g];
    const width = Float64Array.from(children, (child) =>
      child >= 0 ? shape.width[child] : groupWidth[~child],
    );
    const height = Float64Array.from(children, (child) =>
      child >= 0 ? shape.height[child] : groupHeight[~child],
    );
    const [from, to] = acyclic(children.length, lifted.tails[g], lifted.heads[g]);
    const entries = Int32Array.from(lifted.entryBoxes[g]);
    const exits = Int32Array.from(lifted.exitBoxes[g]);
    const key = g > 0 ? `${width}|${height}|${from}|${to}|${entries}|${exits}` : '';
    const there = memo.get(key);
    if (there) return there;
    const heights =
      before && Float64Array.from(children, (c) => (c >= 0 ? before.nodeY[c] : before.groupY[~c]));
    const known = heights?.some((y) => !Number.isNaN(y)) ? heights : null;
    const layout = layered({ width, height, from, to, entries, exits, before: known });
    if (key) memo.set(key, layout);
    return layout;
  }
}

/** @param {Shape} shape */
function slotsInParents({ groups, home }) {
  const nodes = new Int32Array(home.length);
  const inner = new Int32Array(groups.length);
  for (const { children } of groups) {
    children.forEach((child, i) => {
      if (child >= 0) nodes[child] = i;
      else inner[~child] = i;
    });
  }
  return { nodes, groups: inner };
}

/** @param {number} node the input @param {number} child the place in its group @param {number} children of that group */
export function laneKey(node, child, children) {
  return node * children + child;
}

/**
 * Every edge becomes one between two children of the innermost group that holds both ends, and crosses the borders of
 * the groups between.
 * @param {Shape} shape @param {Int32Array} cover @param {{nodes: Int32Array, groups: Int32Array}} slots
 */
function liftEdges({ inputs, consumer, home, groups }, cover, slots) {
  const meet = new Int32Array(inputs.length).fill(-1);
  const lane = new Int32Array(inputs.length).fill(-1);
  const lists = () => groups.map(() => /** @type {number[]} */ ([]));
  const maps = () => groups.map(() => /** @type {Map<number, number>} */ (new Map()));
  const [tails, heads, entryBoxes, exitBoxes] = [lists(), lists(), lists(), lists()];
  const [lanes, entries, exits] = [maps(), maps(), maps()];
  for (let edge = 0; edge < inputs.length; edge++) {
    const node = inputs[edge];
    let [a, tail] = [home[node], slots.nodes[node]];
    let [b, head] = [home[consumer[edge]], slots.nodes[consumer[edge]]];
    while (a !== b) {
      const [deepA, deepB] = [groups[a].depth, groups[b].depth];
      if (deepA >= deepB) {
        if (cover[a] === -1) cross(exits[a], exitBoxes[a], node, tail, a);
        [tail, a] = [slots.groups[a], groups[a].parent];
      }
      if (deepB >= deepA) {
        if (cover[b] === -1) cross(entries[b], entryBoxes[b], node, head, b);
        [head, b] = [slots.groups[b], groups[b].parent];
      }
    }
    if (cover[a] !== -1) continue;
    meet[edge] = a;
    const key = laneKey(tail, head, groups[a].children.length);
    lane[edge] = lanes[a].get(key) ?? tails[a].push(tail) - 1;
    if (lanes[a].has(key)) continue;
    heads[a].push(head);
    lanes[a].set(key, lane[edge]);
  }
  entries.forEach((map, g) => {
    for (const [key, index] of map) map.set(key, index + tails[g].length);
  });
  exits.forEach((map, g) => {
    for (const [key, index] of map) map.set(key, index + tails[g].length + entryBoxes[g].length);
  });
  return { meet, lane, tails, heads, entries, exits, entryBoxes, exitBoxes };

  /** @param {Map<number, number>} known @param {number[]} boxes @param {number} node @param {number} child @param {number} g */
  function cross(known, boxes, node, child, g) {
    const key = laneKey(node, child, groups[g].children.length);
    if (!known.has(key)) known.set(key, boxes.push(child) - 1);
  }
}
