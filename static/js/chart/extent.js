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
  for (const column of columns) {
    let begun = false;
    for (const value of column) {
      if (value === null || !Number.isFinite(value) || (log && value <= 0)) continue;
      if (!begun) first = Math.max(first, value);
      begun = true;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return null;
  if (log) return [low, high];
  const ceiling = first > 0 ? Math.min(high, ESCAPE * first) : high;
  return [Math.min(0, low), Math.max(ceiling, low)];
}
