/** All digits of the item under the pointer or with the focus. */

import { full } from '../model/numbers.js';
import { write } from './svg.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../model/state.js').State} State */

const SINGLE = 7; // digits that a frame, which is of float32, is sure of

export class Tip {
  #name = document.createElement('strong');
  #what = document.createElement('span');
  #data = document.createElement('span');
  #grad = document.createElement('span');

  constructor() {
    this.element = document.createElement('div');
    this.element.className = 'tip';
    this.element.hidden = true;
    this.element.setAttribute('aria-hidden', 'true'); // the item's own label says the same
    this.#data.className = 'data';
    this.#grad.className = 'grad';
    this.element.append(this.#name, this.#what, this.#data, this.#grad);
  }

  hide() {
    this.element.hidden = true;
  }

  /** @param {Scene} scene @param {number} item @param {State} state @param {number} x @param {number} y of the screen, below the item @param {number} width of the screen */
  show(scene, item, state, x, y, width) {
    const node = scene.shown(item);
    const { graph } = scene;
    const digits = (/** @type {number | null} */ x) =>
      full(state.coarse && x !== null ? Number(x.toPrecision(SINGLE)) : x);
    write(this.#name, scene.name(item));
    write(this.#what, scene.node[item] < 0 ? 'closed group' : graph.title(node) || graph.kind(node));
    write(this.#data, node < 0 ? '' : `data ${digits(state.dataOf(node))}`);
    write(
      this.#grad,
      node < 0 || graph.kind(node) === 'constant' ? '' : `grad ${digits(state.gradOf(node))}`,
    );
    this.element.hidden = false;
    const half = this.element.offsetWidth / 2 + 8;
    this.element.style.left = `${Math.round(Math.max(half, Math.min(width - half, x)))}px`;
    this.element.style.top = `${Math.round(y + 8)}px`;
  }
}
