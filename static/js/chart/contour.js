/** The line along which a grid of numbers crosses a level (marching squares), as pieces between neighbouring points. */

/**
 * @param {(number | null)[]} values size × size, row by row
 * @param {number} size @param {number} level
 * @returns {number[]} x0, y0, x1, y1 of each piece, in steps of the grid
 */
export function contour(values, size, level) {
  const pieces = [];
  for (let row = 0; row + 1 < size; row++) {
    for (let column = 0; column + 1 < size; column++) {
      const at = row * size + column;
      const a = (values[at] ?? Number.NaN) - level;
      const b = (values[at + 1] ?? Number.NaN) - level;
      const c = (values[at + size + 1] ?? Number.NaN) - level;
      const d = (values[at + size] ?? Number.NaN) - level;
      const low = a < 0;
      if ((low === b < 0 && low === c < 0 && low === d < 0) || Number.isNaN(a + b + c + d)) continue;
      const points = [];
      if (a < 0 !== b < 0) points.push(column + a / (a - b), row);
      if (b < 0 !== c < 0) points.push(column + 1, row + b / (b - c));
      if (c < 0 !== d < 0) points.push(column + d / (d - c), row + 1);
      if (d < 0 !== a < 0) points.push(column, row + a / (a - d));
      for (let i = 0; i + 3 < points.length; i += 4) pieces.push(...points.slice(i, i + 4));
    }
  }
  return pieces;
}
