/** What a model says of the plane, as it is seen: a shade for each place, and the line between the classes. */

import { contour } from './contour.js';

/** @typedef {{x: [number, number], y: [number, number], size: number, values: (number | null)[], threshold: number}} Boundary */
/** @typedef {{shades: Uint8Array, line: number[]}} Look shades: row by row from the lowest y; line: pieces of the contour, in steps of the grid */

export const SHADES = 64; // on each side of the threshold
export const NONE = 255; // not a number: the ground is seen
const SHIFT = 1 / 16; // of a step of the grid, less than a pixel: the line moves on unseen

/** @param {Boundary} boundary @returns {Look} */
export function lookOf({ size, values, threshold }) {
  let reach = 1e-9;
  for (const value of values) if (value !== null) reach = Math.max(reach, Math.abs(value - threshold));
  reach = Math.min(1, reach);
  const shades = Uint8Array.from(values, (value) => {
    if (value === null) return NONE;
    const sure = Math.max(-1, Math.min(1, (value - threshold) / reach));
    return SHADES + Math.round(sure * SHADES);
  });
  return { shades, line: contour(values, size, threshold) };
}

/** Whether nobody could tell them apart: while a run goes on, most pictures differ by less than a shade. @param {Look} one @param {Look} other */
export function looksSame(one, other) {
  if (one.shades.length !== other.shades.length || one.line.length !== other.line.length) return false;
  for (let i = 0; i < one.shades.length; i++) {
    if (Math.abs(one.shades[i] - other.shades[i]) > 1) return false;
  }
  return one.line.every((at, i) => Math.abs(at - other.line[i]) <= SHIFT);
}
