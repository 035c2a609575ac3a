/** Short words for what the parts of training do with the page again and again. */

import { numberOf } from '../../model/cells.js';
import { full } from '../../model/numbers.js';

export { assign, hide, write } from '../../render/svg.js';

/**
 * @template {HTMLElement} T
 * @param {string} id @param {new () => T} kind
 * @returns {T}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no #${id}`);
  return found;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name @param {string} className @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** What is asked of a field. @typedef {{least: number, most: number, whole?: boolean, words?: Record<string, number>}} Bounds */

/** A field of one number: a wrong one is said at once, and not told further. */
export class NumberField {
  #input;
  #bounds;

  /** @param {HTMLInputElement} input @param {Bounds} bounds @param {(value: number) => void} changed */
  constructor(input, bounds, changed) {
    this.#input = input;
    this.#bounds = bounds;
    input.addEventListener('change', () => {
      const value = this.read();
      if (value !== null) changed(value);
    });
    input.addEventListener('input', () => input.setCustomValidity(''));
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      input.dispatchEvent(new Event('change'));
    });
  }

  /** Null, and the reason beside the field, where it is not what is asked for. @returns {number | null} */
  read() {
    const { least, most, whole = false, words = {} } = this.#bounds;
    const text = this.#input.value.trim().toLowerCase();
    const value = words[text] ?? numberOf(text);
    const right = value !== null && value >= least && value <= most && (!whole || Number.isInteger(value));
    const wanted = `Write a ${whole ? 'whole ' : ''}number from ${full(least)} to ${full(most)}.`;
    this.#input.setCustomValidity(right ? '' : wanted);
    this.#input.setAttribute('aria-invalid', String(!right));
    if (!right) this.#input.reportValidity();
    return right ? value : null;
  }

  /** Not while it is being written. @param {number} value @param {string} [text] */
  show(value, text = full(value)) {
    if (document.activeElement === this.#input) return;
    this.#input.value = text;
    this.#input.setCustomValidity('');
    this.#input.setAttribute('aria-invalid', 'false');
  }
}
