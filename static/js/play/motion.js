/**
 * What moves, at a cursor and a progress: pulses on edges, lit nodes, chips, numbers on their way. Pure: the same
 * cursor and progress always give the same picture, so a pause or a scrub needs no memory.
 */

import { trimmed } from '../model/numbers.js';

/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {import('../model/state.js').Step} Step */
/** @typedef {'data' | 'gradient' | 'learn'} Tone */
/** @typedef {{edge: number, at: number, tone: Tone}} Pulse at: 0 at the input, 1 at the operation */
/** @typedef {{node: number, tone: Tone, strength: number}} Light */
/** @typedef {{edge: number, at: number, text: string, strength: number}} Chip */
/** @typedef {{node: number, field: 'data' | 'grad', to: number, at: number, adds: boolean}} Count at: 0 as before, 1 arrived */
/** @typedef {{pulses: Pulse[], lights: Light[], chips: Chip[], counts: Count[], edges: {edge: number, tone: Tone}[]}} Motion */

const ARRIVE = 0.72; // of a move: the pulse is there, the number counts

/**
 * How long a move takes, in steps of the usual length.
 * @param {Timeline} timeline
 * @param {number} start
 * @param {number} stop the cursor after the move
 */
export function pace(timeline, start, stop) {
  let longest = 0;
  for (let i = start; i < stop; i++) {
    const step = timeline.stepAt(i);
    if (!step) continue;
    const quick = step.kind === 'forward' && !timeline.graph.computed[step.node];
    longest = Math.max(longest, quick ? 0.4 : 1);
  }
  return longest || 1;
}

/**
 * @param {Timeline} timeline
 * @param {number} cursor steps taken
 * @param {number} progress of the next move, 0 … 1; 0 shows how the last one landed
 * @param {number} [stop] the cursor after the move
 * @returns {Motion}
 */
export function motion(timeline, cursor, progress, stop = cursor + 1) {
  /** @type {Motion} */
  const scene = { pulses: [], lights: [], chips: [], counts: [], edges: [] };
  if (progress > 0) {
    for (let i = cursor; i < stop; i++) add(scene, timeline, i, progress);
    landedSiblings(scene, timeline, cursor);
  } else if (cursor > 0) {
    add(scene, timeline, cursor - 1, 1);
    landedSiblings(scene, timeline, cursor - 1);
  }
  return scene;
}

/** The contributions of the same node that have landed already stay in sight. @param {Motion} scene @param {Timeline} timeline @param {number} index */
function landedSiblings(scene, timeline, index) {
  const step = timeline.stepAt(index);
  if (step?.kind !== 'backward') return;
  for (let i = index - 1; i >= 0; i--) {
    const sibling = timeline.stepAt(i);
    if (sibling?.kind !== 'backward' || sibling.node !== step.node) return;
    add(scene, timeline, i, 1);
  }
}

/** @param {Motion} scene @param {Timeline} timeline @param {number} index @param {number} progress */
function add(scene, timeline, index, progress) {
  const step = timeline.stepAt(index);
  if (!step) return;
  const travel = ease(Math.min(1, progress / ARRIVE));
  const landing = Math.max(0, (progress - ARRIVE) / (1 - ARRIVE));
  const { graph } = timeline;
  switch (step.kind) {
    case 'forward': {
      for (let edge = graph.start[step.node]; edge < graph.start[step.node + 1]; edge++) {
        scene.edges.push({ edge, tone: 'data' });
        if (travel < 1) scene.pulses.push({ edge, at: travel, tone: 'data' });
      }
      scene.lights.push({
        node: step.node,
        tone: 'data',
        strength: graph.computed[step.node] ? landing : progress,
      });
      break;
    }
    case 'seed':
      scene.lights.push({ node: step.node, tone: 'gradient', strength: progress });
      break;
    case 'backward': {
      const edge = graph.start[step.node] + step.slot;
      scene.edges.push({ edge, tone: 'gradient' });
      scene.lights.push({ node: step.node, tone: 'gradient', strength: Math.min(1, progress * 6) });
      if (travel < 1) scene.pulses.push({ edge, at: 1 - travel, tone: 'gradient' });
      scene.chips.push({
        edge,
        at: 1 - travel,
        text: `${trimmed(step.upstream)} × ${trimmed(step.local)}`,
        strength: 1,
      });
      scene.counts.push({ node: step.input, field: 'grad', to: step.total, at: landing, adds: true });
      break;
    }
    case 'zero_grad':
      for (const node of step.nodes) {
        scene.lights.push({ node, tone: 'gradient', strength: 1 - progress });
        scene.counts.push({ node, field: 'grad', to: 0, at: landing, adds: false });
      }
      break;
    case 'update':
      scene.lights.push({ node: step.node, tone: 'learn', strength: 1 });
      scene.counts.push({ node: step.node, field: 'data', to: step.after, at: landing, adds: false });
      break;
  }
}

/** @param {number} t */
function ease(t) {
  return t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t);
}
