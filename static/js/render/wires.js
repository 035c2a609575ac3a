/** Draws wires on a canvas: thin grey, blue where data has passed, orange and wide by magnitude where a gradient has. */

import { controlOf } from '../scene/curve.js';
import { LEVELS, POSITIVE, PRUNED, STYLES, WEIGHTS, WIRE } from './wirestyles.js';

/** @typedef {import('../scene/scene.js').Wires} Wires */
/** @typedef {import('../scene/scene.js').Area} Area */
/** @typedef {import('./wirestyles.js').WireStyles} WireStyles */
/** @typedef {import('./palette.js').Palette} Palette */

const LONG = 3; // screens, from which on only the part in view of a curve is drawn
const PIECES = 96; // of such a curve
const MARGIN = 200; // around the view
const CHUNK = 64; // wires in one path: longer paths take far longer than many short ones

/** How a style is drawn. @param {number} style @returns {{tone: 'data' | 'gradient' | 'idle', alpha: number, width: number, dash: number[]}} */
export function lookOf(style) {
  if (style < POSITIVE) {
    const data = style === WIRE.data;
    const dash = style === PRUNED ? [1.5, 3.5] : [];
    return { tone: data ? 'data' : 'idle', alpha: data ? 0.6 : 0.4, width: style === PRUNED ? 1 : 1.2, dash };
  }
  const level = ((style - POSITIVE) % LEVELS) / (LEVELS - 1);
  const dash = Math.floor((style - POSITIVE) / LEVELS) % 2 === 1 ? [5 + 2 * level, 4] : [];
  return {
    tone: style >= WEIGHTS ? 'data' : 'gradient',
    alpha: 0.35 + 0.5 * level,
    width: 0.9 + 2.9 * level,
    dash,
  };
}

/**
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Wires} wires @param {WireStyles} styles @param {Palette} palette
 * @param {number} scale of the camera
 * @param {Uint8Array} seen 1 for wires in view
 * @param {Area} view
 */
export function drawWires(context, wires, styles, palette, scale, seen, view) {
  const least = 0.7 / scale; // never thinner than this on the screen
  const owner = ownersOf(wires, styles);
  for (let style = 0; style < STYLES; style++) {
    const { tone, alpha, width, dash } = lookOf(style);
    context.strokeStyle = palette[tone];
    context.globalAlpha = alpha;
    context.lineWidth = Math.max(least, width);
    context.setLineDash(dash);
    const some = styles.order.subarray(styles.start[style], styles.start[style + 1]);
    stroke(context, wires, some, seen, view, owner);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/**
 * Wires along which something travels now, or has just travelled.
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Wires} wires @param {Uint8Array} seen @param {number[]} edges @param {string} colour @param {number} scale @param {Area} view @param {number} [width]
 */
export function drawTrails(context, wires, seen, edges, colour, scale, view, width = 2.6) {
  context.strokeStyle = colour;
  context.lineWidth = Math.max(width, 1.3 / scale);
  const some = edges.map((edge) => wires.of[edge]).filter((wire) => wire >= 0);
  stroke(context, wires, some, seen, view);
}

/** Where wires run one upon the other only the one on top is drawn, so that a bundle is as quiet as a wire. @param {Wires} wires @param {WireStyles} styles */
function ownersOf({ stretch, stretches, pointStart }, { order }) {
  if (stretches === 0) return null;
  const owner = new Int32Array(stretches);
  for (const wire of order) {
    for (let i = pointStart[wire] + 1; i < pointStart[wire + 1]; i++)
      if (stretch[i] >= 0) owner[stretch[i]] = wire;
  }
  return owner;
}

/** @param {CanvasRenderingContext2D} context @param {Wires} wires @param {ArrayLike<number>} some @param {Uint8Array} seen @param {Area} view @param {Int32Array | null} [owner] */
function stroke(context, wires, some, seen, view, owner = null) {
  let held = 0;
  context.beginPath();
  for (let k = 0; k < some.length; k++) {
    if (!seen[some[k]]) continue;
    trace(context, wires, some[k], view, owner);
    if (++held % CHUNK !== 0) continue;
    context.stroke();
    context.beginPath();
  }
  context.stroke();
}

/** Only the parts in view: dashes of a wire that runs far out of it would take seconds. @param {CanvasRenderingContext2D} path @param {Wires} wires @param {number} wire @param {Area} view @param {Int32Array | null} owner */
function trace(path, { pointStart, pointX, pointY, stretch }, wire, view, owner) {
  const first = pointStart[wire];
  const stop = pointStart[wire + 1];
  let joined = false;
  for (let i = first + 1; i < stop; i++) {
    const x0 = pointX[i - 1];
    const y0 = pointY[i - 1];
    const x1 = pointX[i];
    const y1 = pointY[i];
    const away = Math.max(x0, x1) < view.left || Math.min(x0, x1) > view.right;
    const under = owner !== null && stretch[i] >= 0 && owner[stretch[i]] !== wire;
    if (under || away || Math.max(y0, y1) < view.top || Math.min(y0, y1) > view.bottom) {
      joined = false;
      continue;
    }
    if (!joined) path.moveTo(x0, y0);
    joined = true;
    if (y0 === y1) path.lineTo(Math.min(x1, view.right + MARGIN), y1);
    else if (Math.abs(y1 - y0) > LONG * (view.bottom - view.top)) joined = climb(path, x0, y0, x1, y1, view);
    else {
      const middle = controlOf(pointX, i, first);
      path.bezierCurveTo(middle, y0, middle, y1, x1, y1);
    }
  }
}

/** The part in view of an S-curve that is many screens high. @param {CanvasRenderingContext2D} path @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @param {Area} view @returns {boolean} whether it ends in view */
function climb(path, x0, y0, x1, y1, view) {
  let drawing = false;
  let [px, py] = [x0, y0];
  for (let piece = 1; piece <= PIECES; piece++) {
    const t = piece / PIECES;
    const x = x0 + (x1 - x0) * t * (1.5 - 1.5 * t + t * t);
    const y = y0 + (y1 - y0) * t * t * (3 - 2 * t);
    const away = Math.max(y, py) < view.top || Math.min(y, py) > view.bottom;
    if (!away && !drawing) path.moveTo(px, py);
    drawing = !away;
    if (drawing) path.lineTo(x, y);
    [px, py] = [x, y];
  }
  return drawing;
}
