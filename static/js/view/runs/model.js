/** The form that writes a model: layers, activation, loss. */

import { byId, NumberField, write } from './page.js';

/** @typedef {import('../../net/run.js').Training} Training */

const MOST = 64; // neurons of a layer that the form writes
/** What suits a data set to begin with. @type {Record<string, {layers: string, activation: string, loss: string}>} */
const SUITS = {
  lecture: { layers: '4, 4, 1', activation: 'tanh', loss: 'sum_of_squares' },
  xor: { layers: '4, 1', activation: 'tanh', loss: 'binary_cross_entropy' },
  moons: { layers: '16, 16, 1', activation: 'relu', loss: 'max_margin' },
  circles: { layers: '8, 8, 1', activation: 'tanh', loss: 'binary_cross_entropy' },
  blobs: { layers: '4, 1', activation: 'tanh', loss: 'binary_cross_entropy' },
  spirals: { layers: '16, 16, 1', activation: 'tanh', loss: 'binary_cross_entropy' },
  line: { layers: '1', activation: 'linear', loss: 'mean_of_squares' },
  sine: { layers: '8, 8, 1', activation: 'tanh', loss: 'mean_of_squares' },
};

/** @param {string} text @returns {number[] | string} or what is wrong */
export function layersOf(text) {
  const words = text
    .replace(/^\s*\[|\]\s*$/g, '')
    .split(/[;,\s]+/)
    .filter((word) => word !== '');
  const layers = words.map(Number);
  if (layers.length === 0 || layers.length > 8) return 'Write one to eight layers, such as 4, 4, 1.';
  const wrong = layers.findIndex((size) => !Number.isInteger(size) || size < 1 || size > MOST);
  if (wrong >= 0) return `${words[wrong]} is no layer: write whole numbers from 1 to ${MOST}.`;
  return layers;
}

/** The form that a data set suggests, for those who do not choose. @param {string} kind */
export function suited(kind) {
  const { layers, activation, loss } = SUITS[kind] ?? SUITS.circles;
  return { layers: layersOf(layers), activation, loss, ...(loss === 'max_margin' && { l2: 1e-4 }) };
}

/** Events: `write` {form}. */
export class ModelForm extends EventTarget {
  #layers = byId('layers-field', HTMLInputElement);
  #activation = byId('activation', HTMLSelectElement);
  #loss = byId('loss-kind', HTMLSelectElement);
  #problem = byId('model-problem', HTMLElement);
  #kind = '';

  constructor() {
    super();
    const l2 = new NumberField(byId('l2', HTMLInputElement), { least: 0, most: 10 }, () => {});
    const seed = new NumberField(
      byId('model-seed', HTMLInputElement),
      { least: 0, most: 2 ** 32 - 1, whole: true },
      () => {},
    );
    this.#loss.addEventListener('change', () => this.#drawLoss());
    this.#layers.addEventListener('input', () => this.#layers.setCustomValidity(''));
    byId('model', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      const layers = layersOf(this.#layers.value);
      this.#layers.setCustomValidity(typeof layers === 'string' ? layers : '');
      this.#layers.setAttribute('aria-invalid', String(typeof layers === 'string'));
      if (typeof layers === 'string') return void this.#layers.reportValidity();
      const [decay, from] = [this.#margin ? l2.read() : 0, seed.read()];
      if (decay === null || from === null) return;
      const form = {
        layers,
        activation: this.#activation.value,
        loss: this.#loss.value,
        seed: from,
        ...(this.#margin && { l2: decay }),
      };
      this.dispatchEvent(new CustomEvent('write', { detail: { form } }));
    });
  }

  /** Another data set suggests another model. @param {Training} training */
  show({ training: { data } }) {
    const suits = SUITS[data.kind];
    if (this.#kind === data.kind || !suits) return;
    this.#kind = data.kind;
    this.#layers.value = suits.layers;
    this.#activation.value = suits.activation;
    this.#loss.value = suits.loss;
    this.#drawLoss();
  }

  /** @param {string | null} text */
  wrong(text) {
    this.#problem.hidden = text === null;
    write(this.#problem, text ?? '');
  }

  get #margin() {
    return this.#loss.value === 'max_margin';
  }

  #drawLoss() {
    byId('l2-row', HTMLElement).hidden = !this.#margin;
  }
}
