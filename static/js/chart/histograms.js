/** Histograms over time: a column for each moment, a row for each bin, dark where many numbers are. */

import { trimmed } from '../model/numbers.js';
import { Ink } from './ink.js';

/** @typedef {{low: number | null, high: number | null, counts: number[]}} Bins */
/** @typedef {'learn' | 'gradient'} Tone */

/** One strip: the numbers of one layer, from the first epoch at the left to the last at the right. */
export class Histograms {
  #ink;
  #tone;
  /** @type {(Bins | null)[]} */
  #samples = [];

  /** @param {HTMLElement} element @param {Tone} tone */
  constructor(element, tone) {
    this.#tone = tone;
    this.#ink = new Ink(element, () => this.#draw());
  }

  /** @param {(Bins | null)[]} samples */
  show(samples) {
    this.#samples = samples;
    this.#ink.ask();
  }

  #draw() {
    const { width, height, palette, surface } = this.#ink;
    const context = surface.clear();
    const range = rangeOf(this.#samples);
    if (!range) return;
    const { low, high } = range;
    const column = width / this.#samples.length;
    const down = (/** @type {number} */ value) => height * (1 - (value - low) / (high - low));
    context.fillStyle = palette[this.#tone];
    this.#samples.forEach((bins, i) => {
      if (!bins || bins.low === null || bins.high === null) return;
      const most = Math.max(1, ...bins.counts);
      const step = (bins.high - bins.low) / bins.counts.length;
      bins.counts.forEach((count, bin) => {
        if (count === 0) return;
        const top = down(/** @type {number} */ (bins.low) + (bin + 1) * step);
        const bottom = down(/** @type {number} */ (bins.low) + bin * step);
        context.globalAlpha = 0.15 + 0.85 * (count / most);
        context.fillRect(i * column, top, column + 0.5, Math.max(1.5, bottom - top));
      });
    });
    context.globalAlpha = 0.6;
    context.strokeStyle = palette.quiet;
    context.lineWidth = 1;
    if (low < 0 && high > 0) {
      const zero = Math.round(down(0)) + 0.5;
      context.beginPath();
      context.moveTo(0, zero);
      context.lineTo(width, zero);
      context.stroke();
    }
    context.globalAlpha = 1;
  }
}

/** @param {(Bins | null)[]} samples @returns {{low: number, high: number} | null} */
export function rangeOf(samples) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const bins of samples) {
    if (!bins || bins.low === null || bins.high === null) continue;
    low = Math.min(low, bins.low);
    high = Math.max(high, bins.high);
  }
  if (low > high) return null;
  return low < high ? { low, high } : { low: low - 0.5, high: high + 0.5 };
}

/** The last of them in words. @param {(Bins | null)[]} samples */
export function spread(samples) {
  const bins = samples.at(-1);
  if (!bins || bins.low === null || bins.high === null) return 'not finite';
  return `${trimmed(Number(bins.low.toPrecision(2)))} … ${trimmed(Number(bins.high.toPrecision(2)))}`;
}
