/** What a contribution is made of, in a few letters: upstream × local; in a batch, the mean or the sum of such products. */

import { trimmed } from './numbers.js';

/** @typedef {import('./timeline.js').Timeline} Timeline */
/** @typedef {Extract<import('./state.js').Step, {kind: 'backward'}>} BackwardStep */

/** A mean of products is no product of means. @param {Timeline} timeline @param {BackwardStep} step */
export function factors({ together, graph }, { input, upstream, local }) {
  if (!together) return `${trimmed(upstream)} × ${trimmed(local)}`;
  const sum = together.reduction === 'sum' && graph.kind(input) === 'parameter';
  return `${sum ? 'sum' : 'mean'} of ${together.examples} products`;
}

/** @param {Timeline} timeline @param {BackwardStep} step */
export function product(timeline, step) {
  return `${factors(timeline, step)} = ${trimmed(step.contribution)}`;
}
