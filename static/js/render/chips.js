/** Small labels on wires: what a pulse carries, and what a contribution is made of. */

import { CIRCLE, GAP, STEM } from '../layout/size.js';
import { travelled } from '../play/motion.js';
import { pointAt } from '../scene/curve.js';

/** @typedef {import('../scene/scene.js').Wires} Wires */
/** @typedef {import('./palette.js').Palette} Palette */
/** @typedef {import('../scene/scene.js').Area} Area */

const HEIGHT = 19;
const PAD = 8;
const FONT = 10.5;
const CLEAR = 4; // from the input's border
const LIFT = 26; // off the wire, clear of the operation's circle
const APART = 21;
const CLEAR_OF_RECORDS = 38;
const LEVEL = 23; // of rise, up to which a chip beside the input would lie on a circle
const READABLE = 0.5; // a scale below which chips are not drawn

/**
 * A chip rides above its pulse and comes to rest beside the input.
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Wires} wires @param {Uint8Array} seen 1 for those in view
 * @param {import('../play/motion.js').Chip[]} chips @param {number} progress
 * @param {Palette} palette @param {number} scale
 * @returns {Area[]} what they cover
 */
export function drawChips(context, wires, seen, chips, progress, palette, scale) {
  if (scale < READABLE || chips.length === 0) return [];
  /** @type {number[]} */
  const around = [];
  for (let wire = 0; wire < wires.count; wire++) if (seen[wire]) around.push(wire);
  /** @type {Area[]} */
  const covered = [];
  /** @type {Map<number, number>} */
  const resting = new Map(); // chips at each item
  for (const { edge, text, landed } of chips.toReversed()) {
    const wire = wires.of[edge];
    if (wire < 0 || !seen[wire]) continue;
    const t = landed ? 0 : 1 - travelled(progress);
    const [x, y] = pointAt(wires, wire, t);
    const rest = Math.max(0, 1 - 4 * t);
    const beside = resting.get(wires.from[wire]) ?? 0;
    resting.set(wires.from[wire], beside + 1);
    const side = rises(wires, wire) === (beside % 2 === 0) ? 1 : -1; // the second one on the other side
    const width = widthOf(context, text, palette);
    const free = x + rest * CLEAR - (1 - rest) * (width / 2);
    const record = wires.pointX[wires.pointStart[wire + 1] - 1] + CIRCLE + STEM; // of the operation: its left border
    const over = Math.max(0, free + width + CLEAR - record); // it would lie on whatever stands below or above that
    const left = free - rest * over;
    const lift = over > 0 ? CLEAR_OF_RECORDS : LIFT;
    const away = (meetsCircle(wires, around, wire) ? 1 : 1 - rest) * lift + (beside >> 1) * APART;
    covered.push(draw(context, text, left, y + side * away, width, palette.gradient, palette.onGradient));
  }
  return covered;
}

/**
 * In the middle of their wires, or above those that are too short.
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Wires} wires @param {import('./marks.js').Mark[]} marks @param {Palette} palette
 * @returns {Area[]} what they cover
 */
export function drawMarks(context, wires, marks, palette) {
  const { pointStart, pointX, pointY } = wires;
  /** @type {Area[]} */
  const covered = [];
  /** @type {Map<number, number>} */
  const above = new Map(); // the highest mark above each item
  for (const { edge, text } of marks) {
    const wire = wires.of[edge];
    if (wire < 0) continue;
    const [first, last] = [pointStart[wire], pointStart[wire + 1] - 1];
    const width = widthOf(context, text, palette);
    let [x, y] = pointAt(wires, wire, 0.5);
    if (pointX[last] - pointX[first] < width) {
      const highest = above.get(wires.from[wire]) ?? Number.POSITIVE_INFINITY;
      x = (pointX[first] + pointX[last]) / 2;
      y = Math.min(Math.min(pointY[first], pointY[last]) - CLEAR_OF_RECORDS, highest - APART);
      above.set(wires.from[wire], y);
    }
    covered.push(draw(context, text, x - width / 2, y, width, palette.raised, palette.gradient));
  }
  return covered;
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {Palette} palette */
function widthOf(context, text, palette) {
  context.font = `600 ${FONT}px ${palette.mono}`;
  return context.measureText(text).width + 2 * PAD;
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} left @param {number} middle @param {number} width @param {string} ground @param {string} colour @returns {Area} */
function draw(context, text, left, middle, width, ground, colour) {
  context.fillStyle = ground;
  context.strokeStyle = colour;
  context.lineWidth = 1.2;
  context.beginPath();
  context.roundRect(left, middle - HEIGHT / 2, width, HEIGHT, HEIGHT / 2);
  context.fill();
  if (ground !== colour) context.stroke();
  context.fillStyle = colour;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, left + width / 2, middle + 0.5);
  return { left, right: left + width, top: middle - HEIGHT / 2, bottom: middle + HEIGHT / 2 };
}

/** Whether a chip beside the input would lie on the circle of an operation, its own or another. @param {Wires} wires @param {number[]} around those in view @param {number} wire */
function meetsCircle({ pointStart, pointX, pointY }, around, wire) {
  const [x, y] = [pointX[pointStart[wire]], pointY[pointStart[wire]]];
  return around.some((other) => {
    const end = pointStart[other + 1] - 1;
    return pointX[end] > x && pointX[end] < x + 2 * GAP.x && Math.abs(pointY[end] - y) < LEVEL;
  });
}

/** Whether the input stands below the operation. @param {Wires} wires @param {number} wire */
function rises({ pointStart, pointY }, wire) {
  return pointY[pointStart[wire]] > pointY[pointStart[wire + 1] - 1] + 1;
}
