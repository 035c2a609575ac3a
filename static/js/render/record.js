/** One item as SVG that can be focused and read aloud: it shows the numbers of the state and is lit by the motion. */

import { brief, short, trimmed, within } from '../model/numbers.js';
import { isClosed } from '../model/vitals.js';
import { partsOf } from './parts.js';
import { assign, svg, write } from './svg.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {{data?: number, grad?: number, dataNote?: string, gradNote?: string}} Counting numbers on their way */

const ROOM = 15; // letters that a note and its number share a line with
const IN_CIRCLE = 7; // letters of a number

export class ItemRecord {
  #scene;
  #parts;
  #said = '';
  #suspect = '';
  #lit = '';
  /** @type {unknown[]} what was written last */
  #written = [];
  #x = Number.NaN;
  #y = Number.NaN;

  /** @param {Scene} scene @param {number} item */
  constructor(scene, item) {
    this.#scene = scene;
    this.#parts = partsOf(scene, item);
    this.item = item;
    const { card, elements } = this.#parts;
    this.element = svg('g', { class: `item ${this.#look()}` }, ...elements);
    for (const element of elements) if (element !== card) element.setAttribute('aria-hidden', 'true');
    card.setAttribute('role', 'button');
    card.setAttribute('tabindex', '0');
    const node = scene.node[item];
    if (node >= 0) this.element.dataset.node = String(node);
    else {
      this.element.dataset.group = scene.tree.groups[scene.group[item]].path;
      card.setAttribute('aria-expanded', 'false');
    }
  }

  /** @param {number} x @param {number} y the middle @param {number} opacity */
  place(x, y, opacity) {
    if (opacity < 1 || this.element.hasAttribute('opacity')) this.#fade(opacity);
    if (x === this.#x && y === this.#y) return;
    [this.#x, this.#y] = [x, y];
    this.element.setAttribute('transform', `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
  }

  /** @param {State} state @param {Counting} [counting] shown instead of the state's numbers */
  update(state, counting = {}) {
    const node = this.#scene.shown(this.item, state);
    const data = node >= 0 ? (counting.data ?? state.dataOf(node)) : null;
    const grad = node >= 0 ? (counting.grad ?? state.gradOf(node)) : null;
    const { data: dataText, grad: gradText, dataCaption, gradCaption } = this.#parts;
    const closed = node >= 0 && isClosed(this.#scene.graph, state, node);
    const news = [node, data, grad, closed, counting.dataNote, counting.gradNote, state.passing];
    if (this.#written.length > 0 && news.every((part, i) => Object.is(part, this.#written[i]))) return;
    this.#written = news;
    this.element.classList.toggle('closed', closed);
    const text = (/** @type {number | null} */ x) =>
      this.#scene.round[this.item] ? within(x, IN_CIRCLE) : short(x);
    write(dataText, text(data));
    write(gradText, text(grad));
    if (this.#parts.brief) {
      write(this.#parts.brief.data, brief(data));
      write(this.#parts.brief.grad, brief(grad));
    }
    for (const [text, number] of /** @type {const} */ ([
      [dataText, data],
      [gradText, grad],
    ])) {
      text.classList.toggle('unreached', number === null);
      text.classList.toggle('broken', number !== null && !Number.isFinite(number));
    }
    if (dataCaption) caption(dataCaption, 'data', counting.dataNote, short(data));
    if (gradCaption) caption(gradCaption, 'grad', counting.gradNote, short(grad));
    if (state.passing) return;
    const said = this.#describe(node, node >= 0 ? state : null);
    if (said === this.#said) return;
    this.#said = said;
    this.#parts.card.setAttribute('aria-label', said + this.#suspect);
  }

  /** @param {import('../play/motion.js').Tone | null} tone @param {number} brightness 0 … 1 */
  light(tone, brightness) {
    const lit = tone ? `${tone} ${brightness.toFixed(2)}` : '';
    if (lit === this.#lit) return;
    this.#lit = lit;
    if (tone) this.element.dataset.lit = tone;
    else delete this.element.dataset.lit;
    this.element.style.setProperty('--lit', brightness.toFixed(2));
  }

  /** @param {boolean} selected @param {boolean} hovered @param {boolean} stops whether it has a breakpoint */
  mark(selected, hovered, stops) {
    this.element.classList.toggle('stops', stops);
    this.element.classList.toggle('selected', selected);
    this.element.classList.toggle('hovered', hovered);
    assign(this.#parts.card, 'aria-pressed', String(selected));
  }

  /** @param {boolean} yes whether it is to be marked as wrong */
  suspect(yes) {
    if (this.element.classList.contains('suspect') === yes) return;
    this.element.classList.toggle('suspect', yes);
    this.#suspect = yes ? `, ${this.#scene.graph.suspicion}` : '';
    this.#parts.card.setAttribute('aria-label', this.#said + this.#suspect);
  }

  /** @param {number} opacity */
  #fade(opacity) {
    if (opacity < 1) this.element.setAttribute('opacity', opacity.toFixed(2));
    else this.element.removeAttribute('opacity');
  }

  #look() {
    const { graph, node } = this.#scene;
    const id = node[this.item];
    const kind = id < 0 ? 'group' : id === graph.root ? `${graph.kind(id)} root` : graph.kind(id);
    const named = id >= 0 && graph.label(id) !== '' ? ' named' : '';
    return this.#scene.round[this.item] ? `neuron ${kind}${named}` : id < 0 ? 'block' : kind;
  }

  /** Such as "w1, parameter, data −3, gradient 1". @param {number} node @param {State | null} state */
  #describe(node, state) {
    const { graph } = this.#scene;
    const id = this.#scene.node[this.item];
    const name = this.#scene.name(this.item);
    if (!state) return `${name}, closed group`;
    const data = state.dataOf(node);
    if (id >= 0 && graph.kind(id) === 'constant') return `constant ${trimmed(data)}`;
    const group = ['closed group', this.#scene.which(this.item, node)].filter(Boolean).join(', ');
    const kind = id < 0 ? group : graph.kind(id) === 'op' ? graph.title(id) : graph.kind(id);
    const gate = isClosed(this.#scene.graph, state, node) ? ', closed: it lets no gradient through' : '';
    return `${name}, ${kind}, data ${say(data)}, gradient ${say(state.gradOf(node))}${gate}`;
  }
}

/** @param {Element} element @param {string} usual @param {string | undefined} note @param {string} number */
function caption(element, usual, note, number) {
  const fits = note && note.length + number.length <= ROOM;
  write(element, fits ? note : usual);
  element.classList.toggle('note', Boolean(fits));
}

/** @param {number | null} x */
function say(x) {
  return x === null ? 'not reached' : trimmed(x);
}
