/** Says how wide a wire is for which gradient. Shown as long as a wire carries one. */

import { trimmed } from '../model/numbers.js';
import { SCALE } from './magnitude.js';
import { svg } from './svg.js';

export function makeLegend() {
  const element = document.createElement('div');
  element.className = 'legend';
  element.hidden = true;
  const [least, most] = [trimmed(SCALE.least), trimmed(SCALE.most)];
  const line = (/** @type {string} */ look) =>
    svg('svg', { class: look, viewBox: '0 0 34 8', 'aria-hidden': 'true' }, svg('path', { d: 'M0 4H34' }));
  const say = (/** @type {string} */ text) =>
    Object.assign(document.createElement('span'), { textContent: text });
  element.append(
    say('gradient'),
    line('thin'),
    say(least),
    line('thick'),
    say(most),
    line('negative'),
    say('negative'),
  );
  return element;
}
