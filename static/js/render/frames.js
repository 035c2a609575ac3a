/** Open groups: a quiet frame around what is in them, with a header that closes it. */

import { svg } from './svg.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */

const LETTER = 6.6;

/** @param {Scene} scene @returns {SVGElement} */
export function drawFrames(scene) {
  const frames = scene.frames.map(({ group, left, top, width, height }) => {
    const { name, path } = scene.tree.groups[group];
    const header = svg(
      'g',
      {
        class: 'header',
        role: 'button',
        tabindex: 0,
        'aria-expanded': 'true',
        'aria-label': `${name}, open group`,
        'data-group': path,
        transform: `translate(${left + 10} ${top + 15})`,
      },
      svg('rect', { x: -4, y: -10, width: 26 + LETTER * name.length, height: 20, rx: 6 }),
      svg('path', { d: 'M2 0H10' }),
      svg('text', { x: 16, y: 4 }, name),
    );
    const box = svg('rect', { class: 'frame', x: left, y: top, width, height, rx: 14 });
    return svg('g', {}, box, header);
  });
  return svg('g', { class: 'frames' }, ...frames);
}
