/** One node as SVG: the circle of its operation, and the record with its name, data and gradient. */

import { CIRCLE, RECORD, STEM } from '../layout/size.js';
import { NOT_REACHED, short, trimmed } from '../model/numbers.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../model/state.js').State} State */

const SVG = 'http://www.w3.org/2000/svg';
const NAME_LETTERS = 17;

/**
 * @param {string} name @param {Record<string, string | number>} attributes @param {(Element | string)[]} children
 * @returns {SVGElement}
 */
export function svg(name, attributes = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, name));
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

export class NodeRecord {
  #scene;
  #data = svg('text', { class: 'data' });
  #grad = svg('text', { class: 'grad' });
  #gradLabel = svg('text', { class: 'caption' });
  #label = '';

  /** @param {Scene} scene @param {number} item */
  constructor(scene, item) {
    this.#scene = scene;
    this.item = item;
    this.element = svg('g', {
      class: `item ${this.#look()}`,
      tabindex: 0,
      role: 'button',
      'data-item': item,
    });
    const node = scene.node[item];
    if (node >= 0) this.element.dataset.node = String(node);
    else this.element.dataset.group = scene.tree.groups[scene.group[item]].path;
    this.element.append(...this.#parts());
  }

  /** @param {number} x @param {number} y the middle */
  place(x, y) {
    this.element.setAttribute('transform', `translate(${round(x)} ${round(y)})`);
  }

  /**
   * @param {State} state
   * @param {{data?: number, grad?: number} | undefined} counting numbers on their way, instead of the state's
   * @param {boolean} adding whether a contribution has just been added
   */
  update(state, counting, adding) {
    const node = this.#scene.shown(this.item);
    const data = node >= 0 ? (counting?.data ?? state.dataOf(node)) : null;
    const grad = node >= 0 ? (counting?.grad ?? state.gradOf(node)) : null;
    write(this.#data, short(data));
    write(this.#grad, short(grad));
    write(this.#gradLabel, adding ? 'grad +=' : 'grad');
    this.element.classList.toggle('unreached', data === null);
    const label = this.#describe(state, node);
    if (label === this.#label) return;
    this.#label = label;
    this.element.setAttribute('aria-label', label);
  }

  /** @param {'data' | 'gradient' | 'learn' | null} tone @param {number} strength */
  light(tone, strength) {
    if (tone) this.element.dataset.lit = tone;
    else delete this.element.dataset.lit;
    this.element.style.setProperty('--lit', String(strength));
  }

  #look() {
    const node = this.#scene.node[this.item];
    if (node < 0) return this.#scene.shown(this.item) >= 0 ? 'neuron' : 'block';
    const kind = this.#scene.graph.kind(node);
    return node === this.#scene.graph.root ? `${kind} root` : kind;
  }

  /** @returns {Element[]} */
  #parts() {
    const { graph, node, width, height, circle } = this.#scene;
    const [w, h] = [width[this.item], height[this.item]];
    const id = node[this.item];
    if (id < 0) return this.#groupParts(w, h);
    if (graph.kind(id) === 'constant') {
      this.#data.setAttribute('y', '4');
      return [svg('rect', { class: 'card', x: -w / 2, y: -h / 2, width: w, height: h, rx: 6 }), this.#data];
    }
    const left = w / 2 - RECORD.width;
    const top = -h / 2;
    const right = w / 2 - 9;
    for (const text of [this.#data, this.#grad]) text.setAttribute('x', String(right));
    this.#data.setAttribute('y', '5');
    this.#grad.setAttribute('y', '18');
    this.#gradLabel.setAttribute('x', String(left + 10));
    this.#gradLabel.setAttribute('y', '18');
    const parts = [
      svg('rect', { class: 'card', x: left, y: top, width: RECORD.width, height: h, rx: 8 }),
      svg('rect', { class: 'stripe', x: left, y: top + 8, width: 3, height: h - 16, rx: 1.5 }),
      svg('text', { class: 'name', x: left + 10, y: -10 }, clip(graph.name(id))),
      svg('text', { class: 'caption', x: left + 10, y: 5 }, 'data'),
      this.#data,
      this.#gradLabel,
      this.#grad,
    ];
    if (circle[this.item] > 0) {
      const x = -w / 2;
      const [cw, ch] = [circle[this.item], CIRCLE];
      const stem = svg('line', { class: 'stem', x1: x + cw, x2: x + cw + STEM, y1: 0, y2: 0 });
      const ring = svg('rect', { class: 'circle', x, y: -ch / 2, width: cw, height: ch, rx: ch / 2 });
      const glyph = graph.glyph(id);
      parts.unshift(
        stem,
        ring,
        svg('text', { class: glyph.length > 2 ? 'glyph long' : 'glyph', x: x + cw / 2 }, glyph),
      );
    }
    return parts;
  }

  /** @param {number} w @param {number} h @returns {Element[]} */
  #groupParts(w, h) {
    const { name, size } = this.#scene.tree.groups[this.#scene.group[this.item]];
    const one = this.#scene.shown(this.item) >= 0;
    this.#data.setAttribute('y', '5');
    this.#grad.setAttribute('y', '17');
    const card = svg('rect', {
      class: 'card',
      x: -w / 2,
      y: -h / 2,
      width: w,
      height: h,
      rx: one ? h / 2 : 12,
    });
    const title = svg('text', { class: 'name', y: one ? -9 : -4 }, name);
    return one
      ? [card, title, this.#data, this.#grad]
      : [card, title, svg('text', { class: 'caption', y: 12 }, `${size} nodes`)];
  }

  /** @param {State} state @param {number} node */
  #describe(state, node) {
    const name = this.#scene.name(this.item);
    const id = this.#scene.node[this.item];
    if (node < 0) return `${name}, closed group`;
    const { graph } = this.#scene;
    const kind = id < 0 ? 'closed group' : graph.kind(id) === 'op' ? graph.title(id) : graph.kind(id);
    const data = `data ${say(state.dataOf(node))}`;
    if (id >= 0 && graph.kind(id) === 'constant') return `${kind} ${short(state.dataOf(node))}`;
    return `${name}, ${kind}, ${data}, gradient ${say(state.gradOf(node))}`;
  }
}

/** @param {number | null} x */
function say(x) {
  const text = trimmed(x);
  return text === NOT_REACHED ? 'not reached' : text;
}

/** @param {SVGElement} text @param {string} content */
function write(text, content) {
  if (text.textContent !== content) text.textContent = content;
}

/** @param {string} name */
function clip(name) {
  return name.length > NAME_LETTERS ? `${name.slice(0, NAME_LETTERS - 1)}…` : name;
}

/** @param {number} x */
function round(x) {
  return Math.round(x * 100) / 100;
}
