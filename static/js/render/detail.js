/** How much detail can be read at a zoom: text, then one number, then coloured blocks. */

/** @typedef {'text' | 'numbers' | 'blocks'} Detail */

/** More items than this in view are drawn on canvas only. */
export const MOST_RECORDS = 250;

const TEXT = 0.56; // of the camera's scale
const NUMBERS = 0.26;

/** @param {number} scale @returns {Detail} */
export function detailAt(scale) {
  if (scale >= TEXT) return 'text';
  return scale >= NUMBERS ? 'numbers' : 'blocks';
}
