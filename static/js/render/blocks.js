/**
 * Items seen from afar, on canvas: coloured blocks, data above and gradient below as on a record; nearer, a card with
 * the one number that moves now.
 */

import { RECORD } from '../layout/size.js';
import { brief, trimmed } from '../model/numbers.js';
import { strength } from './magnitude.js';
import { RAMP_STEPS } from './palette.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {import('./palette.js').Palette} Palette */
/** @typedef {{x: Float64Array, y: Float64Array}} Places the middle of each item */

const NUMBER = 24; // pixels at scale 1

/** The record of an item without the circle at its left. @param {Scene} scene @param {Places} places @param {number} item */
export function cardOf({ width, height }, { x, y }, item) {
  const wide = Math.min(width[item], RECORD.width);
  return {
    left: x[item] + width[item] / 2 - wide,
    top: y[item] - height[item] / 2,
    width: wide,
    height: height[item],
  };
}

/** @param {number | null} value @returns {number} an index into the ramp, one past its end when not reached */
export function shadeOf(value) {
  if (value === null) return 2 * RAMP_STEPS + 1;
  return RAMP_STEPS + Math.round(Math.sign(value || 0) * strength(value) * RAMP_STEPS);
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} radius @param {number} from an angle @param {string} colour */
function halfDisc(context, x, y, radius, from, colour) {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, from, from + Math.PI);
  context.fill();
}

/**
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Scene} scene @param {Places} places
 * @param {ArrayLike<number>} items in view
 * @param {State} state @param {Palette} palette
 */
export function drawBlocks(context, scene, places, items, state, palette) {
  for (let i = 0; i < items.length; i++) {
    const { left, top, width, height } = cardOf(scene, places, items[i]);
    const node = scene.shown(items[i], state);
    const data = palette.ramp[shadeOf(node >= 0 ? state.dataOf(node) : null)] ?? palette.idleSoft;
    const grad = palette.ramp[shadeOf(node >= 0 ? state.gradOf(node) : null)] ?? palette.idleSoft;
    if (scene.round[items[i]]) {
      halfDisc(context, left + width / 2, top + height / 2, height / 2, Math.PI, data);
      halfDisc(context, left + width / 2, top + height / 2, height / 2, 0, grad);
      continue;
    }
    context.fillStyle = data;
    context.fillRect(left, top, width, height / 2);
    context.fillStyle = grad;
    context.fillRect(left, top + height / 2, width, height / 2);
  }
}

/**
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Scene} scene @param {Places} places
 * @param {ArrayLike<number>} items in view
 * @param {State} state @param {Palette} palette
 * @param {boolean} forward whether data is what moves now
 * @param {boolean} text without it, cards only
 */
export function drawCards(context, scene, places, items, state, palette, forward, text) {
  context.lineWidth = 1.5;
  context.strokeStyle = palette.line;
  for (let i = 0; i < items.length; i++) {
    const { left, top, width, height } = cardOf(scene, places, items[i]);
    context.fillStyle = palette.raised;
    context.beginPath();
    if (scene.round[items[i]]) context.arc(left + width / 2, top + height / 2, height / 2, 0, 2 * Math.PI);
    else context.rect(left, top, width, height);
    context.fill();
    context.stroke();
  }
  if (!text) return;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = forward ? palette.data : palette.gradient;
  context.font = `${NUMBER}px ${palette.mono}`;
  for (let i = 0; i < items.length; i++) {
    const { left, width } = cardOf(scene, places, items[i]);
    const node = scene.shown(items[i], state);
    if (node < 0) continue;
    const value = forward ? state.dataOf(node) : state.gradOf(node);
    const number = scene.round[items[i]] ? brief(value) : trimmed(value);
    context.fillText(number, left + width / 2, places.y[items[i]], width - 8);
  }
}
