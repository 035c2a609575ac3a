/** What is said of a run beside the phase under the scrubber. */

import { short } from '../../model/numbers.js';

/** @typedef {import('../../net/run.js').Training} TrainingState */
/** @typedef {import('../../net/run.js').Run} Run */

/** @param {Run} run @param {TrainingState} training */
export function factsOf({ status, epoch, loss }, { examples, training: { shown } }) {
  if (examples === 0 && status === 'none') return null;
  const row = shown === 'mean' ? 0 : Math.min(shown, examples - 1) + 1;
  const sample =
    examples === 0 ? '' : row === 0 ? ` · mean of ${examples}` : ` · sample ${row} of ${examples}`;
  return { left: `epoch ${epoch}${sample}`, right: loss === null ? '' : `loss ${short(loss)}` };
}
