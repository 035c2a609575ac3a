/**
 * One picture of the stage: ground, wires and far blocks on a canvas, records and frames in SVG above it, what moves
 * on a second canvas above all.
 */

import { itemsIn, wiresIn } from '../scene/visible.js';
import { drawBlocks, drawNumbers } from './blocks.js';
import { detailAt, MOST_RECORDS } from './detail.js';
import { drawFrames } from './frames.js';
import { drawGround } from './ground.js';
import { makeLegend } from './legend.js';
import { drawMotion } from './moving.js';
import { readPalette } from './palette.js';
import { Records } from './records.js';
import { Surface } from './surface.js';
import { svg } from './svg.js';
import { Tip } from './tip.js';
import { drawWires, WireStyles } from './wires.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../scene/camera.js').Camera} Camera */
/** @typedef {import('../scene/transition.js').Transition} Transition */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {import('../play/motion.js').Motion} Motion */

/**
 * @typedef {object} Moment all that one picture is made of
 * @property {Camera} camera
 * @property {Transition} place
 * @property {State} state
 * @property {Motion} motion
 * @property {boolean} forward whether data is what moves now, not gradients
 * @property {boolean} rolling whether numbers on their way are shown
 * @property {boolean} travel false: reduced motion
 * @property {number | null} selected @property {number | null} hovered items
 */

export class Picture {
  #element;
  #still = new Surface('still');
  #moving = new Surface('moving');
  #world = svg('g', { class: 'world' });
  #root = svg('svg', { class: 'records' }, this.#world);
  #legend = makeLegend();
  #tip = new Tip();
  #palette;
  /** @type {Scene | null} */
  #scene = null;
  /** @type {Records | null} */
  #records = null;
  #frames = svg('g');
  #styles = new WireStyles(0);

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
    this.#palette = readPalette(element);
    element.append(this.#still.element, this.#root, this.#moving.element, this.#legend, this.#tip.element);
  }

  theme() {
    this.#palette = readPalette(this.#element);
  }

  /** @param {number} width @param {number} height */
  resize(width, height) {
    this.#still.resize(width, height);
    this.#moving.resize(width, height);
  }

  /** @param {Scene} scene */
  show(scene) {
    this.#scene = scene;
    this.#records = new Records(scene);
    this.#frames = drawFrames(scene);
    this.#styles = new WireStyles(scene.wires.count);
    this.#world.replaceChildren(this.#frames, this.#records.element);
  }

  /** Before there is anything to show. @param {Camera} camera */
  drawGround(camera) {
    drawGround(this.#still.clear(), camera, this.#palette.dot);
    this.#moving.clear();
  }

  /** @param {Moment} moment */
  draw({ camera, place, state, motion, forward, rolling, travel, selected, hovered }) {
    this.drawGround(camera);
    const [scene, records] = [this.#scene, this.#records];
    if (!scene || !records) return;
    const detail = detailAt(camera.scale);
    const items = itemsIn(scene, place, camera.view);
    const few = items.length <= MOST_RECORDS;

    const still = this.#still.enter(camera);
    this.#styles.update(scene, state, forward);
    drawWires(
      still,
      place.wires,
      this.#styles,
      this.#palette,
      camera.scale,
      wiresIn(place.wires, camera.view),
    );
    if (detail === 'blocks')
      drawBlocks(still, scene, place, items, state, this.#palette, camera.scale, forward);
    else if (!few) drawNumbers(still, scene, place, items, state, this.#palette, forward);

    this.#root.setAttribute('class', `records ${detail} ${forward ? 'forward' : 'backward'}`);
    const { x, y, scale } = camera;
    this.#world.setAttribute(
      'transform',
      `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(5)})`,
    );
    this.#frames.setAttribute('opacity', String(place.opacity));
    records.keep(few ? items : []);
    records.place(place);
    records.update(state, motion, rolling);
    records.mark(selected, hovered);

    drawMotion(this.#moving.enter(camera), place.wires, motion, this.#palette, camera.scale, travel);
    this.#legend.hidden = !this.#styles.flows;
    if (hovered === null) this.#tip.hide();
    else {
      const foot = place.y[hovered] + scene.height[hovered] / 2;
      const [tipX, tipY] = camera.toScreen(place.x[hovered], foot);
      this.#tip.show(scene, hovered, state, tipX, tipY, camera.width);
    }
  }

  /** @param {number} item */
  focus(item) {
    this.#records?.elementOf(item)?.focus({ preventScroll: true });
  }
}
