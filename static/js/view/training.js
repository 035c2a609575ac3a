/** The Training panel: phases by hand, the learning rate, whole steps, and whether zero_grad is forgotten. */

import { full } from '../model/numbers.js';
import { read } from './leaves.js';
import { Losses } from './losses.js';

/** @typedef {import('../net/answers.js').Phase} Phase */

/** Events: `run` {phase}, `train` {count, zeroGrad}, `rate` {learning_rate}. */
export class Training extends EventTarget {
  #element;
  #slider;
  #number;
  #forget;

  /** @param {HTMLElement} element `#training` */
  constructor(element) {
    super();
    this.#element = element;
    this.#slider = /** @type {HTMLInputElement} */ (element.querySelector('#rate-slider'));
    this.#number = /** @type {HTMLInputElement} */ (element.querySelector('#rate'));
    this.#forget = /** @type {HTMLInputElement | null} */ (element.querySelector('#forget'));
    this.losses = new Losses(/** @type {HTMLElement} */ (element.querySelector('#losses')));
    element.addEventListener('click', (event) => this.#press(event));
    this.#slider.addEventListener('input', () =>
      this.#rate(Number((10 ** Number(this.#slider.value)).toPrecision(2))),
    );
    this.#number.addEventListener('change', () => this.#typed());
    this.#forget?.addEventListener('change', () => {
      const note = element.querySelector('#forget-note');
      if (note instanceof HTMLElement) note.hidden = !this.#forget?.checked;
    });
  }

  /** @param {boolean} yes */
  set editable(yes) {
    this.#slider.disabled = !yes;
    this.#number.readOnly = !yes;
  }

  /** @param {number} learningRate */
  show(learningRate) {
    if (document.activeElement !== this.#number) this.#number.value = full(learningRate);
    if (document.activeElement !== this.#slider)
      this.#slider.value = String(Math.log10(Math.abs(learningRate) || 1e-4));
  }

  /** The phase that the cursor stands in. @param {string} phase */
  now(phase) {
    for (const button of this.#element.querySelectorAll('[data-phase]')) {
      if (button instanceof HTMLElement) button.ariaCurrent = String(button.dataset.phase === phase);
    }
  }

  /** @param {Event} event */
  #press({ target }) {
    const button = target instanceof Element ? target.closest('button') : null;
    const { phase, train } = button?.dataset ?? {};
    if (phase) this.dispatchEvent(new CustomEvent('run', { detail: { phase } }));
    const zeroGrad = !this.#forget?.checked;
    if (train) this.dispatchEvent(new CustomEvent('train', { detail: { count: Number(train), zeroGrad } }));
  }

  #typed() {
    const rate = read(this.#number.value);
    this.#number.setAttribute('aria-invalid', String(rate === null));
    if (rate !== null) this.#rate(rate);
  }

  /** @param {number} rate */
  #rate(rate) {
    this.show(rate);
    if (document.activeElement === this.#slider) this.#number.value = full(rate);
    this.dispatchEvent(new CustomEvent('rate', { detail: { learning_rate: rate } }));
  }
}
