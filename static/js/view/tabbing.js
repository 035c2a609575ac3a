/** Tab leads from the chosen node to its buttons, which stand elsewhere in the page, and from the last of them on to the next node. */

import { nodeAt } from './chosen.js';

/** @param {HTMLElement} area the stage's element @param {HTMLElement} bar of buttons @param {() => number | null} chosen */
export function tabbing(area, bar, chosen) {
  const node = () => {
    const item = area.querySelector(`[data-node="${chosen()}"]`);
    return /** @type {SVGElement | null} */ (item?.querySelector('[tabindex]') ?? item);
  };
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab' || event.shiftKey || bar.hidden) return;
    if (event.target !== area && nodeAt(event.target) !== chosen()) return; // what was found may be out of view
    event.preventDefault();
    buttonsOf(bar)[0].focus();
  });
  bar.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab') return;
    const buttons = buttonsOf(bar);
    if (document.activeElement !== buttons.at(event.shiftKey ? 0 : -1)) return;
    if (event.shiftKey && node()) event.preventDefault();
    node()?.focus({ preventScroll: true }); // from there the browser goes on
  });
}

/** @param {HTMLElement} bar */
function buttonsOf(bar) {
  return /** @type {HTMLElement[]} */ ([...bar.querySelectorAll('button:not([hidden])')]);
}
