/** Open groups: a quiet frame on the canvas around what is in them, with a header in SVG that closes it. */

import { assign, svg } from './svg.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../scene/scene.js').Frame} Frame */
/** @typedef {import('../scene/scene.js').Area} Area */

const RADIUS = 14;
const LETTER = 6.6;
const SMALLEST = 6; // pixels of width below which a frame is not drawn
const READABLE = 48; // pixels of width from which on a header can be read and pressed
const MOST_HEADERS = 80;

/**
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Frame[]} frames in view
 * @param {string} colour @param {number} scale @param {number} opacity
 */
export function drawFrames(context, frames, colour, scale, opacity) {
  context.strokeStyle = colour;
  context.globalAlpha = opacity;
  context.lineWidth = Math.max(1.4, 0.8 / scale);
  for (const { left, top, width, height } of frames) {
    context.beginPath();
    context.roundRect(left, top, width, height, RADIUS);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** @param {Frame[]} frames @param {Area} view @param {number} scale @returns {Frame[]} */
export function framesIn(frames, { left, top, right, bottom }, scale) {
  return frames.filter(
    (frame) =>
      frame.width * scale >= SMALLEST &&
      frame.left <= right &&
      frame.top <= bottom &&
      frame.left + frame.width >= left &&
      frame.top + frame.height >= top,
  );
}

export class Headers {
  #scene;
  /** @type {Map<number, SVGElement>} */
  #shown = new Map();

  /** @param {Scene} scene */
  constructor(scene) {
    this.#scene = scene;
    this.element = svg('g', { class: 'frames' });
  }

  /** @param {Frame[]} frames in view, outer before inner @param {number} scale @param {number} opacity */
  keep(frames, scale, opacity) {
    const wanted = frames.filter(({ width }) => width * scale >= READABLE).slice(0, MOST_HEADERS);
    const groups = new Set(wanted.map(({ group }) => group));
    for (const [group, header] of this.#shown) {
      if (groups.has(group) || header.matches(':focus')) continue;
      header.remove();
      this.#shown.delete(group);
    }
    for (const frame of wanted) {
      if (this.#shown.has(frame.group)) continue;
      const header = this.#make(frame);
      this.#shown.set(frame.group, header);
      this.element.append(header);
    }
    assign(this.element, 'opacity', String(opacity));
  }

  /** @param {Frame} frame */
  #make({ group, left, top }) {
    const { name, path } = this.#scene.tree.groups[group];
    const attributes = {
      class: 'header',
      role: 'button',
      tabindex: 0,
      'aria-expanded': 'true',
      'aria-label': `${name}, open group`,
      'data-group': path,
      transform: `translate(${left + 10} ${top + 15})`,
    };
    const back = svg('rect', { x: -4, y: -10, width: 26 + LETTER * name.length, height: 20, rx: 6 });
    return svg('g', attributes, back, svg('path', { d: 'M2 0H10' }), svg('text', { x: 16, y: 4 }, name));
  }
}
