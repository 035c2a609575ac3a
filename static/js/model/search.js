/** Nodes by name, best first: the label itself, labels that begin so, labels and then expressions that contain it. */

/** @typedef {import('./graph.js').Graph} Graph */

/**
 * @param {Graph} graph
 * @param {string} query upper and lower case are the same
 * @param {number} [most]
 * @returns {number[]} nodes
 */
export function findNodes(graph, query, most = 20) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [];
  /** @type {number[][]} */
  const ranks = [[], [], [], []];
  for (let node = 0; node < graph.size; node++) {
    const label = graph.label(node).toLowerCase();
    if (label === wanted) ranks[0].push(node);
    else if (label.startsWith(wanted)) ranks[1].push(node);
    else if (label.includes(wanted)) ranks[2].push(node);
    else if (graph.name(node).toLowerCase().includes(wanted)) ranks[3].push(node);
  }
  return ranks.flat().slice(0, most);
}
