/** How often a run is drawn: as often as the screen is, as long as that takes nothing from the run. */

const LIGHT = { few: 3, many: 8 }; // milliseconds; a picture that takes no longer is drawn as often as the screen is
const FEW = 2; // cores that a run and its watcher may have to share
const REST = 8; // times as long as it took beyond that, the page leaves the machine to the run
const LONGEST = 250; // between two pictures
const STILL_PACE = 500; // between two pictures where motion is not wanted

/** When what was shown last has been drawn. A page that draws with effort, or where motion is not wanted, rests then. */
export async function drawn() {
  const begin = await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve)); // what follows comes after the picture
  const rest = restAfter(performance.now() - begin, navigator.hardwareConcurrency);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (rest > 0 || still) await new Promise((resolve) => setTimeout(resolve, still ? STILL_PACE : rest));
}

/** @param {number} took milliseconds for a picture @param {number} cores of this machine @returns {number} milliseconds, none where it is 0 */
export function restAfter(took, cores) {
  const light = cores > FEW ? LIGHT.many : LIGHT.few;
  return Math.max(0, Math.min(LONGEST, REST * (took - light)));
}
