/**
 * The hierarchical layout: every open group is laid out by itself and is then one box of its parent. Groups of the
 * same shape (the neurons of a layer) share one layout. Works on plain arrays, so that it can run in a worker.
 */

import { acyclic } from './cycles.js';
import { layered } from './layered.js';
import { liftEdges } from './lift.js';
import { median } from './pool.js';
import { FRAME } from './size.js';

/** @typedef {import('./layered.js').Layout} Layout */
/**
 * @typedef {object} Shape what is to be laid out
 * @property {Int32Array} inputs @property {Int32Array} consumer both ends of each edge
 * @property {Float64Array} width @property {Float64Array} height of each node
 * @property {Uint8Array} round 1 for nodes that are circles
 * @property {Int32Array} home the group of each node
 * @property {{parent: number, depth: number, children: number[], size: number}[]} groups
 * @property {Uint8Array} open by group
 * @property {Float64Array} closedWidth @property {Float64Array} closedHeight by group
 */
/**
 * @typedef {object} Places where things were before, NaN where they were not: right borders and middles
 * @property {Float64Array} nodeRight @property {Float64Array} nodeY
 * @property {Float64Array} groupRight @property {Float64Array} groupY
 */
/**
 * @typedef {object} Arrangement
 * @property {Float64Array} nodeX @property {Float64Array} nodeY the middle; NaN inside closed groups
 * @property {Float64Array} groupX @property {Float64Array} groupY the middle; NaN inside closed groups
 * @property {Float64Array} groupWidth @property {Float64Array} groupHeight
 * @property {Uint8Array} round 1 for nodes that are circles
 * @property {Int32Array} cover by group: the closed group that hides it (maybe itself), −1 when it is open
 * @property {import('./lift.js').Ways} ways
 * @property {(Layout | null)[]} layouts by group
 */

/**
 * @param {Shape} shape
 * @param {Places | null} before
 * @param {import('./memo.js').Memo} memo filled
 * @returns {Arrangement}
 */
