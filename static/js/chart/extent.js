/** How far the axes of a chart of losses go. A curve that flies away does not flatten the others. */

const ESCAPE = 2.5; // times the highest first number: beyond it a line may leave the picture

/**
 * @param {(number | null)[][]} columns one for each line
 * @param {boolean} log
 * @returns {[number, number] | null} low and high; null when nothing can be drawn
 */
export function extent(columns, log) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let first = Number.NEGATIVE_INFINITY;
  /** @type {number[]} */
  const ends = [];
  for (const column of columns) {
    let [begun, last] = [false, 0];
    for (const value of column) {
      if (value === null || !Number.isFinite(value) || (log && value <= 0)) continue;
      if (!begun) first = Math.max(first, value);
      begun = true;
      if (value < low) low = value;
      if (value > high) high = value;
      last = value;
    }
    if (begun) ends.push(last);
  }
  if (low > high) return null;
  if (log) return [low, high];
  const stays = first <= 0 || ends.every((end) => end > ESCAPE * first); // nothing that others would be flattened by
  const ceiling = stays ? high : Math.min(high, ESCAPE * first);
  return [Math.min(0, low), Math.max(ceiling, low)];
}
