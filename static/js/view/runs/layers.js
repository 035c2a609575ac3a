/** Weights and gradients of each layer over time, and how far an update goes beside what it moves. */

import { Histograms, spread } from '../../chart/histograms.js';
import { Sight } from '../../chart/sight.js';
import { short } from '../../model/numbers.js';
import { byId, make, write } from './page.js';

/** @typedef {import('../../net/run.js').Frame} Frame */
/** @typedef {{weights: Histograms, gradients: Histograms, texts: HTMLElement[], ratio: HTMLElement}} Row */

/** @typedef {import('../../net/run.js').Samples} Samples */

/** @type {Samples} */
const NOTHING = { epochs: [], weights: [], gradients: [], ratio: [] };
const RIGHT = -3; // Karpathy's rule of thumb: an update of about a thousandth

/** @param {number | null} ratio @returns {string} what it means */
export function judged(ratio) {
  if (ratio === null || ratio <= 0) return '';
  const power = Math.log10(ratio);
  if (power > RIGHT + 1.5) return 'large steps';
  return power < RIGHT - 1.5 ? 'tiny steps' : 'about right';
}

export class Layers {
  #fold = byId('layers-fold', HTMLDetailsElement);
  #place = byId('layers', HTMLElement);
  #sight;
  #names = '';
  /** @type {Row[]} */
  #rows = [];

  /** @param {() => void} wanted they have come into view */
  constructor(wanted) {
    this.#sight = new Sight(this.#place, (seen) => seen && wanted());
    this.#fold.addEventListener('toggle', () => {
      if (this.#fold.open && this.#rows.length === 0) this.#begin([]);
    });
  }

  get seen() {
    return this.#sight.seen;
  }

  /** @param {Frame | null} frame null: there is no run */
  show(frame) {
    const samples = frame ? frame.samples : NOTHING;
    if (!samples || !this.#fold.open) return;
    this.#draw(frame?.layers ?? [], samples);
  }

  /** @param {string[]} layers @param {Samples} samples */
  #draw(layers, samples) {
    if (layers.join('\n') !== this.#names || layers.length === 0) this.#begin(layers);
    this.#rows.forEach(({ weights, gradients, texts, ratio }, layer) => {
      const column = (/** @type {(import('../../net/run.js').Bins | null)[][]} */ all) =>
        all.map((row) => row[layer]);
      const [ofWeights, ofGradients] = [column(samples.weights), column(samples.gradients)];
      weights.show(ofWeights);
      gradients.show(ofGradients);
      write(texts[0], `weights ${spread(ofWeights)}`);
      write(texts[1], `gradients ${spread(ofGradients)}`);
      const last = samples.ratio.at(-1)?.[layer] ?? null;
      write(ratio, last === null ? 'update : data —' : `update : data ${short(last)}, ${judged(last)}`);
    });
  }

  /** @param {string[]} layers */
  #begin(layers) {
    this.#names = layers.join('\n');
    this.#rows = [];
    const none = make('p', 'quiet', 'Nothing to see before the first epoch.');
    if (layers.length === 0) return this.#place.replaceChildren(none);
    this.#place.replaceChildren(
      ...layers.map((name) => {
        const strips = [make('div', 'strip'), make('div', 'strip')];
        const texts = [make('p', 'strip-text quiet number'), make('p', 'strip-text quiet number')];
        const ratio = make('p', 'strip-text quiet number');
        this.#rows.push({
          weights: new Histograms(strips[0], 'learn'),
          gradients: new Histograms(strips[1], 'gradient'),
          texts,
          ratio,
        });
        const pairs = strips.map((strip, i) => make('div', 'strip-pair', strip, texts[i]));
        return make(
          'div',
          'layer',
          make('h3', 'layer-name', name || 'parameters'),
          make('div', 'strips', ...pairs),
          ratio,
        );
      }),
    );
  }
}
