/** What moves, on the canvas above everything: pulses along wires, dots with a tail or single ones by the thousand. */

import { travelled } from '../play/motion.js';
import { pointAt } from '../scene/curve.js';
import { drawChips, drawMarks } from './chips.js';
import { marksOf } from './marks.js';
import { pixel, Raster } from './raster.js';
import { Surface } from './surface.js';
import { drawTrails } from './wires.js';

/** @typedef {import('../scene/scene.js').Wires} Wires */
/** @typedef {import('./picture.js').Moment} Moment */
/** @typedef {import('./palette.js').Palette} Palette */

const TAIL = 4; // dots of a pulse
const TAIL_STEP = 0.035; // of the way
const MARKED = 4.5; // how wide a wire that the learner has chosen is
const CROWD = 300; // pulses beyond which each is one dot

export class Moving {
  surface = new Surface('moving');
  /** What chips and marks cover. @type {import('../scene/scene.js').Area[]} */
  covered = [];
  #dots = new Raster();
  #emptied = 0;

  /** @param {Moment} moment @param {Uint8Array} seen 1 for wires in view @param {Palette} palette */
  draw({ camera, place, timeline, cursor, plan, progress, travel, choice }, seen, palette) {
    const { wires } = place;
    const { scale } = camera;
    const on = travel ? travelled(progress) : 1;
    const marked = choice.traced.map(({ edge }) => edge);
    if (choice.edge !== null) marked.push(choice.edge);
    const marks = marksOf(timeline, cursor, choice);
    const free = (/** @type {{edge: number}} */ { edge }) => !marks.some((mark) => mark.edge === edge);
    const chips = choice.traced.length > 0 ? [] : plan.chips.filter(free);
    const rests = on === 1 && marked.length + marks.length + chips.length === 0;
    if (rests && this.surface.emptied === this.#emptied) return;
    this.surface.clear();
    this.covered = [];
    this.#emptied = rests ? this.surface.emptied : 0;
    this.surface.element.hidden = rests; // an empty canvas would be laid over every picture of the screen
    if (on < 1) {
      const inView = (/** @type {number[]} */ edges) =>
        edges.map((one) => wires.of[one]).filter((wire) => wire >= 0 && seen[wire]);
      this.#drawPulses(wires, inView(plan.forward), on, -TAIL_STEP, palette.channels.data, camera);
      this.#drawPulses(wires, inView(plan.backward), 1 - on, TAIL_STEP, palette.channels.gradient, camera);
    }
    const context = this.surface.enter(camera);
    drawTrails(context, wires, seen, marked, palette.focus, scale, camera.view, MARKED);
    this.covered = [
      ...drawChips(context, wires, seen, chips, travel ? progress : 1, palette, scale),
      ...drawMarks(context, wires, marks, palette),
    ];
  }

  /**
   * @param {Wires} wires @param {number[]} shown wires
   * @param {number} head where the pulse is, 0 at the input @param {number} tail the way to the next dot behind it
   * @param {number[]} colour red, green, blue
   * @param {import('../scene/camera.js').Camera} camera
   */
  #drawPulses(wires, shown, head, tail, colour, camera) {
    if (shown.length > CROWD) {
      this.#drawDots(wires, shown, head, pixel(colour), camera);
      return;
    }
    const context = this.surface.enter(camera);
    const radius = 5 / Math.min(1, Math.max(0.3, camera.scale));
    context.fillStyle = `rgb(${colour.join(' ')})`;
    for (let i = TAIL - 1; i >= 0; i--) {
      const t = head + i * tail;
      if (t < 0 || t > 1) continue;
      context.globalAlpha = 1 - i * 0.22;
      for (const wire of shown) {
        const [x, y] = pointAt(wires, wire, t);
        context.beginPath();
        context.arc(x, y, radius * (1 - i * 0.16), 0, 2 * Math.PI);
        context.fill();
      }
    }
    context.globalAlpha = 1;
  }

  /** @param {Wires} wires @param {number[]} shown @param {number} t @param {number} colour @param {import('../scene/camera.js').Camera} camera */
  #drawDots(wires, shown, t, colour, { x, y, scale }) {
    const { context, element, ratio } = this.surface;
    this.#dots.clear(element.width, element.height);
    const size = Math.max(2, Math.round(8 * scale)) * ratio;
    for (const wire of shown) {
      const [px, py] = pointAt(wires, wire, t);
      const [left, top] = [(px * scale + x) * ratio - size / 2, (py * scale + y) * ratio - size / 2];
      this.#dots.box(left, top, size, size, colour);
    }
    this.#dots.put(context);
  }
}
