/** The whole graph in a corner, with a frame around what is in view, when that is not all; press it to go there. */

import { blend, pixel, Raster } from './raster.js';
import { Surface } from './surface.js';
import { hide } from './svg.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../scene/camera.js').Camera} Camera */
/** @typedef {import('./palette.js').Palette} Palette */

const WIDTH = 168;
const HEIGHT = 108;
const PAD = 6;
const ROOM = 640; // pixels of the stage's width, below which there is none for a map
const LOW = 300; // of its height

export class Minimap {
  #surface = new Surface('map');
  #view = document.createElement('div');
  #raster = new Raster();
  #scale = 1;
  #left = 0; // of the world at the left border
  #top = 0;

  /** @param {(x: number, y: number) => void} go to a place of the world */
  constructor(go) {
    this.element = document.createElement('div');
    this.element.className = 'minimap';
    this.element.hidden = true;
    this.element.setAttribute('aria-hidden', 'true'); // keys have fit, search and the tab key
    this.#view.className = 'view';
    this.element.append(this.#surface.element, this.#view);
    const press = (/** @type {PointerEvent} */ event) => {
      event.stopPropagation();
      if (event.buttons === 0) return;
      const box = this.element.getBoundingClientRect();
      go(
        this.#left + (event.clientX - box.left) / this.#scale,
        this.#top + (event.clientY - box.top) / this.#scale,
      );
    };
    this.element.addEventListener('pointerdown', press);
    this.element.addEventListener('pointermove', press);
    this.element.addEventListener('click', (event) => event.stopPropagation());
  }

  /** @param {Scene} scene @param {Palette} palette */
  show(scene, palette) {
    const { left, top, right, bottom } = scene.area;
    const [width, height] = [Math.max(1, right - left), Math.max(1, bottom - top)];
    this.#scale = Math.min((WIDTH - 2 * PAD) / width, (HEIGHT - 2 * PAD) / height);
    this.#left = left - (WIDTH / this.#scale - width) / 2;
    this.#top = top - (HEIGHT / this.#scale - height) / 2;
    this.#surface.resize(WIDTH, HEIGHT);
    const { element, context, ratio } = this.#surface;
    const scale = this.#scale * ratio;
    const colour = pixel(blend(palette.channels.raised, palette.channels.idle, 0.55));
    this.#raster.clear(element.width, element.height);
    for (let item = 0; item < scene.count; item++) {
      const [w, h] = [scene.width[item], scene.height[item]];
      const x = (scene.x[item] - w / 2 - this.#left) * scale;
      const y = (scene.y[item] - h / 2 - this.#top) * scale;
      this.#raster.box(x, y, w * scale, h * scale, colour);
    }
    this.#raster.put(context);
  }

  /** @param {Scene} scene @param {Camera} camera */
  look(scene, camera) {
    const { left, top, right, bottom } = camera.view;
    const { area } = scene;
    const whole = left <= area.left && top <= area.top && right >= area.right && bottom >= area.bottom;
    hide(this.element, whole || camera.width < ROOM || camera.height < LOW);
    if (this.element.hidden) return;
    const x = Math.max(0, (left - this.#left) * this.#scale);
    const y = Math.max(0, (top - this.#top) * this.#scale);
    const { style } = this.#view;
    style.left = `${x.toFixed(1)}px`;
    style.top = `${y.toFixed(1)}px`;
    style.width = `${Math.max(3, Math.min(WIDTH, (right - this.#left) * this.#scale) - x).toFixed(1)}px`;
    style.height = `${Math.max(3, Math.min(HEIGHT, (bottom - this.#top) * this.#scale) - y).toFixed(1)}px`;
    this.element.style.bottom = `${camera.margin.bottom - 14}px`;
    this.element.style.right = `${camera.margin.right - 14}px`;
  }
}
