/**
 * The recorded graph, as the server sends it: columns, nodes in creation order (which is topological order).
 * A node is its index; an edge is its position in `inputs`.
 */

/**
 * @typedef {object} GraphJson
 * @property {number} revision
 * @property {number} nodes
 * @property {number} root
 * @property {string} precision
 * @property {string[]} strings
 * @property {number[]} op @property {number[]} label @property {number[]} name
 * @property {number[]} start @property {number[]} inputs
 * @property {(number | string | null)[]} param exponent, slope …
 * @property {(0 | 1 | boolean)[]} requires_grad
 * @property {number[]} line @property {number[]} column @property {number[]} end_line @property {number[]} end_column
 * @property {number[]} group @property {string[]} groups
 * @property {Record<string, number>} [opened] groups that are ops taken apart, and the node of each that gives its value
 * @property {Record<string, {glyph: string, title: string, opens?: boolean}>} ops
 */

/** @typedef {'constant' | 'leaf' | 'parameter' | 'op'} Kind a parameter is a leaf that requires a gradient */

/** @param {GraphJson} json the answer of `GET …/graph` @returns {Graph} */
export function readGraph(json) {
  return new Graph(json);
}

export class Graph {
  #json;

  /** @param {GraphJson} json */
  constructor(json) {
    this.#json = json;
    this.revision = json.revision;
    /** Nodes to be marked: the program's own class has other numbers there, or they are wrong on purpose. @type {Set<number>} */
    this.suspects = new Set();
    /** What is said of them. */
    this.suspicion = 'differs in your class';
    this.size = json.nodes;
    this.root = json.root;
    this.precision = json.precision;
    this.start = Int32Array.from(json.start);
    this.inputs = Int32Array.from(json.inputs);
    this.requiresGrad = Uint8Array.from(json.requires_grad, Number);
    this.group = Int32Array.from(json.group);
    this.groups = json.groups;

    /** The node that an edge leads into: [edges]. */
    this.consumer = new Int32Array(this.inputs.length);
    for (let node = 0; node < this.size; node++) {
      this.consumer.fill(node, this.start[node], this.start[node + 1]);
    }

    const leaf = json.strings.indexOf('leaf');
    const constant = json.strings.indexOf('constant');
    /** 1 for results of operations, 0 for leaves and constants: [nodes]. */
    this.computed = Uint8Array.from(json.op, (op) => Number(op !== leaf && op !== constant));

    /** Edges out of node n: uses[useStart[n]:useStart[n + 1]]. */
    this.useStart = new Int32Array(this.size + 1);
    this.uses = new Int32Array(this.inputs.length);
    this.#indexUses();

    /** 1 for edges that backward never walks: the input needs no gradient, or the root does not depend on it. */
    this.pruned = this.#findPruned();
  }

  /** @param {number} node */
  op(node) {
    return this.#json.strings[this.#json.op[node]];
  }

  /** @param {number} node @returns {string} the name the program gave, "" for none */
  label(node) {
    return this.#json.strings[this.#json.label[node]];
  }

  /** @param {number} node @returns {string} what to show: the label, else a short expression */
  name(node) {
    return this.#json.strings[this.#json.name[node]];
  }

  /** @param {number} node @returns {string} what stands in the circle of an operation, "" for leaves */
  glyph(node) {
    return this.#json.ops[this.op(node)]?.glyph ?? '';
  }

  /** @param {number} node @returns {string} such as "multiply" */
  title(node) {
    return this.#json.ops[this.op(node)]?.title ?? '';
  }

  /** Groups that are ops taken apart, each with the node that gives its value. */
  get opened() {
    return this.#json.opened ?? {};
  }

  /** Whether there are groups that can be opened and closed. */
  get folds() {
    return this.groups.some((path) => path !== '' && !(path in this.opened));
  }

  /** Whether a node is a part of an op that was taken apart. @param {number} node */
  isPart(node) {
    return this.groups[this.group[node]] in this.opened;
  }

  /** Whether a node can be taken apart. @param {number} node */
  opens(node) {
    return this.#json.ops[this.op(node)]?.opens === true && !this.isPart(node);
  }

  /** @param {number} node @returns {Kind} */
  kind(node) {
    if (this.computed[node]) return 'op';
    if (this.op(node) === 'constant') return 'constant';
    return this.requiresGrad[node] ? 'parameter' : 'leaf';
  }

  /** @param {number} node where it stands in the program, null when it does not */
  span(node) {
    const { line, column, end_line, end_column } = this.#json;
    if (line[node] === 0) return null;
    return {
      line: line[node],
      column: column[node],
      endLine: end_line[node],
      endColumn: end_column[node],
    };
  }

  /** Text on a line at or after a column has moved. @param {{line: number, column: number, by: number}} moved */
  move({ line, column, by }) {
    const ends = /** @type {const} */ ([
      [this.#json.line, this.#json.column],
      [this.#json.end_line, this.#json.end_column],
    ]);
    for (const [lines, columns] of ends) {
      for (let node = 0; node < this.size; node++) {
        if (lines[node] === line && columns[node] >= column) columns[node] += by;
      }
    }
  }

  #indexUses() {
    for (const input of this.inputs) this.useStart[input + 1]++;
    for (let node = 0; node < this.size; node++) this.useStart[node + 1] += this.useStart[node];
    const next = this.useStart.slice();
    for (let edge = 0; edge < this.inputs.length; edge++) this.uses[next[this.inputs[edge]]++] = edge;
  }

  #findPruned() {
    const needed = new Uint8Array(this.size);
    if (this.size > 0) needed[this.root] = 1;
    const pruned = new Uint8Array(this.inputs.length).fill(1);
    for (let node = this.size - 1; node >= 0; node--) {
      if (!needed[node]) continue;
      for (let edge = this.start[node]; edge < this.start[node + 1]; edge++) {
        const input = this.inputs[edge];
        needed[input] = 1;
        if (this.requiresGrad[input]) pruned[edge] = 0;
      }
    }
    return pruned;
  }
}
