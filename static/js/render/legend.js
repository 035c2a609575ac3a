/** Says what a magnitude looks like: how wide a wire is for which gradient, and, from afar, the colours of blocks. */

import { trimmed } from '../model/numbers.js';
import { SCALE } from './magnitude.js';
import { svg } from './svg.js';

export class Legend {
  element = document.createElement('div');
  #wires = row('wires');
  #blocks = row('blocks');

  constructor() {
    const [least, most] = [trimmed(SCALE.least), trimmed(SCALE.most)];
    this.element.className = 'legend';
    this.#wires.append('gradient', line('thin'), least, line('thick'), most, line('negative'), 'negative');
    this.#blocks.append(`−${most}`, Object.assign(document.createElement('i'), { className: 'ramp' }), most);
    const which = Object.assign(document.createElement('span'), {
      textContent: 'data above, gradient below',
    });
    this.#blocks.append(which);
    this.element.append(this.#wires, this.#blocks);
    this.show(false, false);
  }

  /** @param {boolean} flows whether any wire carries a gradient @param {boolean} blocks whether items are blocks */
  show(flows, blocks) {
    this.#wires.hidden = !flows;
    this.#blocks.hidden = !blocks;
  }
}

/** @param {string} name */
function row(name) {
  return Object.assign(document.createElement('div'), { className: name });
}

/** @param {string} look */
function line(look) {
  return svg(
    'svg',
    { class: look, viewBox: '0 0 34 8', 'aria-hidden': 'true' },
    svg('path', { d: 'M0 4H34' }),
  );
}
