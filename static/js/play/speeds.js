/** How fast a player can play, as factors; the last one is at once. */

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, Number.POSITIVE_INFINITY];

/** @param {number} speed @returns {number} the next higher one, if there is one */
export function faster(speed) {
  return SPEEDS.find((other) => other > speed) ?? speed;
}

/** @param {number} speed @returns {number} the next lower one, if there is one */
export function slower(speed) {
  return SPEEDS.findLast((other) => other < speed) ?? speed;
}
