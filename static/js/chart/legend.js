/** The legend of a chart of lines: a piece of each line, in its colour and dash, and its name. */

import { svg } from '../render/svg.js';

/** @typedef {{name: string, tone: string, dash: number[]}} Entry */

/** @param {HTMLElement} list a <ul> @param {Entry[]} entries */
export function writeLegend(list, entries) {
  const look = JSON.stringify(entries.map(({ name, tone, dash }) => [name, tone, dash]));
  if (list.dataset.look === look) return;
  list.dataset.look = look;
  list.replaceChildren(
    ...entries.map(({ name, tone, dash }) => {
      const line = svg('line', { x1: '0', y1: '5', x2: '22', y2: '5', 'stroke-dasharray': dash.join(' ') });
      const swatch = svg(
        'svg',
        { class: `swatch tone-${tone}`, viewBox: '0 0 22 10', 'aria-hidden': 'true' },
        line,
      );
      const item = document.createElement('li');
      item.append(swatch, name);
      return item;
    }),
  );
}
