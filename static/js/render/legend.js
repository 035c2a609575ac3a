/** Says what a magnitude looks like: how wide a wire is for which gradient, and, from afar, the colours of blocks. */

import { trimmed } from '../model/numbers.js';
import { SCALE } from './magnitude.js';
import { assign, hide, svg } from './svg.js';

export class Legend {
  element = document.createElement('div');
  #wires = row('wires');
  #blocks = row('blocks');
  #means = document.createElement('span');

  constructor() {
    const [least, most] = [trimmed(SCALE.least), trimmed(SCALE.most)];
    this.element.className = 'legend';
    this.#wires.append(this.#means, line('thin'), least, line('thick'), most, line('negative'), 'negative');
    this.#blocks.append(`−${most}`, Object.assign(document.createElement('i'), { className: 'ramp' }), most);
    const which = Object.assign(document.createElement('span'), {
      textContent: 'data above, gradient below',
    });
    this.#blocks.append(which);
    this.element.append(this.#wires, this.#blocks);
    this.show(null, false);
  }

  /** @param {'gradient' | 'weight' | null} widths what the widths of wires mean @param {boolean} blocks whether items are blocks */
  show(widths, blocks) {
    hide(this.#wires, widths === null);
    assign(this.#wires, 'data-tone', widths ?? '');
    if (widths !== null && this.#means.textContent !== widths) this.#means.textContent = widths;
    hide(this.#blocks, !blocks);
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
