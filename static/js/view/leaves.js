/** The leaves: slider, number and requires_grad of each. The rows are the server's; here they come alive. */

import { full, short } from '../model/numbers.js';
import { nodeOf } from './pointing.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../model/state.js').State} State */

/** Events: `leaf` {node, what} on every change by hand. */
export class Leaves extends EventTarget {
  #element;
  #editable = false;
  /** The input in use: what comes back from the server does not move it. @type {Element | null} */
  #held = null;

  /** @param {HTMLElement} element `#leaves` */
  constructor(element) {
    super();
    this.#element = element;
    element.addEventListener('input', ({ target }) => this.#slide(target));
    element.addEventListener('change', ({ target }) => this.#settle(target));
    element.addEventListener('focusin', ({ target }) => this.#enter(target));
    element.addEventListener('focusout', ({ target }) => this.#exit(target));
    element.addEventListener('keydown', (event) => this.#key(event));
    element.addEventListener('htmx:after:swap', () => this.#unlock());
  }

  /** @param {boolean} yes */
  set editable(yes) {
    this.#editable = yes;
    this.#unlock();
  }

  /** @param {Graph} graph @param {State} state */
  draw(graph, state) {
    for (const row of this.#element.querySelectorAll('.leaf')) {
      const node = nodeOf(row);
      if (node === null || node >= graph.size) continue;
      const data = state.dataOf(node);
      if (data === null) continue;
      const [slider, number, toggle] = row.querySelectorAll('input');
      if (slider !== this.#held && number !== this.#held) {
        place(slider, data);
        write(number, data);
      }
      toggle.checked = graph.requiresGrad[node] === 1;
    }
  }

  /** @param {number | null} node */
  touch(node) {
    for (const row of this.#element.querySelectorAll('.leaf'))
      row.classList.toggle('is-touched', nodeOf(row) === node);
  }

  #unlock() {
    for (const input of this.#element.querySelectorAll('input')) {
      input.disabled = input.type !== 'text' && !this.#editable;
      input.readOnly = !this.#editable;
    }
  }

  /** @param {EventTarget | null} target */
  #slide(target) {
    const node = nodeOf(target);
    if (!(target instanceof HTMLInputElement) || target.type !== 'range' || node === null) return;
    this.#held = target;
    const data = Number(target.value);
    write(/** @type {HTMLInputElement} */ (target.parentElement?.querySelector('.leaf-number')), data);
    this.#say(node, { data });
  }

  /** @param {EventTarget | null} target */
  #settle(target) {
    const node = nodeOf(target);
    if (!(target instanceof HTMLInputElement) || node === null) return;
    if (target.type === 'checkbox') this.#say(node, { requires_grad: target.checked });
    if (target.type === 'range') this.#held = null;
    if (target.type !== 'text') return;
    const data = read(target.value);
    target.setAttribute('aria-invalid', String(data === null));
    if (data === null) return;
    target.dataset.full = full(data);
    place(/** @type {HTMLInputElement} */ (target.parentElement?.querySelector('.slider')), data);
    this.#say(node, { data });
  }

  /** All digits while the field is in use. @param {EventTarget | null} target */
  #enter(target) {
    if (!(target instanceof HTMLInputElement) || target.type !== 'text') return;
    this.#held = target;
    target.value = target.dataset.full ?? target.value;
    target.select();
  }

  /** @param {EventTarget | null} target */
  #exit(target) {
    if (!(target instanceof HTMLInputElement) || target !== this.#held) return;
    this.#held = null;
    const data = read(target.dataset.full ?? '');
    if (target.type !== 'text' || data === null) return;
    target.setAttribute('aria-invalid', 'false');
    write(target, data);
  }

  /** @param {KeyboardEvent} event */
  #key({ key, target }) {
    if (!(target instanceof HTMLInputElement) || target.type !== 'text') return;
    if (key === 'Enter') target.dispatchEvent(new Event('change', { bubbles: true }));
    if (key === 'Escape') target.value = target.dataset.full ?? '';
    if (key === 'Enter' || key === 'Escape') target.select();
  }

  /** @param {number} node @param {{data?: number, requires_grad?: boolean}} what */
  #say(node, what) {
    this.dispatchEvent(new CustomEvent('leaf', { detail: { node, what } }));
  }
}

/** @param {string} text as people write numbers @returns {number | null} */
export function read(text) {
  const plain = text.trim().replaceAll('−', '-').replace(',', '.');
  const number = Number(plain);
  return plain !== '' && Number.isFinite(number) ? number : null;
}

/** @param {HTMLInputElement} slider @param {number} data widens a reach that is too small */
function place(slider, data) {
  if (!Number.isFinite(data)) return;
  for (let reach = Number(slider.max); Math.abs(data) > reach; reach *= 2) {
    slider.min = String(-2 * reach);
    slider.max = String(2 * reach);
    slider.step = String(reach / 100);
  }
  slider.value = String(data);
}

/** @param {HTMLInputElement} field @param {number} data */
function write(field, data) {
  field.value = short(data);
  field.title = field.dataset.full = full(data);
}
