/** The colours of the page's tokens, read anew when the theme changes, for what canvas draws. */

import { blend } from './raster.js';

const TOKENS = /** @type {const} */ ({
  data: '--data',
  gradient: '--gradient',
  idle: '--idle',
  idleSoft: '--idle-soft',
  ground: '--ground',
  dot: '--dot',
  raised: '--raised',
  line: '--line',
  focus: '--focus',
  learn: '--learn',
  text: '--text',
  quiet: '--text-quiet',
  onGradient: '--on-gradient',
  low: '--scale-low',
  middle: '--scale-middle',
  high: '--scale-high',
});

/** Steps of the scale on either side of its middle. */
export const RAMP_STEPS = 8;

/**
 * @typedef {Record<keyof typeof TOKENS, string> & {mono: string, ramp: string[], channels: Record<keyof typeof TOKENS, number[]>}} Palette
 *   mono: a font; ramp: negative, zero, positive; channels: red, green, blue
 */

/** @param {Element} element whose theme is meant @returns {Palette} */
export function readPalette(element) {
  const style = getComputedStyle(element);
  const names = /** @type {(keyof typeof TOKENS)[]} */ (Object.keys(TOKENS));
  const token = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const colours = Object.fromEntries(names.map((name) => [name, token(TOKENS[name])]));
  const channels = Object.fromEntries(names.map((name) => [name, channelsOf(colours[name])]));
  const ramp = [];
  for (let step = -RAMP_STEPS; step <= RAMP_STEPS; step++) {
    const end = step < 0 ? channels.low : channels.high;
    ramp.push(`rgb(${blend(channels.middle, end, Math.abs(step) / RAMP_STEPS).join(' ')})`);
  }
  return /** @type {Palette} */ ({ ...colours, channels, ramp, mono: token('--font-mono') });
}

/** @param {string} colour anything that CSS understands @returns {number[]} red, green, blue */
function channelsOf(colour) {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}
