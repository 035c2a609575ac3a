/** The canvas of a chart: fills its element, crisp at any pixel ratio, drawn once a frame however often it is asked, and
 * only while it is in view. */

import { screen } from '../play/frames.js';
import { readPalette } from '../render/palette.js';
import { Surface } from '../render/surface.js';
import { Sight } from './sight.js';

/** @typedef {import('../render/palette.js').Palette} Palette */

export class Ink {
  #element;
  #draw;
  #sight;
  #font = '';
  /** In CSS pixels; told by the observer, for asking the page would lay it out. */
  width = 0;
  height = 0;
  /** @type {Palette | null} */
  #palette = null;
  surface = new Surface('ink');

  /** @param {HTMLElement} element @param {(ink: Ink) => void} draw */
  constructor(element, draw) {
    this.#element = element;
    this.#draw = draw;
    element.prepend(this.surface.element);
    this.#sight = new Sight(element, (seen) => seen && this.ask());
    new ResizeObserver(([{ contentRect }]) => {
      this.width = contentRect.width;
      this.height = contentRect.height;
      this.ask();
    }).observe(element);
    new MutationObserver(() => this.theme()).observe(document.documentElement, {
      attributeFilter: ['data-theme'],
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.theme());
  }

  get palette() {
    this.#palette ??= readPalette(this.#element);
    return this.#palette;
  }

  /** Colours are read anew. */
  theme() {
    this.#palette = null;
    this.ask();
  }

  /** Text is written in this font from now on; to say so again would style the whole page. @param {string} font */
  write(font) {
    const { element, context } = this.surface;
    const known = `${font} ${element.width} ${element.height}`;
    if (known !== this.#font) context.font = font;
    this.#font = known;
  }

  /** Draws with the next picture of the screen; out of sight, once it comes into view. */
  ask() {
    if (this.#sight.seen) screen.ask(this.#drawn);
  }

  #drawn = () => {
    if (this.width === 0 || this.height === 0) return; // not laid out: the observer asks when it is
    this.surface.resize(this.width, this.height);
    this.#draw(this);
  };
}
