/** The SVG records of the items in view, in the order of their creation; others have none. */

import { NodeRecord, svg } from './record.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../scene/camera.js').Camera} Camera */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {import('../play/motion.js').Motion} Motion */

export class Records {
  /** @type {Map<number, NodeRecord>} */
  #shown = new Map();
  /** @type {Scene | null} */
  #scene = null;

  constructor() {
    this.world = svg('g', { class: 'world' });
    this.element = svg('svg', { class: 'records' }, this.world);
  }

  /** @param {Scene} scene */
  show(scene) {
    this.#scene = scene;
    this.#shown.clear();
    this.world.replaceChildren();
  }

  /** @param {Camera} camera */
  look({ x, y, scale }) {
    this.world.setAttribute(
      'transform',
      `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(4)})`,
    );
  }

  /** @param {number[]} items those in view, ascending */
  keep(items) {
    if (!this.#scene) return;
    const wanted = new Set(items);
    for (const [item, record] of this.#shown) {
      if (wanted.has(item) || record.element.matches(':focus')) continue;
      record.element.remove();
      this.#shown.delete(item);
    }
    let after = null;
    for (let i = items.length - 1; i >= 0; i--) {
      let record = this.#shown.get(items[i]);
      if (!record) {
        record = new NodeRecord(this.#scene, items[i]);
        this.#shown.set(items[i], record);
        this.world.insertBefore(record.element, after);
      }
      after = record.element;
    }
  }

  /** @param {ArrayLike<number>} x @param {ArrayLike<number>} y the middle of each item */
  place(x, y) {
    for (const [item, record] of this.#shown) record.place(x[item], y[item]);
  }

  /** @param {State} state @param {Motion} motion @param {boolean} playing numbers roll only while it plays */
  update(state, motion, playing) {
    if (!this.#scene) return;
    /** @type {Map<number, {data?: number, grad?: number}>} */
    const counting = new Map();
    const adding = new Set();
    for (const { node, field, to, at, adds } of motion.counts) {
      if (adds && at > 0) adding.add(node);
      if (!playing || at === 0 || at === 1) continue;
      const before = (field === 'data' ? state.dataOf(node) : state.gradOf(node)) ?? 0;
      counting.set(node, { ...counting.get(node), [field]: before + (to - before) * at });
    }
    /** @type {Map<number, import('../play/motion.js').Light>} */
    const lights = new Map();
    for (const light of motion.lights) lights.set(this.#scene.itemOf[light.node], light);
    for (const [item, record] of this.#shown) {
      const node = this.#scene.shown(item);
      record.update(state, counting.get(node), adding.has(node));
      const light = lights.get(item);
      record.light(light?.tone ?? null, light?.strength ?? 0);
    }
  }

  /** @param {number} item @returns {NodeRecord | undefined} */
  of(item) {
    return this.#shown.get(item);
  }

  all() {
    return this.#shown.values();
  }
}
