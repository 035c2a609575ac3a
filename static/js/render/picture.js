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
import { drawChips, drawPulses } from './moving.js';
import { readPalette } from './palette.js';
import { Records } from './records.js';
import { Surface } from './surface.js';
import { svg } from './svg.js';
import { Tip } from './tip.js';
import { drawTrails, drawWires, WireStyles } from './wires.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../scene/camera.js').Camera} Camera */
/** @typedef {import('../scene/transition.js').Transition} Transition */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {import('../play/motion.js').Plan} Plan */

/**
 * @typedef {object} Moment all that one picture is made of
 * @property {Camera} camera
 * @property {Transition} place
 * @property {State} state
 * @property {Plan} plan @property {number} progress of the move under way, or 1: how the last one landed
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
  /** @type {Uint8Array} wires in view */
  #seen = new Uint8Array(0);
  /** @type {unknown[]} what the still part of the last picture was made of */
  #look = [];

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
  draw(moment) {
    const { camera, place, state, plan, progress, rolling, travel } = moment;
    const [scene, records] = [this.#scene, this.#records];
    if (!scene || !records) return;
    if (this.#isNew(moment)) this.#drawStill(moment, scene, records);
    records.mark(moment.selected, moment.hovered);
    records.move(state, progress, rolling);

    this.#moving.clear();
    const context = this.#moving.enter(camera);
    const { scale } = camera;
    if (travel) {
      const { data, gradient } = this.#palette;
      drawPulses(context, place.wires, this.#seen, plan.forward, progress, true, data, scale);
      drawPulses(context, place.wires, this.#seen, plan.backward, progress, false, gradient, scale);
    }
    drawChips(context, place.wires, plan, travel ? progress : 1, this.#palette, scale);
    this.#drawTip(moment, scene);
  }

  /** Whether anything but the progress of the move differs from the picture before. @param {Moment} moment */
  #isNew({ camera: { x, y, scale, width, height }, place, state, plan, forward }) {
    const look = [x, y, scale, width, height, place.opacity, place, state, plan, forward, this.#palette];
    const same = !place.running && look.every((part, i) => part === this.#look[i]);
    this.#look = look;
    return !same;
  }

  /** @param {Moment} moment @param {Scene} scene @param {Records} records */
  #drawStill({ camera, place, state, plan, forward }, scene, records) {
    const { x, y, scale } = camera;
    const { wires } = place;
    const palette = this.#palette;
    const detail = detailAt(scale);
    const items = itemsIn(scene, place, camera.view);
    const few = items.length <= MOST_RECORDS;
    this.#seen = wiresIn(wires, camera.view);

    drawGround(this.#still.clear(), camera, palette.dot);
    const context = this.#still.enter(camera);
    this.#styles.update(scene, state, forward);
    drawWires(context, wires, this.#styles, palette, scale, this.#seen);
    drawTrails(context, wires, this.#seen, plan.forward, palette.data, scale);
    drawTrails(context, wires, this.#seen, [...plan.backward, ...plan.settled], palette.gradient, scale);
    if (detail === 'blocks') drawBlocks(context, scene, place, items, state, palette, scale, forward);
    else if (!few) drawNumbers(context, scene, place, items, state, palette, forward);

    this.#root.setAttribute('class', `records ${detail} ${forward ? 'forward' : 'backward'}`);
    this.#world.setAttribute(
      'transform',
      `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(5)})`,
    );
    this.#frames.setAttribute('opacity', String(place.opacity));
    records.keep(few ? items : []);
    records.place(place);
    records.update(state, plan);
    this.#legend.hidden = !this.#styles.flows;
  }

  /** @param {Moment} moment @param {Scene} scene */
  #drawTip({ camera, place, state, hovered }, scene) {
    if (hovered === null) {
      this.#tip.hide();
      return;
    }
    const foot = place.y[hovered] + scene.height[hovered] / 2;
    const [x, y] = camera.toScreen(place.x[hovered], foot);
    this.#tip.show(scene, hovered, state, x, y, camera.width);
  }
}
