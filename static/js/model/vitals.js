/**
 * How a backward pass has gone, in a sentence or two: gradients that vanish or explode on their way from layer to layer,
 * relus that let nothing through. Reads numbers that are there; computes no gradient.
 */

import { readTree } from './tree.js';

/** @typedef {import('./graph.js').Graph} Graph */
/** @typedef {import('./state.js').State} State */
/** @typedef {{kind: 'vanishing' | 'exploding' | 'closed', said: string, nodes: number[]}} Vital */
/** @typedef {{name: string, size: number, node: number}} Part of the graph: the typical size of its gradients, and where the largest is */

const ORDERS = 2; // of magnitude between two layers, from which on it is told
const FAR = 4; // between the output's 1 and all gradients of a graph without layers
const NAMED = 3;

/** @param {Graph} graph @param {State} state @returns {Vital[]} once values are there, and `passed`: a whole backward pass */
export function vitals(graph, state, passed = true) {
  const found = passed ? [gradients(graph, state), closed(graph, state)] : [closed(graph, state)];
  return found.filter((vital) => vital !== null);
}

/** Whether a node is a relu that has let nothing through. @param {Graph} graph @param {State} state @param {number} node */
export function isClosed(graph, state, node) {
  return graph.op(node) === 'relu' && state.hasData[node] === 1 && state.data[node] === 0;
}

/** @param {Graph} graph @param {State} state @returns {Vital | null} */
function closed(graph, state) {
  const relus = [];
  for (let node = 0; node < graph.size; node++) if (graph.op(node) === 'relu') relus.push(node);
  const nodes = relus.filter((node) => isClosed(graph, state, node));
  if (nodes.length === 0) return null;
  const how = state.mean
    ? 'dead: closed for every example of the batch'
    : 'closed: what comes in is not positive, so no gradient passes';
  const names = nodes.slice(0, NAMED).map((node) => placeOf(graph, node));
  const more = nodes.length > NAMED ? ` and ${nodes.length - NAMED} more` : '';
  const said = `${nodes.length} of ${relus.length} relus ${nodes.length === 1 ? 'is' : 'are'} ${how} (${names.join(', ')}${more}).`;
  return { kind: 'closed', said, nodes };
}

/** @param {Graph} graph @param {State} state @returns {Vital | null} */
function gradients(graph, state) {
  const layers = layersOf(graph, state);
  if (layers.length < 2) return alone(graph, state);
  /** @type {{orders: number, near: Part, far: Part} | null} */
  let worst = null;
  for (let i = 0; i < layers.length; i++) {
    for (let j = i + 1; j < layers.length; j++) {
      const orders = Math.log10(layers[i].size / layers[j].size);
      if (Math.abs(orders) < ORDERS || !Number.isFinite(orders)) continue;
      if (!worst || Math.abs(orders) > Math.abs(worst.orders))
        worst = { orders, near: layers[j], far: layers[i] };
    }
  }
  if (!worst) return null;
  const { orders, near, far } = worst;
  return told(orders, `in ${far.name}`, `in ${near.name}`, far.node);
}

/** @param {number} orders @param {string} far @param {string} near @param {number} node @returns {Vital} */
function told(orders, far, near, node) {
  const vanishes = orders < 0;
  const count = Math.round(Math.abs(orders));
  const compared = `${count} orders of magnitude ${vanishes ? 'smaller' : 'larger'} than ${near}`;
  const said = `${vanishes ? 'Vanishing' : 'Exploding'} gradient: ${far} it is ${compared}.`;
  return { kind: vanishes ? 'vanishing' : 'exploding', said, nodes: [node] };
}

/** Against the output's own gradient, 1. @param {Graph} graph @param {State} state @returns {Vital | null} */
function alone(graph, state) {
  const all = sizeOf(graph, state, 'all', () => true);
  const orders = all ? Math.log10(all.size) : 0;
  if (!all || Math.abs(orders) < FAR || !Number.isFinite(orders)) return null;
  return told(orders, `at ${graph.name(all.node)}`, `at ${graph.name(graph.root)}`, all.node);
}

/** Groups beside each other that hold parameters: those of the parent that has most. @param {Graph} graph @param {State} state @returns {Part[]} */
function layersOf(graph, state) {
  const { groups, home } = readTree(graph);
  const parameters = new Int32Array(groups.length); // in it and in all below
  for (let node = 0; node < graph.size; node++)
    if (graph.kind(node) === 'parameter') parameters[home[node]]++;
  for (let id = groups.length - 1; id > 0; id--) parameters[groups[id].parent] += parameters[id];
  const layers = (/** @type {number} */ id) =>
    groups[id].children.filter((child) => child < 0 && parameters[~child] > 0).map((child) => ~child);
  const parents = groups.filter(({ id }) => layers(id).length > 1);
  const parent = parents.toSorted((a, b) => parameters[b.id] - parameters[a.id] || a.depth - b.depth)[0];
  if (!parent) return [];
  /** The child of the parent that a group is in, or none. @type {Int32Array} */
  const layerOf = new Int32Array(groups.length).fill(-1);
  for (const { id } of groups) {
    if (id > 0) layerOf[id] = groups[id].parent === parent.id ? id : layerOf[groups[id].parent];
  }
  return layers(parent.id).flatMap(
    (id) => sizeOf(graph, state, groups[id].name, (node) => layerOf[home[node]] === id) ?? [],
  );
}

/** The root of the mean square of the gradients of parameters. @param {Graph} graph @param {State} state @param {string} name @param {(node: number) => boolean} within @returns {Part | null} */
function sizeOf(graph, state, name, within) {
  let [sum, count, node] = [0, 0, -1];
  for (let n = 0; n < graph.size; n++) {
    if (graph.computed[n] || !state.hasGrad[n] || graph.kind(n) !== 'parameter' || !within(n)) continue;
    sum += state.grad[n] ** 2;
    count++;
    if (node === -1 || Math.abs(state.grad[n]) > Math.abs(state.grad[node])) node = n;
  }
  return count > 0 ? { name, size: Math.sqrt(sum / count), node } : null;
}

/** Its own name, or that of the group it stands in. @param {Graph} graph @param {number} node */
function placeOf(graph, node) {
  return (
    graph.label(node) || graph.groups[graph.group[node]].split('/').slice(-2).join(' ') || graph.name(node)
  );
}
