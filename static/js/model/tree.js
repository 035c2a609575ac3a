/** The groups of a graph as a tree: model, layers, neurons, functions. Group 0 is the whole graph. */

/** @typedef {import('./graph.js').Graph} Graph */
/**
 * @typedef {object} Group
 * @property {number} id
 * @property {string} path such as "model/layer 1/neuron 2", "" for the whole graph
 * @property {string} name the last part of the path
 * @property {number} parent −1 for the whole graph
 * @property {number} depth
 * @property {number[]} children in order of creation: n for node n, ~g for group g
 * @property {number} size nodes in it and in all below
 * @property {boolean} apart whether it is an op that was taken apart
 * @property {number[]} outputs results that something outside uses, or that nothing uses; leaves where there are none
 * @property {boolean} single whether closed it shows one number: of its one result, or of one that is worked out again and
 *   again, as a neuron's for several examples
 */

/**
 * @typedef {object} Tree
 * @property {Group[]} groups a parent stands before its children
 * @property {Int32Array} home the group that each node stands in
 */

/** @param {Graph} graph @returns {Tree} */
export function readTree(graph) {
  /** @type {Group[]} */
  const groups = [
    {
      id: 0,
      path: '',
      name: '',
      parent: -1,
      depth: 0,
      children: [],
      size: 0,
      apart: false,
      outputs: [],
      single: false,
    },
  ];
  const known = new Map([['', 0]]);
  const home = new Int32Array(graph.size);
  for (let node = 0; node < graph.size; node++) {
    home[node] = find(graph.groups[graph.group[node]]);
    groups[home[node]].children.push(node);
  }
  for (let id = groups.length - 1; id >= 0; id--) {
    const group = groups[id];
    group.size += group.children.filter((child) => child >= 0).length;
    if (group.parent >= 0) groups[group.parent].size += group.size;
  }
  const tree = { groups, home };
  for (let node = 0; node < graph.size; node++) markOutput(graph, tree, node);
  for (const group of groups) {
    const results = group.outputs.filter((node) => graph.computed[node]);
    if (results.length > 0) group.outputs = results; // not the weights that a penalty adds up
    group.single = isSingle(graph, group);
  }
  return tree;

  /** @param {string} path @returns {number} */
  function find(path) {
    const there = known.get(path);
    if (there !== undefined) return there;
    let parent = 0;
    for (let end = path.indexOf('/'); parent >= 0; end = path.indexOf('/', end + 1)) {
      const part = end === -1 ? path : path.slice(0, end);
      let id = known.get(part);
      if (id === undefined) {
        id = groups.length;
        known.set(part, id);
        const name = part.slice(part.lastIndexOf('/') + 1);
        const depth = groups[parent].depth + 1;
        const apart = part in graph.opened;
        groups.push({
          id,
          path: part,
          name,
          parent,
          depth,
          children: [],
          size: 0,
          apart,
          outputs: [],
          single: false,
        });
        groups[parent].children.push(~id);
      }
      if (end === -1) return id;
      parent = id;
    }
    return parent;
  }
}

/** @param {Graph} graph @param {Group} group */
function isSingle(graph, { outputs, children }) {
  if (outputs.length < 2) return outputs.length === 1;
  const alike = (/** @type {number} */ node) =>
    graph.computed[node] && graph.op(node) === graph.op(outputs[0]);
  return children.every((child) => child >= 0) && outputs.every(alike);
}

/** Whether `group` is `outer` or stands somewhere in it. @param {Tree} tree @param {number} group @param {number} outer */
export function isWithin({ groups }, group, outer) {
  let at = group;
  while (at >= 0 && groups[at].depth > groups[outer].depth) at = groups[at].parent;
  return at === outer;
}

/** @param {Graph} graph @param {Tree} tree @param {number} node */
function markOutput(graph, tree, node) {
  const unused = graph.useStart[node] === graph.useStart[node + 1];
  for (let at = tree.home[node]; at > 0; at = tree.groups[at].parent) {
    let leaves = unused;
    for (let k = graph.useStart[node]; !leaves && k < graph.useStart[node + 1]; k++) {
      leaves = !isWithin(tree, tree.home[graph.consumer[graph.uses[k]]], at);
    }
    if (!leaves) return;
    tree.groups[at].outputs.push(node);
  }
}
