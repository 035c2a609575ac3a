/** How it is trained: optimizer and its numbers, schedule, batch, whether gradients are zeroed. */

import { byId, NumberField } from './page.js';

/** @typedef {import('../../net/run.js').Training} Training */
/** @typedef {import('../../net/run.js').Choices} Choices */
/** @typedef {import('./page.js').Bounds} Bounds */

/** @type {Record<string, Bounds>} */
const NUMBERS = {
  momentum: { least: 0, most: 0.9999 },
  beta1: { least: 0, most: 0.9999 },
  beta2: { least: 0, most: 0.999999 },
  epsilon: { least: 1e-16, most: 1 },
  weight_decay: { least: 0, most: 1 },
};

/** Events: `choose` {what} with the fields of Choices that are to change. */
export class Settings extends EventTarget {
  #optimizer = byId('optimizer', HTMLSelectElement);
  #schedule = byId('schedule', HTMLSelectElement);
  #forget = byId('forget', HTMLInputElement);
  #numbers;
  #end;
  #epochs;
  #batch;

  constructor() {
    super();
    this.#optimizer.addEventListener('change', () =>
      this.#say({ optimizer: { kind: this.#optimizer.value } }),
    );
    this.#schedule.addEventListener('change', () => this.#say({ schedule: { kind: this.#schedule.value } }));
    this.#forget.addEventListener('change', () => this.#say({ zero_grad: !this.#forget.checked }));
    this.#numbers = Object.entries(NUMBERS).map(([name, bounds]) => {
      const input = byId(`optimizer-${name}`, HTMLInputElement);
      return {
        name,
        field: new NumberField(input, bounds, (value) => this.#say({ optimizer: { [name]: value } })),
      };
    });
    const schedule = (/** @type {string} */ id, /** @type {Bounds} */ bounds, /** @type {string} */ name) =>
      new NumberField(byId(id, HTMLInputElement), bounds, (value) =>
        this.#say({ schedule: { [name]: value } }),
      );
    this.#end = schedule('schedule-end', { least: 0, most: 10 }, 'end');
    this.#epochs = schedule('schedule-epochs', { least: 1, most: 1e6, whole: true }, 'epochs');
    this.#batch = new NumberField(
      byId('batch', HTMLInputElement),
      { least: 0, most: 10_000, whole: true, words: { all: 0, '': 0 } },
      (batch) => this.#say({ batch }),
    );
  }

  /** @param {Training} training */
  show({ training, examples, held_out }) {
    const { optimizer, schedule, batch, zero_grad } = training;
    this.#optimizer.value = optimizer.kind;
    this.#schedule.value = schedule.kind;
    for (const { name, field } of this.#numbers) field.show(/** @type {any} */ (optimizer)[name]);
    this.#end.show(schedule.end);
    this.#epochs.show(schedule.epochs);
    this.#batch.show(
      batch,
      batch === 0 ? (examples > 0 ? `all ${examples - held_out}` : 'all') : String(batch),
    );
    byId('batch', HTMLInputElement).disabled = examples === 0;
    this.#forget.checked = !zero_grad;
    for (const row of document.querySelectorAll('[data-optimizer]')) {
      if (row instanceof HTMLElement)
        row.hidden = !row.dataset.optimizer?.split(' ').includes(optimizer.kind);
    }
    for (const row of document.querySelectorAll('[data-schedule]')) {
      if (row instanceof HTMLElement) row.hidden = row.dataset.schedule !== schedule.kind;
    }
  }

  /** @param {object} what */
  #say(what) {
    this.dispatchEvent(new CustomEvent('choose', { detail: { what } }));
  }
}
