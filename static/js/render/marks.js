/** What the learner has asked to see of the gradients: all that arrive at a node, or what one edge brings. */

import { product } from '../model/product.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {{edge: number, text: string}} Mark */

const MOST = 32;

/**
 * @param {Timeline} timeline @param {number} cursor
 * @param {import('../scene/choice.js').Choice} choice
 * @returns {Mark[]}
 */
export function marksOf(timeline, cursor, { selected: node, edge, traced }) {
  if (traced.length > 0) return traced;
  if (edge !== null) return [{ edge, text: textOf(timeline, cursor, edge) ?? '—' }];
  if (node === null) return [];
  const { graph } = timeline;
  const marks = [];
  for (let k = graph.useStart[node]; k < graph.useStart[node + 1] && marks.length < MOST; k++) {
    const text = textOf(timeline, cursor, graph.uses[k]);
    if (text) marks.push({ edge: graph.uses[k], text });
  }
  return marks;
}

/** @param {Timeline} timeline @param {number} cursor @param {number} edge */
function textOf(timeline, cursor, edge) {
  if (timeline.graph.pruned[edge]) return 'no gradient';
  const step = timeline.contribution(edge, cursor);
  return step && product(timeline, step);
}
