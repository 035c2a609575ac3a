/** What the learner has chosen on the stage: a node or a wire, and what is pointed at; carried over edits. */

/** @typedef {{edge: number, text: string}} Traced an edge of a way, and what stands beside it */

export class Choice {
  /** @type {number | null} a node */
  selected = null;
  /** @type {number | null} a node */
  hovered = null;
  /** @type {number | null} */
  edge = null;
  /** A way that is marked. @type {Traced[]} */
  traced = [];
  #tell;

  /** @param {(type: string, detail: object) => void} tell called when something changed */
  constructor(tell) {
    this.#tell = tell;
  }

  /** @param {number | null} node @returns {boolean} whether it is another one */
  select(node) {
    this.edge = null;
    if (node === this.selected) return false;
    this.selected = node;
    this.#tell('select', { node });
    return true;
  }

  /** @param {number | null} node */
  hover(node) {
    if (node === this.hovered) return;
    this.hovered = node;
    this.#tell('hover', { node });
  }

  /** @param {number[]} edges that run in one wire */
  pick(edges) {
    this.edge = edges[0];
    this.#tell('edge', { edge: edges[0], edges });
  }

  /** After an edit. @param {(node: number) => number} now the node that it is now, −1 for none */
  carry(now) {
    this.hovered = null;
    this.edge = null;
    this.traced = [];
    if (this.selected === null) return;
    const node = now(this.selected);
    if (node !== this.selected) this.select(node === -1 ? null : node);
  }
}
