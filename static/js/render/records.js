/** The SVG records of the items in view, in the order of their creation; others have none. */

import { brightness, landing } from '../play/motion.js';
import { ItemRecord } from './record.js';
import { svg } from './svg.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../scene/transition.js').Transition} Transition */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {import('../play/motion.js').Plan} Plan */
/** @typedef {import('../play/motion.js').Count} Count */
/** @typedef {import('../play/motion.js').Light} Light */
/** @typedef {{record: ItemRecord, light: Light | undefined, counts: Count[]}} Actor a record that the plan does something to */

export class Records {
  /** @type {Map<number, ItemRecord>} */
  #shown = new Map();
  #scene;
  /** @type {Actor[]} */
  #actors = [];

  /** @param {Scene} scene */
  constructor(scene) {
    this.#scene = scene;
    this.element = svg('g', { class: 'items' });
  }

  /** @param {number[]} items those in view, ascending; the one with the focus stays */
  keep(items) {
    const wanted = new Set(items);
    for (const [item, record] of this.#shown) {
      if (wanted.has(item) || record.element.matches(':focus-within')) continue;
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

  /** @param {State} state @param {Plan} plan what happens next */
  update(state, plan) {
    /** @type {Map<ItemRecord, Actor>} */
    const actors = new Map();
    const actor = (/** @type {number} */ node) => {
      const item = this.#scene.itemOf[node];
      const record = this.#shown.get(item);
      if (!record) return undefined;
      const there = actors.get(record) ?? { record, light: undefined, counts: [] };
      actors.set(record, there);
      return there;
    };
    for (const light of plan.lights) {
      const lit = actor(light.node);
      if (lit) lit.light ??= light;
    }
    for (const count of plan.counts) {
      if (this.#scene.results(this.#scene.itemOf[count.node]).includes(count.node))
        actor(count.node)?.counts.push(count);
    }
    this.#actors = [...actors.values()];
    for (const record of this.#shown.values()) {
      record.update(state);
      if (!actors.has(record)) record.light(null, 0);
    }
  }

  /**
   * A paused picture shows only numbers that are true; on their way they are shown while it plays.
   * @param {State} state @param {number} progress @param {boolean} rolling whether it plays
   */
  move(state, progress, rolling) {
    const at = landing(progress);
    for (const { record, light, counts } of this.#actors) {
      if (light) record.light(light.tone, brightness(light.glow, progress));
      /** @type {import('./record.js').Counting} */
      const counting = {};
      for (const { node, field, to, note, landed } of counts.toReversed()) {
        const noteOf = field === 'data' ? 'dataNote' : 'gradNote';
        if (landed || at > 0) counting[noteOf] = note;
        if (!rolling || landed || at === 0 || at === 1) continue;
        const before = (field === 'data' ? state.dataOf(node) : state.gradOf(node)) ?? 0;
        counting[field] = before + (to - before) * at;
      }
      if (counts.length > 0) record.update(state, counting);
    }
  }

  /** @param {import('../scene/choice.js').Choice} choice @param {Set<number>} breakpoints nodes */
  mark({ selected, hovered }, breakpoints) {
    for (const [item, record] of this.#shown) {
      const some = (/** @type {(node: number) => boolean} */ is) => this.#scene.results(item).some(is);
      record.mark(
        some((node) => node === selected),
        some((node) => node === hovered),
        some((node) => breakpoints.has(node)),
      );
      record.suspect(some((node) => this.#scene.graph.suspects.has(node)));
    }
  }
}
