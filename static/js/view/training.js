/** The Training panel's own part: phases by hand, and the learning rate. */

import { full } from '../model/numbers.js';
import { assign } from '../render/svg.js';
import { read } from './leaves.js';
import { Losses } from './losses.js';

/** @typedef {import('../net/answers.js').Phase} Phase */

/** Events: `run` {phase}, `rate` {learning_rate}. */
export class Training extends EventTarget {
  #element;
  #slider;
  #number;

  /** @param {HTMLElement} element `#training` */
  constructor(element) {
    super();
    this.#element = element;
    this.#slider = /** @type {HTMLInputElement} */ (element.querySelector('#rate-slider'));
    this.#number = /** @type {HTMLInputElement} */ (element.querySelector('#rate'));
    this.losses = new Losses(/** @type {HTMLElement} */ (element.querySelector('#losses')));
    element.addEventListener('click', (event) => this.#press(event));
    this.#slider.addEventListener('input', () =>
      this.#rate(Number((10 ** Number(this.#slider.value)).toPrecision(2))),
    );
    this.#number.addEventListener('change', () => this.#typed());
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
      if (button instanceof HTMLElement)
        assign(button, 'aria-current', String(button.dataset.phase === phase));
    }
  }

  /** @param {Event} event */
  #press({ target }) {
    const button = target instanceof Element ? target.closest('button') : null;
    const phase = button?.dataset.phase;
    if (phase) this.dispatchEvent(new CustomEvent('run', { detail: { phase } }));
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
