/** How often a run is drawn: as often as the screen is, as long as that takes nothing from the run. */

const LIGHT = { few: 1.5, many: 6 }; // milliseconds; a picture that takes no longer is drawn as often as the screen is
const FEW = 2; // cores that a run and its watcher may have to share
const REST = 10; // times as long as it took beyond that, the page leaves the machine to the run
const LONGEST = 250; // between two pictures
const LAST = 6; // pictures of which the quickest tells what one takes: others were held up
const STILL_PACE = 500; // between two pictures where motion is not wanted

/** @returns {() => Promise<void>} when what was shown last has been drawn; a page that draws with effort, or where motion is not wanted, rests then */
export function pacing() {
  /** @type {number[]} */
  const took = [];
  return async () => {
    const begin = await new Promise(requestAnimationFrame);
    await new Promise((resolve) => setTimeout(resolve)); // what follows comes after the picture
    took.push(performance.now() - begin);
    if (took.length > LAST) took.shift();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const rest = still ? STILL_PACE : restAfter(Math.min(...took), navigator.hardwareConcurrency);
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  };
}

/** @param {number} took milliseconds for a picture @param {number} cores of this machine @returns {number} milliseconds */
export function restAfter(took, cores) {
  const light = cores > FEW ? LIGHT.many : LIGHT.few;
  return Math.max(0, Math.min(LONGEST, REST * (took - light)));
}
