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
 * @property {Int32Array} meet by edge: the innermost group that holds both ends, −1 for edges inside a closed group
 * @property {Int32Array} lane by edge: its edge in the layout of `meet`; −1: runs straight
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
  const { meet, lane } = lifted;
  return { nodeX, nodeY, groupX, groupY, groupWidth, groupHeight, cover, meet, lane, layouts };

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
    const key = g > 0 ? `${width}|${height}|${from}|${to}` : '';
    const there = memo.get(key);
    if (there) return there;
    const heights =
      before && Float64Array.from(children, (c) => (c >= 0 ? before.nodeY[c] : before.groupY[~c]));
    const known = heights?.some((y) => !Number.isNaN(y)) ? heights : null;
    const layout = layered({ width, height, from, to, before: known });
    if (key) memo.set(key, layout);
    return layout;
  }
}

/** @param {Shape} shape the place of each node and group among its siblings */
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

/**
 * Every edge becomes one between two children of the innermost group that holds both ends.
 * @param {Shape} shape @param {Int32Array} cover @param {{nodes: Int32Array, groups: Int32Array}} slots
 */
function liftEdges({ inputs, consumer, home, groups }, cover, slots) {
  const meet = new Int32Array(inputs.length).fill(-1);
  const lane = new Int32Array(inputs.length).fill(-1);
  /** @type {number[][]} */
  const tails = groups.map(() => []);
  /** @type {number[][]} */
  const heads = groups.map(() => []);
  /** @type {Map<number, number>[]} */
  const seen = groups.map(() => new Map());
  for (let edge = 0; edge < inputs.length; edge++) {
    let a = home[inputs[edge]];
    let b = home[consumer[edge]];
    let tail = slots.nodes[inputs[edge]];
    let head = slots.nodes[consumer[edge]];
    while (a !== b) {
      const [deepA, deepB] = [groups[a].depth, groups[b].depth];
      if (deepA >= deepB) [tail, a] = [slots.groups[a], groups[a].parent];
      if (deepB >= deepA) [head, b] = [slots.groups[b], groups[b].parent];
    }
    if (cover[a] !== -1) continue;
    meet[edge] = a;
    const key = tail * groups[a].children.length + head;
    let index = seen[a].get(key);
    if (index === undefined) {
      index = tails[a].push(tail) - 1;
      heads[a].push(head);
      seen[a].set(key, index);
    }
    lane[edge] = index;
  }
  return { meet, lane, tails, heads };
}
