/**
 * What moves between two cursors: a plan of pulses along edges, lit nodes, chips and numbers that change, and where
 * all of that is at a progress. Pure, so a pause or a scrub needs no memory.
 */

import { trimmed } from '../model/numbers.js';
import { factors } from '../model/product.js';

/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {'data' | 'gradient' | 'learn'} Tone */
/** @typedef {'arriving' | 'rising' | 'at once' | 'fading'} Glow */
/** @typedef {{node: number, tone: Tone, glow: Glow}} Light */
/** @typedef {{edge: number, text: string, landed: boolean}} Chip */
/**
 * @typedef {object} Count a number on its way to what the step says
 * @property {number} node
 * @property {'data' | 'grad'} field
 * @property {number} to
 * @property {string} note what is done to it, such as "+= −1.5"
 * @property {boolean} landed
 */
/**
 * @typedef {object} Plan the newest first
 * @property {number[]} forward edges along which data travels, from the input on
 * @property {number[]} backward edges along which gradients travel, toward the input
 * @property {number[]} settled edges along which gradients of the same node have travelled before
 * @property {Light[]} lights @property {Chip[]} chips @property {Count[]} counts
 */

const ARRIVE = 0.72; // of a move: the pulse is there, the number counts
const KINDLE = 6; // a node that sends a gradient is lit in a sixth of a move
const MOST_SIBLINGS = 32; // contributions of one node that stay in sight
const MOST_CHIPS = 12;
const CROWD = 500; // steps in one move, of which none is told in detail
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
 * @param {number} start the cursor before the move
 * @param {number} stop the cursor after it
 * @returns {Plan}
 */
export function planMove(timeline, start, stop) {
  /** @type {Plan} */
  const plan = { forward: [], backward: [], settled: [], lights: [], chips: [], counts: [] };
  const told = stop - start <= CROWD;
  for (let i = stop - 1; i >= Math.max(0, start); i--) add(plan, timeline, i, false, told);
  addSiblings(plan, timeline, start);
  if (plan.chips.length > MOST_CHIPS) plan.chips = [];
  return plan;
}

/** The contributions of the same node that have landed before stay in sight. @param {Plan} plan @param {Timeline} timeline @param {number} index */
function addSiblings(plan, timeline, index) {
  const step = timeline.stepAt(index);
  if (step?.kind !== 'backward') return;
  for (let i = index - 1; i >= Math.max(0, index - MOST_SIBLINGS); i--) {
    const sibling = timeline.stepAt(i);
    if (sibling?.kind !== 'backward' || sibling.node !== step.node) return;
    add(plan, timeline, i, true, true);
  }
}

/** @param {Plan} plan @param {Timeline} timeline @param {number} index @param {boolean} landed @param {boolean} told whether in numbers too */
function add(plan, timeline, index, landed, told) {
  const step = timeline.stepAt(index);
  if (!step) return;
  const { graph } = timeline;
  switch (step.kind) {
    case 'forward': {
      const glow = graph.computed[step.node] ? 'arriving' : 'rising';
      plan.lights.push({ node: step.node, tone: 'data', glow });
      for (let edge = graph.start[step.node]; edge < graph.start[step.node + 1]; edge++)
        plan.forward.push(edge);
      break;
    }
    case 'seed':
      plan.lights.push({ node: step.node, tone: 'gradient', glow: 'rising' });
      plan.counts.push({ node: step.node, field: 'grad', to: step.total, note: '', landed });
      break;
    case 'backward': {
      const edge = graph.start[step.node] + step.slot;
      const note = told ? `+= ${trimmed(step.contribution)}` : '';
      (landed ? plan.settled : plan.backward).push(edge);
      plan.lights.push({ node: step.node, tone: 'gradient', glow: 'at once' });
      if (told) plan.chips.push({ edge, text: factors(timeline, step), landed });
      plan.counts.push({ node: step.input, field: 'grad', to: step.total, note, landed });
      break;
    }
    case 'zero_grad':
      for (const node of step.nodes) {
        plan.lights.push({ node, tone: 'gradient', glow: 'fading' });
        plan.counts.push({ node, field: 'grad', to: 0, note: '= 0', landed });
      }
      break;
    case 'update': {
      const rate = timeline.segmentOf(index)?.learning_rate;
      const note = rate === undefined ? '' : `−= ${trimmed(rate)} × ${trimmed(step.grad)}`;
      plan.lights.push({ node: step.node, tone: 'learn', glow: 'at once' });
      plan.counts.push({ node: step.node, field: 'data', to: step.after, note, landed });
      break;
    }
  }
}

/** How far a pulse has come. @param {number} progress @returns {number} 0 … 1 */
export function travelled(progress) {
  const t = Math.min(1, progress / ARRIVE);
  return t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t);
}

/** How far a number has counted. @param {number} progress @returns {number} 0 … 1 */
export function landing(progress) {
  return Math.max(0, (progress - ARRIVE) / (1 - ARRIVE));
}

/** @param {Glow} glow @param {number} progress @returns {number} 0 … 1 */
export function brightness(glow, progress) {
  switch (glow) {
    case 'arriving':
      return landing(progress);
    case 'rising':
      return progress;
    case 'at once':
      return Math.min(1, KINDLE * progress);
    case 'fading':
      return 1 - progress / 2;
  }
}
