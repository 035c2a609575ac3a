/** The SVG records of the items in view, in the order of their creation; others have none. */

import { ItemRecord } from './record.js';
import { svg } from './svg.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../scene/transition.js').Transition} Transition */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {import('../play/motion.js').Motion} Motion */
/** @typedef {import('./record.js').Counting} Counting */

export class Records {
  /** @type {Map<number, ItemRecord>} */
  #shown = new Map();
  #scene;

  /** @param {Scene} scene */
  constructor(scene) {
    this.#scene = scene;
    this.element = svg('g', { class: 'items' });
  }

  /** @param {number[]} items those in view, ascending; the one with the focus stays */
  keep(items) {
    const wanted = new Set(items);
    for (const [item, record] of this.#shown) {
      if (wanted.has(item) || record.element.matches(':focus')) continue;
      record.element.remove();
      this.#shown.delete(item);
    }
    /** @type {Element | null} */
    let after = null;
    for (let i = items.length - 1; i >= 0; i--) {
      let record = this.#shown.get(items[i]);
      if (!record) {
        record = new ItemRecord(this.#scene, items[i]);
        this.#shown.set(items[i], record);
        this.element.insertBefore(record.element, after);
      }
      after = record.element;
    }
  }

  /** @param {Transition} place */
  place({ x, y, fresh, opacity }) {
    for (const [item, record] of this.#shown) record.place(x[item], y[item], fresh[item] ? opacity : 1);
  }

  /** @param {State} state @param {Motion} motion @param {boolean} rolling whether numbers are shown on their way */
  update(state, motion, rolling) {
    const counting = countingOf(state, motion, rolling);
    /** @type {Map<number, import('../play/motion.js').Light>} */
    const lights = new Map();
    for (const light of motion.lights) lights.set(this.#scene.itemOf[light.node], light);
    for (const [item, record] of this.#shown) {
      record.update(state, counting.get(this.#scene.shown(item)));
      record.light(lights.get(item));
    }
  }

  /** @param {number | null} selected @param {number | null} hovered items */
  mark(selected, hovered) {
    for (const [item, record] of this.#shown) record.mark(item === selected, item === hovered);
  }

  /** @param {number} item @returns {SVGElement | undefined} */
  elementOf(item) {
    return this.#shown.get(item)?.element;
  }
}

/**
 * A paused picture shows only numbers that are true; on their way they are shown while it plays.
 * @param {State} state @param {Motion} motion @param {boolean} rolling
 */
function countingOf(state, motion, rolling) {
  /** @type {Map<number, Counting>} */
  const counting = new Map();
  for (const { node, field, to, at, note } of motion.counts) {
    const numbers = counting.get(node) ?? {};
    counting.set(node, numbers);
    const noteOf = field === 'data' ? 'dataNote' : 'gradNote';
    if (numbers[noteOf] !== undefined) continue; // the newest comes first
    numbers[noteOf] = at > 0 ? note : '';
    if (!rolling || at === 0 || at === 1) continue;
    const before = (field === 'data' ? state.dataOf(node) : state.gradOf(node)) ?? 0;
    numbers[field] = before + (to - before) * at;
  }
  return counting;
}
