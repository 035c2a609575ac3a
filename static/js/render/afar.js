/** The still picture of very many items: wires, trails and blocks of colour, pixel by pixel. */

import { RECORD } from '../layout/size.js';
import { cardOf, shadeOf } from './blocks.js';
import { blend, pixel } from './raster.js';
import { lookOf } from './wires.js';
import { STYLES } from './wirestyles.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../scene/scene.js').Wires} Wires */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {import('./palette.js').Palette} Palette */
/** @typedef {import('./raster.js').Raster} Raster */
/** @typedef {{x: number, y: number, scale: number}} View from the world to pixels of the screen */

const BENDS_SEEN = 0.12; // pixels a world unit, from which on an S-curve looks like one
const PIECES = 6; // of an S-curve

/** @param {Raster} raster @param {Wires} wires @param {import('./wirestyles.js').WireStyles} styles @param {Uint8Array} seen @param {View} view @param {Palette} palette */
export function rasterWires(raster, wires, styles, seen, view, palette) {
  for (let style = 0; style < STYLES; style++) {
    const { tone, alpha, width } = lookOf(style);
    const colour = pixel(blend(palette.channels.ground, palette.channels[tone], alpha));
    const thick = Math.max(1, Math.round(width * view.scale));
    for (let k = styles.start[style]; k < styles.start[style + 1]; k++) {
      if (seen[styles.order[k]]) rasterWire(raster, wires, styles.order[k], view, colour, thick);
    }
  }
}

/** @param {Raster} raster @param {Wires} wires @param {Uint8Array} seen @param {number[]} edges @param {View} view @param {number[]} channels */
export function rasterTrails(raster, wires, seen, edges, view, channels) {
  const colour = pixel(channels);
  const thick = Math.max(1, Math.round(2.6 * view.scale));
  for (const edge of edges) {
    const wire = wires.of[edge];
    if (wire >= 0 && seen[wire]) rasterWire(raster, wires, wire, view, colour, thick);
  }
}

/** @param {Raster} raster @param {Wires} wires @param {number} wire @param {View} view @param {number} colour @param {number} thick */
function rasterWire(raster, { pointStart, pointX, pointY }, wire, { x, y, scale }, colour, thick) {
  const stop = pointStart[wire + 1];
  for (let i = pointStart[wire] + 1; i < stop; i++) {
    const x0 = pointX[i - 1] * scale + x;
    const y0 = pointY[i - 1] * scale + y;
    const x1 = pointX[i] * scale + x;
    const y1 = pointY[i] * scale + y;
    if (scale < BENDS_SEEN || y0 === y1) {
      raster.line(x0, y0, x1, y1, colour, thick);
      continue;
    }
    let [px, py] = [x0, y0];
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES;
      const along = x0 + (x1 - x0) * t * (1.5 - 1.5 * t + t * t); // of the cubic with level ends
      const down = y0 + (y1 - y0) * t * t * (3 - 2 * t);
      raster.line(px, py, along, down, colour, thick);
      [px, py] = [along, down];
    }
  }
}

/**
 * @param {Raster} raster @param {Scene} scene @param {{x: Float64Array, y: Float64Array}} place
 * @param {ArrayLike<number>} items in view
 * @param {State} state @param {View} view @param {Palette} palette
 * @param {boolean} forward whether data is what moves now
 */
export function rasterBlocks(raster, scene, place, items, state, { x, y, scale }, palette, forward) {
  const { idleSoft, low, middle, high } = palette.channels;
  const colours = palette.ramp.map((_, i) => {
    const part = (2 * i) / (palette.ramp.length - 1) - 1;
    return pixel(blend(middle, part < 0 ? low : high, Math.abs(part)));
  });
  colours.push(pixel(idleSoft));
  const halves = RECORD.height * scale >= 6;
  for (let i = 0; i < items.length; i++) {
    const card = cardOf(scene, place, items[i]);
    const [left, top] = [card.left * scale + x, card.top * scale + y];
    const [width, height] = [card.width * scale, card.height * scale];
    const node = scene.shown(items[i], state);
    const data = colours[shadeOf(node >= 0 ? state.dataOf(node) : null)];
    const grad = colours[shadeOf(node >= 0 ? state.gradOf(node) : null)];
    if (halves) {
      raster.box(left, top, width, height / 2, data);
      raster.box(left, top + height / 2, width, height / 2, grad);
    } else raster.box(left, top, width, height, forward ? data : grad);
  }
}
