/**
 * What there is to see: items (nodes and closed groups), frames (open groups) and wires between items, in world
 * units. Built from an arrangement; knows nothing of values, time or drawing.
 */

import { circleWidth, NEURON, nodeSize } from '../layout/size.js';
import { routeWires } from './route.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../model/tree.js').Tree} Tree */
/** @typedef {import('../layout/groups.js').Arrangement} Arrangement */
/** @typedef {{group: number, left: number, top: number, width: number, height: number}} Frame */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Area */

/**
 * @typedef {object} Wires
 * @property {number} count
 * @property {Int32Array} from @property {Int32Array} to items
 * @property {Int32Array} edgeStart @property {Int32Array} edges the edges that run in wire w
 * @property {Int32Array} of the wire of each edge, −1 inside closed groups
 * @property {Int32Array} pointStart @property {Float32Array} pointX @property {Float32Array} pointY
 * @property {Int32Array} stretch by point: what leads to it, where wires run one upon the other; −1 where one runs alone
 * @property {number} stretches how many of these there are
 */

export class Scene {
  /** @param {Graph} graph @param {Tree} tree @param {Arrangement} arrangement */
  constructor(graph, tree, arrangement) {
    this.graph = graph;
    this.tree = tree;
    this.arrangement = arrangement;
    const { nodeX, nodeY, groupX, groupY, groupWidth, groupHeight, round, cover } = arrangement;

    /** The item of each node, and of each closed group that can be seen. */
    this.itemOf = new Int32Array(graph.size);
    this.itemOfGroup = new Int32Array(tree.groups.length).fill(-1);
    /** @type {number[]} the node of each item, −1 for a closed group */
    this.node = [];
    /** @type {number[]} the closed group of each item, −1 for a node */
    this.group = [];
    for (let node = 0; node < graph.size; node++) {
      const hidden = cover[tree.home[node]];
      if (hidden === -1) this.itemOf[node] = this.#push(node, -1);
      else {
        if (this.itemOfGroup[hidden] === -1) this.itemOfGroup[hidden] = this.#push(-1, hidden);
        this.itemOf[node] = this.itemOfGroup[hidden];
      }
    }

    this.count = this.node.length;
    this.x = new Float64Array(this.count);
    this.y = new Float64Array(this.count);
    this.width = new Float64Array(this.count);
    this.height = new Float64Array(this.count);
    /** The width of the circle at the left of an operation, 0 for everything else. */
    this.circle = new Float64Array(this.count);
    /** 1 for circles: closed groups that show one number, and what stands beside them in a network. */
    this.round = new Uint8Array(this.count);
    for (let item = 0; item < this.count; item++) {
      const node = this.node[item];
      const group = this.group[item];
      if (node >= 0) {
        this.round[item] = round[node];
        const size = round[node] ? NEURON : nodeSize(graph, node);
        [this.x[item], this.y[item]] = [nodeX[node], nodeY[node]];
        [this.width[item], this.height[item]] = [size.width, size.height];
        if (graph.computed[node] && !round[node]) this.circle[item] = circleWidth(graph.glyph(node));
      } else {
        this.round[item] = Number(tree.groups[group].single);
        [this.x[item], this.y[item]] = [groupX[group], groupY[group]];
        [this.width[item], this.height[item]] = [groupWidth[group], groupHeight[group]];
      }
    }

    /** @type {Frame[]} outer before inner */
    this.frames = [];
    for (const { id } of tree.groups)
      if (id > 0 && cover[id] === -1) this.frames.push(frame(arrangement, id));

    /** @type {Area} */
    this.area = area(frame(arrangement, 0));
    this.wires = routeWires(this);
  }

  /** The nodes whose numbers an item shows: itself, or the result of a closed group, for each example. @param {number} item @returns {number[]} */
  results(item) {
    if (this.node[item] >= 0) return [this.node[item]];
    const { outputs, single } = this.tree.groups[this.group[item]];
    return single ? outputs : [];
  }

  /** The one of them that the pass has reached last; −1 for none. @param {number} item @param {import('../model/state.js').State} state */
  shown(item, { hasData, hasGrad }) {
    const results = this.results(item);
    if (results.length < 2) return results[0] ?? -1;
    return results.find((node) => hasGrad[node]) ?? results.findLast((node) => hasData[node]) ?? results[0];
  }

  /** A node or a group, or the closed group that hides it. @param {{node: number | null, path: string | null}} what @returns {{node: number | null, path: string | null}} */
  seenAs({ node, path }) {
    const { groups, home } = this.tree;
    const group = path === null ? home[node ?? -1] : groups.find((candidate) => candidate.path === path)?.id;
    const hidden = group === undefined ? -1 : this.arrangement.cover[group];
    return hidden < 0 ? { node, path } : { node: null, path: groups[hidden].path };
  }

  /** @param {number[]} items at least one @returns {Area} around all of them */
  areaOf(items) {
    const { x, y, width, height } = this;
    const lows = (/** @type {Float64Array} */ at, /** @type {Float64Array} */ size) =>
      Math.min(...items.map((item) => at[item] - size[item] / 2));
    const highs = (/** @type {Float64Array} */ at, /** @type {Float64Array} */ size) =>
      Math.max(...items.map((item) => at[item] + size[item] / 2));
    return { left: lows(x, width), top: lows(y, height), right: highs(x, width), bottom: highs(y, height) };
  }

  /** The mean height of what begins left of a border; 0 of nothing. @param {number} border */
  middleUpTo(border) {
    let [sum, count] = [0, 0];
    for (let item = 0; item < this.count; item++) {
      if (this.x[item] - this.width[item] / 2 > border) continue;
      sum += this.y[item];
      count++;
    }
    return count > 0 ? sum / count : 0;
  }

  /** A closed group is called as its result is in the program. @param {number} item */
  name(item) {
    if (this.node[item] >= 0) return this.graph.name(this.node[item]);
    const { name, children, outputs, single } = this.tree.groups[this.group[item]];
    const innermost = single && children.every((child) => child >= 0);
    return (innermost && outputs.length === 1 && this.graph.label(outputs[0])) || name;
  }

  /** Which of several results a node is, such as "result 2 of 4"; empty where there is but one. @param {number} item @param {number} node */
  which(item, node) {
    const results = this.results(item);
    return results.length > 1 ? `result ${results.indexOf(node) + 1} of ${results.length}` : '';
  }

  /** @param {number} node @param {number} group */
  #push(node, group) {
    this.group.push(group);
    return this.node.push(node) - 1;
  }
}

/** @param {Arrangement} arrangement @param {number} group @returns {Frame} */
export function frame({ groupX, groupY, groupWidth, groupHeight }, group) {
  const [width, height] = [groupWidth[group], groupHeight[group]];
  return { group, left: groupX[group] - width / 2, top: groupY[group] - height / 2, width, height };
}

/** @param {{left: number, top: number, width: number, height: number}} box @returns {Area} */
export function area({ left, top, width, height }) {
  return { left, top, right: left + width, bottom: top + height };
}
