/** The examples of a data set, and where they stand on a plane. Pure. */

/** @typedef {import('../../net/run.js').Examples} Examples */
/** @typedef {import('../../net/run.js').Boundary} Boundary */
/** @typedef {import('../../net/run.js').Fitted} Fitted */
/** @typedef {import('../../chart/plane.js').Point} Point */
/** @typedef {import('../../chart/plane.js').Range} Range */

/** @typedef {{x: number, y: number, classes: boolean}} Axes which columns stand across and up; classes: whether the answer is told by colour */

const AIR = 0.12; // around the examples
const ALONE = 2; // how far the plane reaches from 0 where there are none

/** The columns that a plane can show: two inputs of a class, or one input and its answer. @param {Examples} examples @param {'classes' | 'numbers' | null} task @returns {Axes | null} */
export function axesOf({ columns, target }, task) {
  const answer = columns.indexOf(target);
  const inputs = columns.map((_, column) => column).filter((column) => column !== answer);
  if (answer === -1) return null;
  if (inputs.length === 2 && task !== 'numbers') return { x: inputs[0], y: inputs[1], classes: true };
  if (inputs.length === 1) return { x: inputs[0], y: answer, classes: false };
  return null;
}

/** The numbers of the two classes, as far as the examples know them. @param {Examples} examples @param {number} negative @returns {[number, number]} */
export function classesOf({ columns, target, rows }, negative) {
  const answer = columns.indexOf(target);
  const found = [...new Set(rows.map((row) => row[answer]))].sort((a, b) => a - b);
  if (found.length === 2) return [found[0], found[1]];
  return [negative, 1];
}

/** @param {Examples} examples @param {Axes} axes @param {number} threshold between the classes @returns {Point[]} */
export function pointsOf({ columns, target, rows, held_out }, { x, y, classes }, threshold) {
  const answer = columns.indexOf(target);
  const held = new Set(held_out);
  return rows.map((row, i) => ({
    x: row[x],
    y: row[y],
    second: classes && row[answer] > threshold,
    held: held.has(i),
  }));
}

/** What of the plane is seen: what the model was asked for, else the examples with some air. @param {Point[]} points @param {Boundary | null} boundary @param {Fitted | null} fitted @returns {{x: Range, y: Range}} */
export function viewOf(points, boundary, fitted) {
  const range = (/** @type {number[]} */ values) => {
    if (values.length === 0) return { low: -ALONE, high: ALONE };
    let [low, high] = [values[0], values[0]];
    for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
    const air = AIR * (high - low) || 1;
    return { low: low - air, high: high + air };
  };
  if (boundary) {
    const [x, y] = [boundary.x, boundary.y];
    return { x: { low: x[0], high: x[1] }, y: { low: y[0], high: y[1] } };
  }
  const x = range(points.map((point) => point.x));
  const ends =
    fitted && fitted.x.length > 1 ? { low: fitted.x[0], high: /** @type {number} */ (fitted.x.at(-1)) } : x;
  return { x: ends, y: range(points.map((point) => point.y)) };
}

/** The example nearest to a place, where both directions count as they are seen. @param {Point[]} points @param {{x: Range, y: Range}} view @param {number} x @param {number} y @returns {{index: number, distance: number}} distance in parts of the view; index −1 for none */
export function nearestPoint(points, view, x, y) {
  let [index, distance] = [-1, Number.POSITIVE_INFINITY];
  points.forEach((point, i) => {
    const across = (point.x - x) / (view.x.high - view.x.low);
    const up = (point.y - y) / (view.y.high - view.y.low);
    const away = Math.hypot(across, up);
    if (away < distance) [index, distance] = [i, away];
  });
  return { index, distance };
}
