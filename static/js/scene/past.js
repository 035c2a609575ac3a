/** What was on screen before an edit or a fold, so that what did not change stays where it was. */

import { matchNodes } from '../model/match.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../model/tree.js').Tree} Tree */
/** @typedef {import('../layout/groups.js').Arrangement} Arrangement */
/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {{group: number, left: number, middle: number}} Anchor a group whose left border and middle stay */

/**
 * @typedef {object} Before by node and by group of the new graph; NaN where nothing was
 * @property {Float64Array} nodeRight @property {Float64Array} nodeY right borders and middles
 * @property {Float64Array} groupRight @property {Float64Array} groupY
 * @property {Float64Array} groupX
 * @property {Float64Array} sourceX @property {Float64Array} sourceY as for nodes, but hidden ones at their closed group
 * @property {Int32Array} was the old node of each new one, −1 for none
 * @property {number} known the part of the new nodes that were there, 0 … 1
 * @property {number} left the part of the old nodes that are still there
 */

/** @param {Scene} scene what is shown now @param {Graph} graph @param {Tree} tree what will be @returns {Before} */
export function remember(scene, graph, tree) {
  const { nodeX, nodeY, groupX, groupY, groupWidth } = scene.arrangement;
  const was =
    graph === scene.graph
      ? Int32Array.from({ length: graph.size }, (_, i) => i)
      : matchNodes(scene.graph, graph);
  const blank = () => new Float64Array(graph.size).fill(Number.NaN);
  const before = {
    nodeRight: blank(),
    nodeY: blank(),
    sourceX: blank(),
    sourceY: blank(),
    groupX: new Float64Array(tree.groups.length).fill(Number.NaN),
    groupRight: new Float64Array(tree.groups.length).fill(Number.NaN),
    groupY: new Float64Array(tree.groups.length).fill(Number.NaN),
    was,
    known: 0,
    left: 0,
  };
  let known = 0;
  for (let node = 0; node < graph.size; node++) {
    const old = was[node];
    if (old < 0) continue;
    known++;
    before.nodeRight[node] = nodeX[old] + scene.width[scene.itemOf[old]] / 2;
    before.nodeY[node] = nodeY[old];
    before.sourceX[node] = scene.x[scene.itemOf[old]];
    before.sourceY[node] = scene.y[scene.itemOf[old]];
  }
  before.known = graph.size > 0 ? known / graph.size : 0;
  before.left = scene.graph.size > 0 ? known / scene.graph.size : 0;
  const paths = new Map(scene.tree.groups.map(({ path, id }) => [path, id]));
  for (const { path, id } of tree.groups) {
    const old = paths.get(path);
    if (old === undefined || id === 0) continue;
    before.groupX[id] = groupX[old];
    before.groupRight[id] = groupX[old] + groupWidth[old] / 2;
    before.groupY[id] = groupY[old];
  }
  return before;
}

/** Where a group is that is about to open or close. @param {Arrangement} arrangement @param {number} group @returns {Anchor} */
export function anchorOf({ groupX, groupY, groupWidth }, group) {
  return { group, left: groupX[group] - groupWidth[group] / 2, middle: groupY[group] };
}

/** @param {Arrangement} now moved so that the anchor stays @param {Anchor} anchor */
export function hold({ nodeX, nodeY, groupX, groupY, groupWidth }, { group, left, middle }) {
  const dx = left - groupX[group] + groupWidth[group] / 2;
  const dy = middle - groupY[group];
  for (const xs of [nodeX, groupX]) for (let i = 0; i < xs.length; i++) xs[i] += dx;
  for (const ys of [nodeY, groupY]) for (let i = 0; i < ys.length; i++) ys[i] += dy;
}
