/** The plan of the move that a player is in, or has just made; made once for each. */

import { planMove } from './motion.js';

/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {import('./motion.js').Plan} Plan */

export class Planner {
  /** @type {{timeline: Timeline, start: number, stop: number, plan: Plan} | null} */
  #known = null;

  /** @param {Timeline} timeline @param {import('./player.js').Player} player @returns {Plan} */
  plan(timeline, { cursor, progress, origin, next }) {
    const [start, stop] = progress > 0 ? [cursor, next] : [origin, cursor];
    const known = this.#known;
    if (known?.timeline === timeline && known.start === start && known.stop === stop) return known.plan;
    const plan = planMove(timeline, start, stop);
    this.#known = { timeline, start, stop, plan };
    return plan;
  }

  /** Steps have arrived that may belong to it. */
  forget() {
    this.#known = null;
  }
}
