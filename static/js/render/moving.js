/** What moves, on the canvas above everything: pulses along wires, and chips. */

import { GAP } from '../layout/size.js';
import { travelled } from '../play/motion.js';
import { pointAt } from '../scene/route.js';
import { pixel } from './raster.js';

/** @typedef {import('../scene/scene.js').Wires} Wires */
/** @typedef {import('../scene/camera.js').Camera} Camera */
/** @typedef {import('../play/motion.js').Plan} Plan */
/** @typedef {import('./raster.js').Raster} Raster */
/** @typedef {import('./surface.js').Surface} Surface */
/** @typedef {import('./palette.js').Palette} Palette */

const TAIL = 4; // dots of a pulse
const TAIL_STEP = 0.035; // of the way
const CROWD = 300; // pulses beyond which each is one dot
const CHIP = { height: 19, pad: 8, font: 10.5, clear: 4, lift: 26, apart: 21 };
const LEVEL = 26; // of rise, up to which a chip beside the input would lie on the circle
const READABLE = 0.5; // a scale below which chips are not drawn

/**
 * @param {Surface} surface
 * @param {Raster} dots for crowds
 * @param {Wires} wires
 * @param {Uint8Array} seen 1 for wires in view
 * @param {Camera} camera
 * @param {number[]} edges
 * @param {number} progress of the move
 * @param {boolean} forward from the input to the operation, or the other way
 * @param {number[]} colour red, green, blue
 */
export function drawPulses(surface, dots, wires, seen, camera, edges, progress, forward, colour) {
  const travel = travelled(progress);
  if (edges.length === 0 || travel === 1) return;
  const shown = [];
  for (const edge of edges) if (wires.of[edge] >= 0 && seen[wires.of[edge]]) shown.push(wires.of[edge]);
  const head = forward ? travel : 1 - travel;
  if (shown.length > CROWD) {
    drawDots(surface, dots, wires, shown, camera, head, pixel(colour));
    return;
  }
  const context = surface.enter(camera);
  const radius = 5 / Math.min(1, Math.max(0.3, camera.scale));
  context.fillStyle = `rgb(${colour.join(' ')})`;
  for (let i = TAIL - 1; i >= 0; i--) {
    const t = forward ? head - i * TAIL_STEP : head + i * TAIL_STEP;
    if (t < 0 || t > 1) continue;
    const size = radius * (1 - i * 0.16);
    context.globalAlpha = 1 - i * 0.22;
    for (const wire of shown) {
      const [x, y] = pointAt(wires, wire, t);
      context.beginPath();
      context.arc(x, y, size, 0, 2 * Math.PI);
      context.fill();
    }
  }
  context.globalAlpha = 1;
}

/** @param {Surface} surface @param {Raster} dots @param {Wires} wires @param {number[]} shown @param {Camera} camera @param {number} t @param {number} colour */
function drawDots({ context, element, ratio }, dots, wires, shown, { x, y, scale }, t, colour) {
  dots.clear(element.width, element.height);
  const size = Math.max(2, Math.round(8 * scale)) * ratio;
  for (const wire of shown) {
    const [px, py] = pointAt(wires, wire, t);
    dots.box((px * scale + x) * ratio - size / 2, (py * scale + y) * ratio - size / 2, size, size, colour);
  }
  dots.put(context);
}

/**
 * A chip rides above its pulse and comes to rest beside the input.
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Wires} wires @param {Plan} plan @param {number} progress @param {Palette} palette @param {number} scale
 */
export function drawChips(context, wires, { chips }, progress, palette, scale) {
  if (scale < READABLE) return;
  context.font = `600 ${CHIP.font}px ${palette.mono}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  /** @type {Map<number, number>} */
  const resting = new Map(); // chips at each item
  for (const { edge, text, landed } of chips.toReversed()) {
    const wire = wires.of[edge];
    if (wire < 0) continue;
    const t = landed ? 0 : 1 - travelled(progress);
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
