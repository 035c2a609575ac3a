/** What moves, on the canvas above everything: lit wires, pulses, chips. */

import { pointAt } from '../scene/route.js';
import { trace } from './wires.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../play/motion.js').Motion} Motion */
/** @typedef {import('./palette.js').Palette} Palette */

const TAIL = [0.0, 0.035, 0.07, 0.105]; // behind the head of a pulse, in parts of the way
const CHIP = { height: 19, pad: 8, lift: 0, font: 10.5 };

/**
 * @param {CanvasRenderingContext2D} context in world units
 * @param {Scene} scene @param {Motion} motion @param {Palette} palette @param {number} scale
 * @param {boolean} travel false: reduced motion, edges are lit and nothing travels
 */
export function drawMotion(context, scene, motion, palette, scale, travel) {
  const { wires } = scene;
  for (const { edge, tone } of motion.edges) {
    const wire = wires.of[edge];
    if (wire < 0) continue;
    context.beginPath();
    trace(context, wires, wire);
    context.strokeStyle = palette[tone];
    context.lineWidth = Math.max(2.6, 1.2 / scale);
    context.stroke();
  }
  if (travel) {
    for (const { edge, at, tone } of motion.pulses) {
      const wire = wires.of[edge];
      if (wire < 0) continue;
      context.fillStyle = palette[tone];
      const back = tone === 'data' ? -1 : 1;
      TAIL.forEach((behind, i) => {
        const t = at + back * behind;
        if (t < 0 || t > 1) return;
        const [x, y] = pointAt(wires, wire, t);
        context.globalAlpha = 1 - i * 0.2;
        context.beginPath();
        context.arc(x, y, (5 - i) / Math.min(1, Math.max(0.4, scale)), 0, 2 * Math.PI);
        context.fill();
      });
    }
    context.globalAlpha = 1;
  }
  if (scale < 0.35) return;
  context.font = `600 ${CHIP.font}px ${palette.fontMono}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { edge, at, text } of motion.chips) {
    const wire = wires.of[edge];
    if (wire < 0) continue;
    const [x, y] = pointAt(wires, wire, travel ? at : 0);
    const [width, height] = [context.measureText(text).width + 2 * CHIP.pad, CHIP.height];
    const left = Math.max(x + 6, x + 6);
    context.fillStyle = palette.gradient;
    context.beginPath();
    context.roundRect(left, y - height / 2, width, height, height / 2);
    context.fill();
    context.fillStyle = palette.onGradient;
    context.fillText(text, left + width / 2, y + 0.5);
  }
}
