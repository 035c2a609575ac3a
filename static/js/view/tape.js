/** The tape: nodes in the order of the pass, the active ones marked, a row for each. The rows are the server's. */

import { full, short } from '../model/numbers.js';

/** @typedef {import('../model/state.js').State} State */

/** Events: `renewed` when the server sent other rows, `outside` when a step's nodes have none. */
export class Tape extends EventTarget {
  #element;
  /** @type {Map<number, HTMLTableRowElement>} */
  #rows = new Map();
  #backward = false;
  #kind = '';
  /** @type {number[]} */
  #active = [];

  /** @param {HTMLElement} element `#tape` */
  constructor(element) {
    super();
    this.#element = element;
    element.addEventListener('htmx:after:swap', () => {
      this.#read();
      this.dispatchEvent(new Event('renewed'));
    });
    this.#read();
  }

  /** @param {State} state */
  draw(state) {
    for (const [node, row] of this.#rows) {
      if (node >= state.graph.size) continue;
      write(row.cells[2], state.dataOf(node));
      write(row.cells[3], state.gradOf(node));
    }
  }

  /** Marks the nodes of a step, in the colour of its phase; backward turns the tape round. @param {number[]} nodes @param {string} kind */
  active(nodes, kind) {
    const forwards = kind === 'forward' || kind === 'update';
    if (forwards === this.#backward && kind !== '') this.#turn();
    for (const node of this.#active) this.#rows.get(node)?.classList.remove(`is-${this.#kind}`);
    for (const node of nodes) this.#rows.get(node)?.classList.add(`is-${kind}`);
    this.#active = nodes;
    this.#kind = kind;
    const row = this.#rows.get(nodes[0]);
    if (row) reveal(row);
    else if (nodes.length > 0) this.dispatchEvent(new Event('outside'));
  }

  /** @param {number | null} node */
  touch(node) {
    for (const [other, row] of this.#rows) row.classList.toggle('is-touched', other === node);
  }

  /** @param {number | null} node */
  choose(node) {
    for (const [other, row] of this.#rows) row.classList.toggle('is-chosen', other === node);
  }

  #read() {
    const rows = /** @type {NodeListOf<HTMLTableRowElement>} */ (this.#element.querySelectorAll('tbody tr'));
    this.#rows = new Map([...rows].map((row) => [Number(row.dataset.node), row]));
    this.#backward = rows.length > 1 && Number(rows[0].dataset.node) > Number(rows[1].dataset.node);
  }

  #turn() {
    this.#backward = !this.#backward;
    const body = this.#element.querySelector('tbody');
    body?.replaceChildren(...[...body.rows].reverse());
    const title = this.#element.querySelector('#tape-title');
    if (title) title.textContent = `Tape · ${this.#backward ? 'reverse ' : ''}topological order`;
  }
}

/** Scrolls the tape, and nothing around it. @param {HTMLTableRowElement} row */
function reveal(row) {
  const view = row.closest('.tape-scroll');
  if (!(view instanceof HTMLElement)) return;
  const head = 2 * row.offsetHeight; // the column heads, and a row around
  const [top, bottom] = [row.offsetTop - head, row.offsetTop + head];
  if (top < view.scrollTop) view.scrollTop = top;
  else if (bottom > view.scrollTop + view.clientHeight) view.scrollTop = bottom - view.clientHeight;
}

/** @param {HTMLTableCellElement} cell @param {number | null} number */
function write(cell, number) {
  const text = short(number);
  const digits = full(number);
  if (cell.textContent !== text) cell.textContent = text;
  if (cell.title !== digits) cell.title = digits;
}
