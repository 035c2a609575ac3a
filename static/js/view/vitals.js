/** Says over the graph how the backward pass has gone; a press shows the node where it can be seen. */

import { vitals } from '../model/vitals.js';

/** @typedef {import('../model/vitals.js').Vital} Vital */

export class Vitals {
  #element;
  #said = '';
  /** @type {Vital[]} */
  #found = [];

  /** @param {HTMLElement} element @param {(node: number) => void} choose */
  constructor(element, choose) {
    this.#element = element;
    element.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      const node = button ? this.#found[Number(button.dataset.which)]?.nodes[0] : undefined;
      if (node !== undefined) choose(node);
    });
  }

  /** @param {import('../model/graph.js').Graph} graph @param {import('../model/state.js').State} state @param {boolean} passed whether a whole backward pass is behind it */
  draw(graph, state, passed) {
    this.#found = state.hasData[graph.root] ? vitals(graph, state, passed) : [];
    const said = this.#found.map((vital) => vital.said).join('\n');
    if (said === this.#said) return;
    this.#said = said;
    this.#element.replaceChildren(
      ...this.#found.map(({ kind, said: textContent }, which) => {
        const button = Object.assign(document.createElement('button'), {
          type: 'button',
          className: kind,
          textContent,
        });
        button.dataset.which = String(which);
        return button;
      }),
    );
  }
}
