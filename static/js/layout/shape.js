/** What the layout needs to know of a graph, in plain arrays that can be sent to a worker. */

import { closedSize, nodeSize } from './size.js';

/**
 * @param {import('../model/graph.js').Graph} graph
 * @param {import('../model/tree.js').Tree} tree
 * @param {Uint8Array} open by group
 * @returns {import('./groups.js').Shape}
 */
export function shapeOf(graph, tree, open) {
  const width = new Float64Array(graph.size);
  const height = new Float64Array(graph.size);
  for (let node = 0; node < graph.size; node++) {
    const size = nodeSize(graph, node);
    width[node] = size.width;
    height[node] = size.height;
  }
  const closed = tree.groups.map(closedSize);
  return {
    inputs: graph.inputs,
    consumer: graph.consumer,
    width,
    height,
    home: tree.home,
    groups: tree.groups.map(({ parent, depth, children, size }) => ({ parent, depth, children, size })),
    open,
    closedWidth: Float64Array.from(closed, (size) => size.width),
    closedHeight: Float64Array.from(closed, (size) => size.height),
  };
}
