/** When the page draws pictures that follow each other: as often as the screen does, while that leaves the run its machine. */

import { screen } from '../../play/frames.js';

const FEW = 2; // cores that a run and its watcher may have to share
const SHARE = { few: 0.4, many: 0.8 }; // of the time, that a page may take to draw
const NEARLY = 8; // milliseconds, half a picture of the screen: the next one is drawn then
const LONGEST = 250; // of a rest
const LAST = 6; // pictures of which the quickest tells what one takes: others were held up

/** @returns {(show?: () => void) => Promise<void>} shows something with the next picture of the screen; when that, and what was shown last, has been drawn. A page that draws with effort rests then */
export function pacing() {
  /** @type {number[]} */
  const took = [];
  return async (show) => {
    const begin = await new Promise((resolve) =>
      screen.ask(() => {
        resolve(performance.now());
        show?.();
      }),
    );
    await new Promise((resolve) => setTimeout(resolve)); // what follows comes after the picture
    took.push(performance.now() - begin);
    if (took.length > LAST) took.shift();
    const rest = restAfter(Math.min(...took), navigator.hardwareConcurrency);
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  };
}

/** @param {number} took milliseconds for a picture @param {number} cores of this machine @returns {number} milliseconds */
export function restAfter(took, cores) {
  const share = cores > FEW ? SHARE.many : SHARE.few;
  return Math.max(0, Math.min(LONGEST, took / share - took - NEARLY));
}

/** @returns {boolean} whether the learner wants no motion */
export function still() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
