/** How large things are, in world units (CSS pixels at zoom 1). The layout and the drawing agree through this file. */

/** @typedef {import('../model/graph.js').Graph} Graph */

export const RECORD = { width: 128, height: 52 };
export const CONSTANT = { width: 64, height: 26 };
export const CIRCLE = 28; // an operation's, at the left of its record
export const STEM = 18; // the line from the circle to the record
export const GAP = { x: 40, y: 22 };
const LETTER = 7; // of a glyph in the circle
const SHORT_GLYPH = 4; // letters that fit the circle

/** @param {string} glyph @returns {number} the width of the circle, which long glyphs stretch to a pill */
export function circleWidth(glyph) {
  return glyph.length <= SHORT_GLYPH ? CIRCLE : 12 + LETTER * glyph.length;
}

/** @param {Graph} graph @param {number} node */
export function nodeSize(graph, node) {
  const kind = graph.kind(node);
  if (kind === 'constant') return CONSTANT;
  if (kind !== 'op') return RECORD;
  return { width: circleWidth(graph.glyph(node)) + STEM + RECORD.width, height: RECORD.height };
}

export const FRAME = { side: 18, head: 30, foot: 16 }; // of an open group, around its layout
export const NEURON = { width: 64, height: 64 }; // a closed group that shows one number: a circle
export const BLOCK = { width: 96, height: 56 }; // any other closed group

/** @param {import('../model/tree.js').Group} group */
export function closedSize(group) {
  return group.single ? NEURON : BLOCK;
}
