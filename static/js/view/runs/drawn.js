/** How often a run is drawn: as often as the screen is, as long as that is light work for this machine. */

const LIGHT = 2.5; // milliseconds; a picture that takes no longer is drawn as often as the screen is
const REST = 5; // times as long as it took beyond that, the page leaves the machine to the run
const LONGEST = 250; // between two pictures
const STILL_PACE = 500; // between two pictures where motion is not wanted

/** When what was shown last has been drawn. A page that draws with effort, or where motion is not wanted, rests then. */
export async function drawn() {
  const begin = await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve)); // what follows comes after the picture
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const rest = still ? STILL_PACE : Math.min(LONGEST, REST * (performance.now() - begin - LIGHT));
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
}
