/**
 * Items seen from afar, on canvas: coloured blocks, data above and gradient below as on a record; nearer, a card with
 * the one number that moves now.
 */

import { RECORD } from '../layout/size.js';
import { trimmed } from '../model/numbers.js';
import { strength } from './magnitude.js';
import { RAMP_STEPS } from './palette.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {import('./palette.js').Palette} Palette */

const SMALL = 7; // pixels of height below which a block has one colour

/**
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Scene} scene
 * @param {{x: Float64Array, y: Float64Array}} place
 * @param {ArrayLike<number>} items in view
 * @param {State} state @param {Palette} palette @param {number} scale
 * @param {boolean} forward whether data is what moves now
 */
export function drawBlocks(context, scene, place, items, state, palette, scale, forward) {
  const halves = RECORD.height * scale >= SMALL;
  const edge = 0.5 / scale;
  /** @type {number[][]} */
  const byColour = Array.from({ length: palette.ramp.length + 1 }, () => []);
  const put = (/** @type {number | null} */ value, /** @type {number[]} */ box) =>
    byColour[shade(value)].push(...box);
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    const width = Math.min(scene.width[item], RECORD.width);
    const height = scene.height[item];
    const left = place.x[item] + scene.width[item] / 2 - width;
    const top = place.y[item] - height / 2;
    const node = scene.shown(item);
    const data = node >= 0 ? state.dataOf(node) : null;
    const grad = node >= 0 ? state.gradOf(node) : null;
    if (halves) {
      put(data, [left, top, width, height / 2]);
      put(grad, [left, top + height / 2, width, height / 2]);
    } else put(forward ? data : grad, [left, top, width, height]);
  }
  byColour.forEach((boxes, colour) => {
    context.fillStyle = palette.ramp[colour] ?? palette.idleSoft;
    context.beginPath();
    for (let k = 0; k < boxes.length; k += 4)
      context.rect(boxes[k], boxes[k + 1], boxes[k + 2] + edge, boxes[k + 3]);
    context.fill();
  });
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene @param {{x: Float64Array, y: Float64Array}} place @param {ArrayLike<number>} items @param {State} state @param {Palette} palette @param {boolean} forward */
export function drawNumbers(context, scene, place, items, state, palette, forward) {
  context.fillStyle = palette.raised;
  context.strokeStyle = palette.line;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    const width = Math.min(scene.width[item], RECORD.width);
    const [left, height] = [place.x[item] + scene.width[item] / 2 - width, scene.height[item]];
    context.roundRect(
      left,
      place.y[item] - height / 2,
      width,
      height,
      scene.group[item] >= 0 ? height / 2 : 8,
    );
  }
  context.fill();
  context.stroke();
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = forward ? palette.data : palette.gradient;
  context.font = `24px ${palette.fontMono}`;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    const node = scene.shown(item);
    if (node < 0) continue;
    const width = Math.min(scene.width[item], RECORD.width);
    const text = trimmed(forward ? state.dataOf(node) : state.gradOf(node));
    context.fillText(text, place.x[item] + (scene.width[item] - width) / 2, place.y[item], width - 8);
  }
}

/** @param {number | null} value @returns {number} an index into the ramp, one past its end when not reached */
function shade(value) {
  if (value === null) return 2 * RAMP_STEPS + 1;
  return RAMP_STEPS + Math.round(Math.sign(value || 0) * strength(value) * RAMP_STEPS);
}
