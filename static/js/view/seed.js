/** The seed of the program's random numbers: shown, and another one by hand. */

/** Events: `seed` {seed}. */
export class Seed extends EventTarget {
  #field;

  /** @param {HTMLInputElement} field */
  constructor(field) {
    super();
    this.#field = field;
    field.addEventListener('change', () => {
      if (!field.reportValidity() || field.value === '') return;
      this.dispatchEvent(new CustomEvent('seed', { detail: { seed: Number(field.value) } }));
    });
  }

  /** @param {boolean} yes */
  set editable(yes) {
    this.#field.readOnly = !yes;
  }

  /** @param {number} seed */
  show(seed) {
    if (document.activeElement !== this.#field) this.#field.value = String(seed);
  }
}
