/** The curve of a wire between two of its points. */

/** @typedef {import('./scene.js').Wires} Wires */

const UPRIGHT = 8; // so far sideways at most, a wire turns round
const TURN = 26; // how far out it does, about

/**
 * Both ends of a curve are level: it is drawn with this abscissa for both its control points. Where a wire goes back to
 * the left, it turns round.
 * @param {ArrayLike<number>} pointX @param {number} i the point at its end @param {number} start the first point of its wire
 */
export function controlOf(pointX, i, start) {
  const [x0, x1] = [pointX[i - 1], pointX[i]];
  if (Math.abs(x1 - x0) > UPRIGHT) return (x0 + x1) / 2;
  const back = i - 1 > start && x0 < pointX[i - 2];
  return x0 + (back ? -TURN : TURN);
}

/**
 * The point of a wire at t, 0 at its start, 1 at its end.
 * @param {Wires} wires @param {number} wire @param {number} t
 * @returns {[number, number]}
 */
export function pointAt({ pointStart, pointX, pointY }, wire, t) {
  const start = pointStart[wire];
  const stop = pointStart[wire + 1] - 1;
  let total = 0;
  for (let i = start; i < stop; i++) total += span(i);
  let left = t * total;
  let i = start;
  while (i < stop - 1 && left > span(i)) left -= span(i++);
  const s = Math.max(0, Math.min(1, left / (span(i) || 1)));
  const [x0, x1, y0, y1] = [pointX[i], pointX[i + 1], pointY[i], pointY[i + 1]];
  const xm = controlOf(pointX, i + 1, start);
  const r = 1 - s;
  const [a, b, c, d] = [r * r * r, 3 * r * r * s, 3 * r * s * s, s * s * s];
  return [a * x0 + (b + c) * xm + d * x1, (a + b) * y0 + (c + d) * y1];

  /** @param {number} i */
  function span(i) {
    return Math.abs(pointX[i + 1] - pointX[i]) + Math.abs(pointY[i + 1] - pointY[i]);
  }
}
