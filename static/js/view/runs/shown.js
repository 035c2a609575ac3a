/** Which example the graph plays, or that it shows the mean of all. */

import { trimmed } from '../../model/numbers.js';
import { byId, NumberField, write } from './page.js';

/** @typedef {import('../../net/run.js').Training} Training */
/** @typedef {import('../../net/run.js').Examples} Examples */

/** Events: `choose` {what}. */
export class Shown extends EventTarget {
  #mean = byId('shown-mean', HTMLInputElement);
  #buttons = [byId('shown-back', HTMLButtonElement), byId('shown-on', HTMLButtonElement)];
  #input = byId('shown', HTMLInputElement);
  #field;
  #at = 0;
  #count = 0;

  constructor() {
    super();
    this.#field = new NumberField(this.#input, { least: 1, most: 10_000, whole: true }, (value) =>
      this.go(value - 1),
    );
    this.#buttons.forEach((button, i) => {
      button.addEventListener('click', () => this.go(this.#at + (i === 0 ? -1 : 1)));
    });
    this.#mean.addEventListener('change', () => this.#say(this.#mean.checked ? 'mean' : this.#at));
  }

  /** @param {number} example from 0; from the last one on to the first */
  go(example) {
    if (this.#count > 0) this.#say((example + this.#count) % this.#count);
  }

  /** @param {Training} training @param {Examples | null} examples */
  show({ training: { shown }, examples: count }, examples) {
    byId('shown-panel', HTMLElement).hidden = count === 0;
    this.#count = count;
    const mean = shown === 'mean';
    if (!mean) this.#at = Math.min(shown, Math.max(0, count - 1));
    this.#mean.checked = mean;
    this.#input.disabled = mean;
    for (const button of this.#buttons) button.disabled = mean || count < 2;
    this.#field.show(this.#at + 1, String(this.#at + 1));
    write(byId('shown-of', HTMLOutputElement), `of ${count}`);
    const row = examples?.rows[this.#at];
    const numbers = row ? examples.columns.map((name, i) => `${name} ${trimmed(row[i])}`).join(' · ') : '';
    const held = examples?.held_out.includes(this.#at) ? ' · held out' : '';
    write(byId('shown-row', HTMLElement), mean ? '' : numbers + held);
  }

  /** @param {number | 'mean'} shown */
  #say(shown) {
    this.dispatchEvent(new CustomEvent('choose', { detail: { what: { shown } } }));
  }
}
