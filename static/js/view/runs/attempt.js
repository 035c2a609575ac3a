/** Something asked of the server on the learner's behalf: a refusal is said, silence is not. */

import { Refusal, Silence } from '../../net/request.js';

/** @typedef {import('../../net/request.js').Problem} Problem */

/**
 * @param {() => unknown} act @param {(text: string, problem: Problem) => void} say what was refused, and what to do
 */
export async function attempt(act, say) {
  try {
    await act();
  } catch (error) {
    if (error instanceof Silence) return;
    if (!(error instanceof Refusal)) throw error;
    if (error.problem.code === 'stale_version') return; // told where the session is shown anew
    say([error.message, error.problem.hint].filter(Boolean).join(' '), error.problem);
  }
}
