/** The plane of two columns: what the model says at each place, or the curve it fits, and the examples above it. */

import { blend, pixel } from '../render/raster.js';
import { Surface } from '../render/surface.js';
import { lookOf, looksSame, NONE, SHADES } from './answers.js';
import { Ink } from './ink.js';

/** @typedef {{low: number, high: number}} Range */
/** @typedef {{x: number, y: number, second: boolean, held: boolean}} Point second: of the second class; held: held out */
/** @typedef {import('./answers.js').Boundary} Boundary */
/** @typedef {import('./answers.js').Look} Look */
/** @typedef {{x: number[], y: (number | null)[]}} Fitted */
/**
 * @typedef {object} Scene
 * @property {Range} x @property {Range} y
 * @property {Point[]} points the same list as long as they are the same points
 * @property {Boundary | null} boundary @property {Fitted | null} fitted
 * @property {number} shown index of a point, −1 for none
 * @property {{x: number, y: number} | null} cross where the keyboard is
 */

const SOFT = { light: 0.72, dark: 0.45 }; // of the full colour, where the model is sure: examples stand out from it
const RADIUS = { least: 1.75, most: 4.5, share: 1 / 55 }; // of a point, by the width of the plane

export class Plane {
  #ink;
  /** @type {Scene | null} */
  #scene = null;
  #cells = document.createElement('canvas');
  #examples = new Surface('examples');
  /** @type {unknown[]} what the picture of the examples was made of */
  #look = [];
  /** @type {{answers: Look | null, of: unknown[]}} what all that is drawn was made of */
  #drawn = { answers: null, of: [] };
  /** @type {{palette: import('../render/palette.js').Palette, pixels: Uint32Array} | null} of the shades */
  #colours = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#ink = new Ink(element, () => this.#draw());
  }

  /** @param {Scene} scene */
  show(scene) {
    this.#scene = scene;
    this.#ink.ask();
  }

  /** In CSS pixels of the element. @param {number} x @param {number} y of the plane @returns {[number, number]} */
  toScreen(x, y) {
    const { width, height } = this.#ink;
    const scene = /** @type {Scene} */ (this.#scene);
    return [width * part(x, scene.x), height * (1 - part(y, scene.y))];
  }

  /** @param {number} left @param {number} top in CSS pixels of the element @returns {[number, number]} of the plane */
  toPlane(left, top) {
    const { width, height } = this.#ink;
    const { x, y } = /** @type {Scene} */ (this.#scene);
    return [x.low + (left / width) * (x.high - x.low), y.high - (top / height) * (y.high - y.low)];
  }

  get #radius() {
    return Math.max(RADIUS.least, Math.min(RADIUS.most, RADIUS.share * this.#ink.width));
  }

  #draw() {
    const scene = this.#scene;
    if (!scene) return;
    const { palette, width, height, surface } = this.#ink;
    const answers = scene.boundary && lookOf(scene.boundary);
    if (this.#looksSame(scene, answers)) return;
    const context = surface.clear();
    this.#drawn = { answers, of: this.#partsOf(scene) };
    if (scene.boundary && answers) this.#drawAnswers(context, scene.boundary, answers);
    this.#drawAxes(context, scene);
    if (scene.fitted) this.#drawFitted(context, scene.fitted);
    this.#drawExamples(scene);
    context.drawImage(this.#examples.element, 0, 0, width, height);
    if (!scene.cross) return;
    const [x, y] = this.toScreen(scene.cross.x, scene.cross.y).map((at) => Math.round(at) + 0.5);
    context.strokeStyle = palette.text;
    context.lineWidth = 1;
    context.beginPath();
    for (const [x0, y0, x1, y1] of [
      [0, y, x - 6, y],
      [x + 6, y, width, y],
      [x, 0, x, y - 6],
      [x, y + 6, x, height],
    ]) {
      context.moveTo(x0, y0);
      context.lineTo(x1, y1);
    }
    context.stroke();
  }

  /** @param {Scene} scene @param {Look | null} answers */
  #looksSame(scene, answers) {
    const before = this.#drawn;
    const same = this.#partsOf(scene).every((part, i) => part === before.of[i]);
    return same && answers !== null && before.answers !== null && looksSame(answers, before.answers);
  }

  /** All but the answers. @param {Scene} scene @returns {unknown[]} */
  #partsOf({ points, x, y, shown, cross, fitted }) {
    const { palette, surface } = this.#ink;
    return [points, x.low, x.high, y.low, y.high, shown, cross, fitted, palette, surface.emptied];
  }

  /** On a canvas of their own, for they stay while what the model says changes. @param {Scene} scene */
  #drawExamples({ points, x, y, shown }) {
    const { palette, width, height, surface } = this.#ink;
    const size = [surface.element.width, surface.element.height];
    const look = [points, x.low, x.high, y.low, y.high, shown, palette, ...size];
    if (look.every((part, i) => part === this.#look[i])) return;
    this.#look = look;
    this.#examples.resize(width, height);
    const context = this.#examples.clear();
    for (const held of [true, false]) {
      for (const point of points) if (point.held === held) this.#drawPoint(context, point);
    }
    if (!points[shown]) return;
    context.strokeStyle = palette.text;
    context.lineWidth = 2;
    ring(context, ...this.toScreen(points[shown].x, points[shown].y), this.#radius + 4.5);
  }

  /** @param {CanvasRenderingContext2D} context @param {Scene} scene */
  #drawAxes(context, scene) {
    const { palette, width, height } = this.#ink;
    context.strokeStyle = palette.quiet;
    context.globalAlpha = 0.35;
    context.lineWidth = 1;
    const [x0, y0] = this.toScreen(0, 0).map((at) => Math.round(at) + 0.5);
    context.beginPath();
    if (scene.x.low < 0 && scene.x.high > 0) {
      context.moveTo(x0, 0);
      context.lineTo(x0, height);
    }
    if (scene.y.low < 0 && scene.y.high > 0) {
      context.moveTo(0, y0);
      context.lineTo(width, y0);
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} context @param {Boundary} boundary @param {Look} look */
  #drawAnswers(context, { x, y, size }, { shades, line }) {
    const colours = this.#coloursOf(this.#ink.palette);
    const picture = new ImageData(size, size);
    const pixels = new Uint32Array(picture.data.buffer);
    for (let i = 0; i < shades.length; i++) {
      if (shades[i] === NONE) continue;
      const row = size - 1 - Math.floor(i / size);
      pixels[row * size + (i % size)] = colours[shades[i]];
    }
    if (this.#cells.width !== size) this.#cells.width = this.#cells.height = size;
    /** @type {CanvasRenderingContext2D} */ (this.#cells.getContext('2d')).putImageData(picture, 0, 0);
    const step = [(x[1] - x[0]) / (size - 1), (y[1] - y[0]) / (size - 1)];
    const [left, top] = this.toScreen(x[0] - step[0] / 2, y[1] + step[1] / 2);
    const [right, bottom] = this.toScreen(x[1] + step[0] / 2, y[0] - step[1] / 2);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#cells, left, top, right - left, bottom - top);

    context.beginPath();
    for (let i = 0; i < line.length; i += 4) {
      context.moveTo(...this.toScreen(x[0] + line[i] * step[0], y[0] + line[i + 1] * step[1]));
      context.lineTo(...this.toScreen(x[0] + line[i + 2] * step[0], y[0] + line[i + 3] * step[1]));
    }
    context.lineCap = 'round';
    context.strokeStyle = this.#ink.palette.text;
    context.lineWidth = 1.25;
    context.stroke();
  }

  /** From sure of the first class to sure of the second. @param {import('../render/palette.js').Palette} palette */
  #coloursOf(palette) {
    if (this.#colours?.palette === palette) return this.#colours.pixels;
    const { low, middle, high } = palette.channels;
    const soft = middle[1] > 127 ? SOFT.light : SOFT.dark;
    const pixels = Uint32Array.from({ length: 2 * SHADES + 1 }, (_, i) => {
      const sure = (i - SHADES) / SHADES;
      return pixel(blend(middle, sure < 0 ? low : high, soft * Math.abs(sure)));
    });
    this.#colours = { palette, pixels };
    return pixels;
  }

  /** @param {CanvasRenderingContext2D} context @param {Fitted} fitted */
  #drawFitted(context, fitted) {
    context.beginPath();
    let pen = false;
    fitted.x.forEach((x, i) => {
      const y = fitted.y[i];
      if (y !== null) {
        const at = this.toScreen(x, y);
        if (pen) context.lineTo(...at);
        else context.moveTo(...at);
      }
      pen = y !== null;
    });
    context.strokeStyle = this.#ink.palette.learn;
    context.lineWidth = 2.5;
    context.lineJoin = 'round';
    context.stroke();
  }

  /** A circle for the first class, a diamond for the second; hollow where held out. @param {CanvasRenderingContext2D} context @param {Point} point */
  #drawPoint(context, { x, y, second, held }) {
    const { palette } = this.#ink;
    const [left, top] = this.toScreen(x, y);
    const colour = second ? palette.high : palette.low;
    context.beginPath();
    if (second) {
      const r = this.#radius * 1.25;
      context.moveTo(left, top - r);
      context.lineTo(left + r, top);
      context.lineTo(left, top + r);
      context.lineTo(left - r, top);
      context.closePath();
    } else context.arc(left, top, this.#radius, 0, 2 * Math.PI);
    context.lineWidth = this.#radius * (held ? 0.8 : 0.65);
    context.strokeStyle = palette.raised;
    context.stroke();
    context.fillStyle = held ? palette.raised : colour;
    context.fill();
    if (!held) return;
    context.lineWidth = this.#radius * 0.4;
    context.strokeStyle = colour;
    context.stroke();
  }
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} radius */
function ring(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}

/** @param {number} value @param {Range} range */
function part(value, { low, high }) {
  return (value - low) / (high - low || 1);
}
