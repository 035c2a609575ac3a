/**
 * What moves, at a cursor and a progress: pulses on edges, lit nodes, chips, numbers on their way. Pure: the same
 * cursor and progress always give the same picture, so a pause or a scrub needs no memory.
 */

import { trimmed } from '../model/numbers.js';

/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {'data' | 'gradient' | 'learn'} Tone */
/** @typedef {{edge: number, tone: Tone}} Trail an edge that something travels, or has just travelled */
/** @typedef {{edge: number, at: number, tone: Tone}} Pulse at: 0 at the input, 1 at the operation */
/** @typedef {{node: number, tone: Tone, strength: number}} Light */
/** @typedef {{edge: number, at: number, text: string}} Chip at: as for a pulse */
/**
 * @typedef {object} Count a number on its way to what the step says
 * @property {number} node
 * @property {'data' | 'grad'} field
 * @property {number} to
 * @property {number} at 0 as before, 1 arrived
 * @property {string} note what is done to it, such as "+= −1.5"
 */
/** @typedef {{trails: Trail[], pulses: Pulse[], lights: Light[], chips: Chip[], counts: Count[]}} Motion */

const ARRIVE = 0.72; // of a move: the pulse is there, the number counts
const KINDLE = 6; // a node that sends a gradient is lit in a sixth of a move
const MOST_SIBLINGS = 32; // contributions of one node that stay in sight
const MOST_CHIPS = 12;
const QUICK = 0.4; // the length of a move in which nothing travels

/**
 * How long a move takes, 1 for the usual length.
 * @param {Timeline} timeline
 * @param {number} start
 * @param {number} stop the cursor after the move
 */
export function pace(timeline, start, stop) {
  for (let i = start; i < stop; i++) {
    const step = timeline.stepAt(i);
    if (step && (step.kind !== 'forward' || timeline.graph.computed[step.node])) return 1;
  }
  return QUICK;
}

/**
 * @param {Timeline} timeline
 * @param {number} cursor steps taken
 * @param {number} progress of the next move, 0 … 1; 0 shows how the last one landed
 * @param {number} [start] the cursor before the last move
 * @param {number} [stop] the cursor after the next move
 * @returns {Motion}
 */
export function motion(timeline, cursor, progress, start = cursor - 1, stop = cursor + 1) {
  /** @type {Motion} */
  const scene = { trails: [], pulses: [], lights: [], chips: [], counts: [] };
  const [from, to, at] = progress > 0 ? [cursor, stop, progress] : [Math.max(0, start), cursor, 1];
  for (let i = from; i < to; i++) add(scene, timeline, i, at);
  addSiblings(scene, timeline, from);
  if (scene.chips.length > MOST_CHIPS) scene.chips = [];
  return scene;
}

/** The contributions of the same node that have landed already stay in sight. @param {Motion} scene @param {Timeline} timeline @param {number} index */
function addSiblings(scene, timeline, index) {
  const step = timeline.stepAt(index);
  if (step?.kind !== 'backward') return;
  for (let i = index - 1; i >= Math.max(0, index - MOST_SIBLINGS); i--) {
    const sibling = timeline.stepAt(i);
    if (sibling?.kind !== 'backward' || sibling.node !== step.node) return;
    add(scene, timeline, i, 1);
  }
}

/** @param {Motion} scene @param {Timeline} timeline @param {number} index @param {number} progress */
function add(scene, timeline, index, progress) {
  const step = timeline.stepAt(index);
  if (!step) return;
  const { graph } = timeline;
  const travel = ease(Math.min(1, progress / ARRIVE));
  const landing = Math.max(0, (progress - ARRIVE) / (1 - ARRIVE));
  switch (step.kind) {
    case 'forward':
      for (let edge = graph.start[step.node]; edge < graph.start[step.node + 1]; edge++) {
        scene.trails.push({ edge, tone: 'data' });
        if (travel < 1) scene.pulses.push({ edge, at: travel, tone: 'data' });
      }
      scene.lights.push({
        node: step.node,
        tone: 'data',
        strength: graph.computed[step.node] ? landing : progress,
      });
      break;
    case 'seed':
      scene.lights.push({ node: step.node, tone: 'gradient', strength: progress });
      scene.counts.push({ node: step.node, field: 'grad', to: step.total, at: landing, note: '' });
      break;
    case 'backward': {
      const edge = graph.start[step.node] + step.slot;
      const text = `${trimmed(step.upstream)} × ${trimmed(step.local)}`;
      const note = `+= ${trimmed(step.contribution)}`;
      scene.trails.push({ edge, tone: 'gradient' });
      scene.lights.push({ node: step.node, tone: 'gradient', strength: Math.min(1, KINDLE * progress) });
      if (travel < 1) scene.pulses.push({ edge, at: 1 - travel, tone: 'gradient' });
      scene.chips.push({ edge, at: 1 - travel, text });
      scene.counts.push({ node: step.input, field: 'grad', to: step.total, at: landing, note });
      break;
    }
    case 'zero_grad':
      for (const node of step.nodes) {
        scene.lights.push({ node, tone: 'gradient', strength: 1 - progress / 2 });
        scene.counts.push({ node, field: 'grad', to: 0, at: landing, note: '= 0' });
      }
      break;
    case 'update': {
      const rate = timeline.segmentOf(index)?.learning_rate;
      const note = rate === undefined ? '' : `−= ${trimmed(rate)} × ${trimmed(step.grad)}`;
      scene.lights.push({ node: step.node, tone: 'learn', strength: Math.min(1, KINDLE * progress) });
      scene.counts.push({ node: step.node, field: 'data', to: step.after, at: landing, note });
      break;
    }
  }
}

/** @param {number} t */
function ease(t) {
  return t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t);
}