export function arrange(shape, before, memo) {
  const { groups } = shape;
  if (!before) memo.clear(); // of layouts that an edit left worse than they could be
  const count = groups.length;
  const cover = coverOf(shape);
  const ways = liftEdges(shape, cover);

  /** @type {(Layout | null)[]} */
  const layouts = new Array(count).fill(null);
  // Where groups should stand for most of what is in them to stay; a group that was closed has no better than its own.
  const right = before?.groupRight.slice() ?? new Float64Array(count).fill(Number.NaN);
  const middle = before?.groupY.slice() ?? right.slice();
  const one = new Float64Array(shape.home.length).fill(1);
  const zero = new Float64Array(shape.home.length);
  const size = Float64Array.from(groups, (group) => group.size);
  const groupWidth = shape.closedWidth.slice();
  const groupHeight = shape.closedHeight.slice();
  const items = new Float64Array(count).fill(1); // to be seen in each
  const axis = new Float64Array(count); // of what is in each, below its middle
  for (let g = count - 1; g >= 0; g--) {
    if (cover[g] !== -1) continue;
    items[g] = byChild(groups[g].children, one, items).reduce((sum, some) => sum + some, 0);
    const layout = layOut(g);
    layouts[g] = layout;
    groupWidth[g] = layout.width + (g > 0 ? 2 * FRAME.side : 0);
    groupHeight[g] = layout.height + (g > 0 ? FRAME.head + FRAME.foot : 0);
    axis[g] = layout.axis + FRAME.head - groupHeight[g] / 2;
    if (before) [right[g], middle[g]] = whereItWas(g, layout);
  }

  const nodeX = new Float64Array(shape.home.length).fill(Number.NaN);
  const nodeY = nodeX.slice();
  const groupX = new Float64Array(count).fill(Number.NaN);
  const groupY = groupX.slice();
  groupX[0] = (Number.isNaN(right[0]) ? groupWidth[0] : right[0]) - groupWidth[0] / 2;
  groupY[0] = Number.isNaN(middle[0]) ? groupHeight[0] / 2 : middle[0];
  for (let g = 0; g < count; g++) {
    const layout = layouts[g];
    if (!layout) continue;
    const { left, top } = inside(g, groupX, groupY, groupWidth, groupHeight);
    groups[g].children.forEach((child, i) => {
      const at = child >= 0 ? child : ~child;
      (child >= 0 ? nodeX : groupX)[at] = left + layout.x[i];
      (child >= 0 ? nodeY : groupY)[at] = top + layout.y[i];
    });
  }
  return { nodeX, nodeY, groupX, groupY, groupWidth, groupHeight, round: shape.round, cover, ways, layouts };

  /** @param {number} g @returns {Layout} */
  function layOut(g) {
    const { children } = groups[g];
    const width = byChild(children, shape.width, groupWidth);
    const height = byChild(children, shape.height, groupHeight);
    const weight = byChild(children, one, items);
    const level = byChild(children, zero, axis);
    const lanes = ways.lanes[g];
    const seen = [width, height, weight, level, lanes.tails, lanes.heads, lanes.entries, lanes.exits];
    const there = memo.get(g, seen);
    if (there) return there;
    const [from, to] = acyclic(children.length, lanes.tails, lanes.heads);
    const entries = Int32Array.from(lanes.entries);
    const exits = Int32Array.from(lanes.exits);
    const old = before && childrenBefore(children, before);
    const known = old?.y.some((y) => !Number.isNaN(y)) ? old : null;
    const round = Uint8Array.from(children, (child) =>
      child >= 0 ? shape.round[child] : Number(cover[~child] !== -1),
    );
    const layout = layered({
      width,
      height,
      weight,
      axis: level,
      round,
      from,
      to,
      entries,
      exits,
      before: known,
    });
    memo.set(g, seen, layout);
    return layout;
  }

  /** @param {number[]} children @param {Places} places */
  function childrenBefore(children, { nodeRight, groupRight, nodeY: y }) {
    return {
      border: byChild(children, nodeRight, groupRight),
      right: byChild(children, nodeRight, right),
      y: byChild(children, y, middle),
      mass: byChild(children, one, size),
    };
  }

  /** @param {number} g @param {Layout} layout @returns {[number, number]} its right border and its middle */
  function whereItWas(g, layout) {
    const { children } = groups[g];
    const old = childrenBefore(children, /** @type {Places} */ (before));
    const width = byChild(children, shape.width, groupWidth);
    const all = Array.from(children.keys());
    const shiftX = old.right.map((x, i) => x - layout.x[i] - width[i] / 2);
    const shiftY = old.y.map((y, i) => y - layout.y[i]);
    const [dx, dy] = [median(shiftX, old.mass, all), median(shiftY, old.mass, all)];
    if (Number.isNaN(dx)) return [right[g], middle[g]];
    const [side, head] = g > 0 ? [FRAME.side, FRAME.head] : [0, 0];
    return [dx - side + groupWidth[g], dy - head + groupHeight[g] / 2];
  }
}

/**
 * Where the layout of an open group begins.
 * @param {number} g @param {Float64Array} x @param {Float64Array} y @param {Float64Array} width @param {Float64Array} height
 */
export function inside(g, x, y, width, height) {
  const [side, head] = g > 0 ? [FRAME.side, FRAME.head] : [0, 0];
  return { left: x[g] - width[g] / 2 + side, top: y[g] - height[g] / 2 + head };
}

/** @param {Shape} shape */
function coverOf({ groups, open }) {
  const cover = new Int32Array(groups.length).fill(-1);
  for (let g = 1; g < groups.length; g++) {
    const outer = cover[groups[g].parent];
    cover[g] = outer !== -1 ? outer : open[g] ? -1 : g;
  }
  return cover;
}

/** @param {number[]} children @param {Float64Array} ofNode @param {Float64Array} ofGroup */
function byChild(children, ofNode, ofGroup) {
  const values = new Float64Array(children.length);
  for (let i = 0; i < children.length; i++) {
    values[i] = children[i] >= 0 ? ofNode[children[i]] : ofGroup[~children[i]];
  }
  return values;
}
