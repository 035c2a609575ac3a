/** What the layout needs to know of a graph, in plain arrays that can be sent to a worker. */

import { closedSize, NEURON, nodeSize } from './size.js';

/**
 * @param {import('../model/graph.js').Graph} graph
 * @param {import('../model/tree.js').Tree} tree
 * @param {Uint8Array} open by group
 * @param {boolean} network whether scalars beside closed groups are circles, as these are
 * @returns {import('./groups.js').Shape}
 */
export function shapeOf(graph, tree, open, network = false) {
  const folds = network ? withClosed(tree, open) : null;
  const round = new Uint8Array(graph.size);
  const width = new Float64Array(graph.size);
  const height = new Float64Array(graph.size);
  for (let node = 0; node < graph.size; node++) {
    round[node] = Number(folds?.[tree.home[node]] === 1 && graph.kind(node) !== 'constant');
    const size = round[node] ? NEURON : nodeSize(graph, node);
    width[node] = size.width;
    height[node] = size.height;
  }
  const closed = tree.groups.map(closedSize);
  return {
    inputs: graph.inputs,
    consumer: graph.consumer,
    width,
    height,
    round,
    home: tree.home,
    groups: tree.groups.map(({ parent, depth, children, size }) => ({ parent, depth, children, size })),
    open,
    closedWidth: Float64Array.from(closed, (size) => size.width),
    closedHeight: Float64Array.from(closed, (size) => size.height),
  };
}

/** Which groups have a closed one somewhere in them. @param {import('../model/tree.js').Tree} tree @param {Uint8Array} open */
function withClosed({ groups }, open) {
  const closed = new Uint8Array(groups.length);
  for (let id = groups.length - 1; id > 0; id--) {
    if (!open[id] || closed[id]) closed[groups[id].parent] = 1;
  }
  return closed;
}
