/**
 * How strongly a number is drawn: a fixed logarithmic scale, so that a vanishing or exploding gradient looks like
 * one in every graph and at every moment. 0 for a thousandth and less, 1 for ten and more.
 */

export const SCALE = { least: 0.001, most: 10 };
const DECADES = Math.log10(SCALE.most / SCALE.least);

/** @param {number} x @returns {number} 0 … 1; not a number counts as 1, it must not be overlooked */
export function strength(x) {
  const size = Math.abs(x);
  if (Number.isNaN(size)) return 1;
  return Math.max(0, Math.min(1, Math.log10(size / SCALE.least) / DECADES)) || 0;
}
