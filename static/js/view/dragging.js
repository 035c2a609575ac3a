/** A leaf's number on the stage, dragged sideways: farther is more, with Shift ten times as fine. */

import { nodeAt } from './chosen.js';

const DEAD = 3; // pixels before a press is a drag
const FINE = 0.1;

/**
 * @param {HTMLElement} area the stage's element
 * @param {{numberOf: (node: number) => number | null, chosen: () => number | null,
 *   change: (node: number, data: number) => void}} leaves `numberOf` is null for what is no leaf; a finger drags the
 *   chosen one only, any other press of a finger moves the picture
 */
export function dragging(area, { numberOf, chosen, change }) {
  area.addEventListener(
    'pointerdown',
    (start) => {
      const target = /** @type {Element} */ (start.target);
      const node = target.closest('.data') ? nodeAt(target) : null;
      const value = node === null ? null : numberOf(node);
      if (node === null || value === null || start.button !== 0) return;
      if (start.pointerType !== 'mouse' && node !== chosen()) return;
      start.stopPropagation();
      start.preventDefault(); // no text is selected; a double click still does
      drag(area, start, value, (data) => change(node, data));
    },
    { capture: true },
  );
}

/** @param {HTMLElement} area @param {PointerEvent} start @param {number} value @param {(data: number) => void} change */
function drag(area, start, value, change) {
  const end = new AbortController();
  const step = stepOf(value);
  let [x, now, moved] = [start.clientX, value, false];
  const listen = (/** @type {string} */ type, /** @type {(event: PointerEvent) => void} */ act) =>
    window.addEventListener(type, (event) => act(/** @type {PointerEvent} */ (event)), {
      signal: end.signal,
    });
  listen('pointermove', ({ pointerId, clientX, shiftKey }) => {
    if (pointerId !== start.pointerId || (!moved && Math.abs(clientX - x) < DEAD)) return;
    moved = true;
    area.classList.add('is-dragging-number');
    now += (clientX - x) * step * (shiftKey ? FINE : 1);
    x = clientX;
    change(rounded(now, shiftKey ? step * FINE : step));
  });
  const stop = () => {
    end.abort();
    area.classList.remove('is-dragging-number');
    if (moved) swallowClick();
  };
  listen('pointerup', stop);
  listen('pointercancel', stop);
}

/** The end of a drag is not a click. */
function swallowClick() {
  const swallow = (/** @type {Event} */ event) => event.stopPropagation();
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
}

/** What a pixel is worth: a hundredth of the number's own size. @param {number} value */
export function stepOf(value) {
  const size = Number.isFinite(value) ? Math.max(Math.abs(value), 1) : 1;
  return 10 ** (Math.floor(Math.log10(size)) - 2);
}

/** To whole steps, without the dust of binary fractions. @param {number} value @param {number} step */
export function rounded(value, step) {
  return Number((Math.round(value / step) * step).toPrecision(12));
}
