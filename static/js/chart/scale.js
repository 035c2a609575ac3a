/** Scales of a chart: where a number stands between the two ends of an axis, and which numbers are written beside it. */

import { trimmed } from '../model/numbers.js';

/** @typedef {{at: (value: number) => number, ticks: {value: number, text: string}[]}} Scale `at` is 0 at the low end, 1 at the high end */

const STEPS = [1, 2, 5, 10];

/**
 * Round numbers at about `wanted` places.
 * @param {number} low @param {number} high @param {number} wanted
 * @returns {Scale}
 */
export function linear(low, high, wanted) {
  const span = high - low || Math.abs(high) || 1;
  const [from, to] = high > low ? [low, high] : [low - span / 2, low + span / 2];
  const rough = (to - from) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((candidate) => candidate * power >= rough * 0.999) ?? 10);
  const ticks = [];
  for (let k = Math.ceil(from / step - 1e-9); k * step <= to + step * 1e-9; k++) {
    const value = Number((k * step).toPrecision(12));
    ticks.push({ value, text: trimmed(value) });
  }
  return { at: (value) => (value - from) / (to - from), ticks };
}

/**
 * Powers of ten, thinned to about `wanted`.
 * @param {number} low positive @param {number} high @param {number} wanted
 * @returns {Scale}
 */
export function logarithmic(low, high, wanted) {
  let [from, to] = [Math.log10(low), Math.log10(Math.max(low, high))];
  if (to - from < 1) {
    const middle = (from + to) / 2;
    [from, to] = [middle - 0.5, middle + 0.5];
  }
  const every = Math.max(1, Math.ceil((to - from) / wanted));
  const ticks = [];
  for (let power = Math.ceil(from - 1e-9); power <= to + 1e-9; power++) {
    if (power % every === 0) ticks.push({ value: 10 ** power, text: trimmed(Number(`1e${power}`)) });
  }
  return { at: (value) => (Math.log10(value) - from) / (to - from), ticks };
}
