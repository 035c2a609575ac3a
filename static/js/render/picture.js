/**
 * One picture of the stage: what is still on a canvas, records and frames in SVG above it, what moves on a second
 * canvas above all.
 */

import { itemsIn, wiresIn } from '../scene/visible.js';
import { detailAt, MOST_RECORDS } from './detail.js';
import { framesIn, Headers } from './frames.js';
import { drawGround } from './ground.js';
import { Legend } from './legend.js';
import { Minimap } from './minimap.js';
import { Moving } from './moving.js';
import { readPalette } from './palette.js';
import { Records } from './records.js';
import { Still } from './still.js';
import { assign, svg } from './svg.js';
import { Tip } from './tip.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../scene/camera.js').Camera} Camera */
/** @typedef {import('../scene/transition.js').Transition} Transition */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {import('../play/motion.js').Plan} Plan */

/**
 * @typedef {object} Moment all that one picture is made of
 * @property {Camera} camera
 * @property {boolean} resting whether the camera has come to rest
 * @property {Transition} place
 * @property {State} state
 * @property {import('../model/timeline.js').Timeline} timeline @property {number} cursor
 * @property {Plan} plan @property {number} progress of the move under way, or 1: how the last one landed
 * @property {boolean} forward whether data is what moves now, not gradients
 * @property {boolean} rolling whether numbers on their way are shown
 * @property {boolean} travel false: reduced motion
 * @property {Set<number>} breakpoints nodes
 * @property {import('../scene/choice.js').Choice} choice
 */

export class Picture {
  #element;
  #still = new Still();
  #moving = new Moving();
  #world = svg('g', { class: 'world' });
  #root = svg('svg', { class: 'records', role: 'group', 'aria-label': 'The graph' }, this.#world);
  #legend = new Legend();
  #tip = new Tip();
  #palette;
  /** @type {Scene | null} */
  #scene = null;
  /** @type {Records | null} */
  #records = null;
  /** @type {Headers | null} */
  #headers = null;
  /** @type {Uint8Array} 1 for wires in view */
  seen = new Uint8Array(0);
  /** @type {unknown[]} what the still part of the last picture was made of */
  #look = [];

  #map;

  /** @param {HTMLElement} element @param {(x: number, y: number) => void} go to a place of the world */
  constructor(element, go) {
    this.#element = element;
    this.#map = new Minimap(go);
    this.#palette = readPalette(element);
    const still = this.#still.surface.element;
    element.append(
      still,
      this.#root,
      this.#moving.surface.element,
      this.#legend.element,
      this.#map.element,
      this.#tip.element,
    );
  }

  theme() {
    this.#palette = readPalette(this.#element);
    if (this.#scene) this.#map.show(this.#scene, this.#palette);
  }

  /** What has the focus. @returns {{node: number | null, path: string | null}} a node or a group */
  get focused() {
    const active = document.activeElement;
    const part = active && this.#root.contains(active) ? active.closest('[data-node], [data-group]') : null;
    const { node, group } = /** @type {SVGElement | null} */ (part)?.dataset ?? {};
    return { node: node === undefined ? null : Number(node), path: group ?? null };
  }

  /** A group is the same, open or closed; what a closed one hides is in it, and what is not to be seen on the stage. @param {{node: number | null, path: string | null}} what */
  focus(what) {
    const { node, path } = this.#scene?.seenAs(what) ?? what;
    const part = Array.from(
      /** @type {NodeListOf<SVGElement>} */ (this.#world.querySelectorAll('[data-node], [data-group]')),
    ).find(({ dataset }) => (path === null ? dataset.node === String(node) : dataset.group === path));
    const button = part?.querySelector('[tabindex]') ?? part ?? this.#element;
    /** @type {SVGElement | HTMLElement} */ (button).focus({ preventScroll: true });
  }

  /** @param {number} width @param {number} height */
  resize(width, height) {
    this.#still.surface.resize(width, height);
    this.#moving.surface.resize(width, height);
    this.#look = [];
  }

  /** @param {Scene} scene */
  show(scene) {
    this.#scene = scene;
    this.#records = new Records(scene);
    this.#headers = new Headers(scene);
    this.#still.show(scene);
    this.#map.show(scene, this.#palette);
    this.#world.replaceChildren(this.#headers.element, this.#records.element);
  }

  /** Before there is anything to show. @param {Camera} camera */
  drawGround(camera) {
    drawGround(this.#still.surface.clear(), camera, this.#palette.dot);
    this.#moving.surface.clear();
    this.#look = [];
  }

  /** @param {Moment} moment */
  draw(moment) {
    const [scene, records] = [this.#scene, this.#records];
    if (!scene || !records) return;
    if (this.#isNew(moment)) this.#drawStill(moment, scene, records);
    records.mark(moment.choice, moment.breakpoints);
    records.move(moment.state, moment.progress, moment.rolling);
    this.#moving.draw(moment, this.seen, this.#palette);
    this.#drawTip(moment, scene);
  }

  /** Whether anything but the progress of the move differs from the picture before. @param {Moment} moment */
  #isNew({ camera: { x, y, scale }, resting, place, state, cursor, plan, forward }) {
    const settled = resting || !this.#still.crowded;
    const look = [x, y, scale, settled, place, place.running, state, cursor, plan, forward, this.#palette];
    const same = !place.running && look.every((part, i) => part === this.#look[i]);
    this.#look = look;
    return !same;
  }

  /** @param {Moment} moment @param {Scene} scene @param {Records} records */
  #drawStill(moment, scene, records) {
    const { camera, place, state, plan, forward } = moment;
    const { x, y, scale } = camera;
    const detail = detailAt(scale);
    const items = itemsIn(scene, place, camera.view);
    const few = items.length <= MOST_RECORDS;
    this.seen = wiresIn(place.wires, camera.view);
    const frames = framesIn(scene.frames, camera.view, scale);
    const view = { items, seen: this.seen, frames, detail, few };
    this.#still.draw(moment, scene, view, this.#palette);

    assign(this.#root, 'class', `records ${detail} ${forward ? 'forward' : 'backward'}`);
    assign(this.#world, 'transform', `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(5)})`);
    this.#headers?.keep(frames, scale, place.opacity);
    this.#map.look(scene, camera);
    records.keep(few ? items : []);
    records.place(place);
    records.update(state, plan);
    this.#legend.show(this.#still.widths, detail === 'blocks');
  }

  /** @param {Moment} moment @param {Scene} scene */
  #drawTip({ camera, place, state, progress, choice: { hovered } }, scene) {
    if (hovered === null) {
      this.#tip.hide();
      return;
    }
    const taken = progress === 1 ? this.#moving.covered : null;
    this.#tip.show(scene, place, camera, scene.itemOf[hovered], state, taken);
  }
}
