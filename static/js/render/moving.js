/** What moves, on the canvas above everything: lit wires, pulses, chips. */

import { GAP } from '../layout/size.js';
import { pointAt } from '../scene/route.js';
import { trace } from './wires.js';

/** @typedef {import('../scene/scene.js').Wires} Wires */
/** @typedef {import('../play/motion.js').Motion} Motion */
/** @typedef {import('./palette.js').Palette} Palette */

const TAIL = 4; // dots of a pulse
const TAIL_STEP = 0.035; // of the way
const CHIP = { height: 19, pad: 8, font: 10.5, clear: 4, lift: 26, apart: 21 };
const LEVEL = 26; // of rise, up to which a chip beside the input would lie on the circle
const READABLE = 0.5; // a scale below which chips are not drawn

/**
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Wires} wires @param {Motion} motion @param {Palette} palette @param {number} scale
 * @param {boolean} travel false: reduced motion, edges are lit and nothing travels
 */
export function drawMotion(context, wires, motion, palette, scale, travel) {
  for (const { edge, tone } of motion.trails) {
    if (wires.of[edge] < 0) continue;
    context.beginPath();
    trace(context, wires, wires.of[edge], scale < 0.3);
    context.strokeStyle = palette[tone];
    context.lineWidth = Math.max(2.6, 1.3 / scale);
    context.stroke();
  }
  if (travel) drawPulses(context, wires, motion, palette, scale);
  if (scale >= READABLE) drawChips(context, wires, motion, palette, travel);
}

/** @param {CanvasRenderingContext2D} context @param {Wires} wires @param {Motion} motion @param {Palette} palette @param {number} scale */
function drawPulses(context, wires, { pulses }, palette, scale) {
  const radius = 5 / Math.min(1, Math.max(0.3, scale));
  for (const { edge, at, tone } of pulses) {
    const wire = wires.of[edge];
    if (wire < 0) continue;
    context.fillStyle = palette[tone];
    const back = tone === 'data' ? -TAIL_STEP : TAIL_STEP;
    for (let i = TAIL - 1; i >= 0; i--) {
      const t = at + i * back;
      if (t < 0 || t > 1) continue;
      const [x, y] = pointAt(wires, wire, t);
      context.globalAlpha = 1 - i * 0.22;
      context.beginPath();
      context.arc(x, y, radius * (1 - i * 0.16), 0, 2 * Math.PI);
      context.fill();
    }
  }
  context.globalAlpha = 1;
}

/** A chip rides above its pulse and comes to rest beside the input. @param {CanvasRenderingContext2D} context @param {Wires} wires @param {Motion} motion @param {Palette} palette @param {boolean} travel */
function drawChips(context, wires, { chips }, palette, travel) {
  context.font = `600 ${CHIP.font}px ${palette.fontMono}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  /** @type {Map<number, number>} */
  const resting = new Map(); // chips at each item
  for (const { edge, at, text } of chips) {
    const wire = wires.of[edge];
    if (wire < 0) continue;
    const t = travel ? at : 0;
    const [x, y] = pointAt(wires, wire, t);
    const width = context.measureText(text).width + 2 * CHIP.pad;
    const rest = Math.max(0, 1 - 4 * t);
    const beside = resting.get(wires.from[wire]) ?? 0;
    resting.set(wires.from[wire], beside + 1);
    const lift = isLevel(wires, wire) ? 1 : 1 - rest; // clear of the operation's circle
    const left = x + rest * CHIP.clear - (1 - rest) * (width / 2);
    const middle = y - lift * CHIP.lift - beside * CHIP.apart;
    context.fillStyle = palette.gradient;
    context.beginPath();
    context.roundRect(left, middle - CHIP.height / 2, width, CHIP.height, CHIP.height / 2);
    context.fill();
    context.fillStyle = palette.onGradient;
    context.fillText(text, left + width / 2, middle + 0.5);
  }
}

/** @param {Wires} wires @param {number} wire */
function isLevel({ pointStart, pointX, pointY }, wire) {
  const [first, last] = [pointStart[wire], pointStart[wire + 1] - 1];
  return pointX[last] - pointX[first] < 2 * GAP.x && Math.abs(pointY[last] - pointY[first]) < LEVEL;
}
