/** What one picture of the stage is made of: where the play stands, as it is seen. */

/** @typedef {import('../render/picture.js').Moment} Moment */

/** @type {import('../play/motion.js').Plan} nothing moves */
const STILL = { forward: [], backward: [], settled: [], lights: [], chips: [], counts: [] };

/**
 * @param {object} parts
 * @param {import('../play/player.js').Player} parts.player @param {import('../play/planner.js').Planner} parts.planner
 * @param {import('./eye.js').Eye} parts.eye @param {import('./transition.js').Transition} parts.place
 * @param {import('../model/timeline.js').Timeline} parts.timeline @param {import('../model/state.js').State | null} parts.still numbers that no step has brought
 * @param {import('./choice.js').Choice} parts.choice
 * @returns {Moment | null} null while the steps that lead there are missing
 */
export function momentOf({ player, planner, eye, place, timeline, still, choice }) {
  const cursor = Math.min(player.cursor, timeline.length);
  const state = still ?? timeline.stateAt(cursor);
  if (!state) return null;
  const seen = player.progress > 0 ? cursor : Math.max(0, cursor - 1);
  return {
    camera: eye.camera,
    resting: eye.resting,
    place,
    state,
    timeline,
    cursor: still ? 0 : cursor,
    plan: still ? STILL : planner.plan(timeline, player),
    progress: still ? 1 : player.progress || 1,
    forward: !still && timeline.segmentOf(seen)?.phase === 'forward',
    rolling: !still && player.moving && !eye.reduced,
    travel: !eye.reduced,
    breakpoints: player.breakpoints,
    choice,
  };
}
