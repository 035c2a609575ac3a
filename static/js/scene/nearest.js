/** What is under a point of the screen: an item, or a wire. */

import { pointAt } from './curve.js';
import { itemsIn } from './visible.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Wires} Wires */
/** @typedef {import('./camera.js').Camera} Camera */

const SAMPLES = 24; // of a wire
const REACH = 7; // pixels

/** @typedef {{node: number | null, path: string | null, edges: number[]}} Under a node, or a closed group, or edges of a wire */

/** @type {Under} */
export const NOTHING = { node: null, path: null, edges: [] };

/**
 * @param {Scene} scene
 * @param {{x: Float64Array, y: Float64Array, wires: Wires}} place
 * @param {Uint8Array} seen 1 for wires that may be meant
 * @param {Camera} camera
 * @param {number} x @param {number} y of the screen
 * @returns {Under}
 */
export function underPoint(scene, place, seen, camera, x, y) {
  const [left, top] = camera.toWorld(x, y);
  const item = itemsIn(scene, place, { left, top, right: left, bottom: top }).at(-1);
  if (item !== undefined) {
    if (scene.node[item] >= 0) return { ...NOTHING, node: scene.node[item] };
    return { ...NOTHING, path: scene.tree.groups[scene.group[item]].path };
  }
  const wire = wireNear(place.wires, seen, left, top, REACH / camera.scale);
  if (wire === -1) return NOTHING;
  const { edges, edgeStart } = place.wires;
  return { ...NOTHING, edges: [...edges.subarray(edgeStart[wire], edgeStart[wire + 1])] };
}

/**
 * @param {Wires} wires
 * @param {Uint8Array} seen 1 for wires that may be meant
 * @param {number} x @param {number} y of the world
 * @param {number} reach how far from the wire the point may be
 * @returns {number} the nearest wire, −1 for none
 */
export function wireNear(wires, seen, x, y, reach) {
  let nearest = -1;
  let least = reach;
  for (let wire = 0; wire < wires.count; wire++) {
    if (!seen[wire] || !mayReach(wires, wire, x, y, reach)) continue;
    let [px, py] = pointAt(wires, wire, 0);
    for (let i = 1; i <= SAMPLES; i++) {
      const [qx, qy] = pointAt(wires, wire, i / SAMPLES);
      const distance = toPiece(x, y, px, py, qx, qy);
      if (distance < least) [least, nearest] = [distance, wire];
      [px, py] = [qx, qy];
    }
  }
  return nearest;
}

/** @param {Wires} wires @param {number} wire @param {number} x @param {number} y @param {number} reach */
function mayReach({ pointStart, pointX, pointY }, wire, x, y, reach) {
  for (let i = pointStart[wire] + 1; i < pointStart[wire + 1]; i++) {
    const inX =
      x >= Math.min(pointX[i - 1], pointX[i]) - reach && x <= Math.max(pointX[i - 1], pointX[i]) + reach;
    const inY =
      y >= Math.min(pointY[i - 1], pointY[i]) - reach && y <= Math.max(pointY[i - 1], pointY[i]) + reach;
    if (inX && inY) return true;
  }
  return false;
}

/** The distance from a point to a straight piece. @param {number} x @param {number} y @param {number} ax @param {number} ay @param {number} bx @param {number} by */
function toPiece(x, y, ax, ay, bx, by) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
