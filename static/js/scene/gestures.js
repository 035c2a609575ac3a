/** Pointer, wheel and keys on the stage, turned into movements of the camera. */

/** @typedef {import('./camera.js').Camera} Camera */

const WHEEL = 0.0016; // of the logarithm of the scale, a pixel
const LINE = 16; // pixels in a line of a wheel that counts lines
const DRAG = 4; // pixels before a press is a drag
export const ZOOM = 1.3; // of one press of a key or button

/**
 * @param {HTMLElement} element
 * @param {Camera} camera
 * @param {(panned: boolean) => void} moved after the learner has moved the camera: to another place, or only nearer
 */
export function listen(element, camera, moved) {
  /** @type {Map<number, [number, number]>} */
  const pointers = new Map();
  let dragging = false;
  /** @type {[number, number]} */
  let pressed = [0, 0];

  const place = (/** @type {MouseEvent} */ event) => {
    const box = element.getBoundingClientRect();
    return /** @type {[number, number]} */ ([event.clientX - box.left, event.clientY - box.top]);
  };

  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
      if (event.shiftKey) camera.pan(-(event.deltaX || event.deltaY) * unit, 0);
      else {
        const strength = event.ctrlKey ? 5 : 1; // a pinch on a touch pad comes as a small wheel with ctrl
        const [x, y] = place(event);
        camera.zoomAt(x, y, Math.exp(-event.deltaY * unit * WHEEL * strength));
      }
      moved(event.shiftKey);
    },
    { passive: false },
  );

  element.addEventListener('pointerdown', (event) => {
    const target = /** @type {Element} */ (event.target);
    if (
      event.pointerType === 'mouse' &&
      (event.button > 1 || (event.button === 0 && target.closest('text, .item')))
    )
      return;
    pointers.set(event.pointerId, place(event));
    pressed = place(event);
    dragging = pointers.size > 1;
  });

  element.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = place(event);
    if (!dragging && Math.hypot(now[0] - pressed[0], now[1] - pressed[1]) < DRAG) return;
    if (!dragging) {
      dragging = true;
      element.setPointerCapture(event.pointerId);
      element.classList.add('dragging');
    }
    const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    if (other) {
      const was = Math.hypot(before[0] - other[0], before[1] - other[1]) || 1;
      const is = Math.hypot(now[0] - other[0], now[1] - other[1]) || 1;
      camera.zoomAt((before[0] + other[0]) / 2, (before[1] + other[1]) / 2, is / was);
      camera.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    } else camera.pan(now[0] - before[0], now[1] - before[1]);
    pointers.set(event.pointerId, now);
    moved(true);
  });

  const release = (/** @type {PointerEvent} */ event) => {
    pointers.delete(event.pointerId);
    if (pointers.size === 0) element.classList.remove('dragging');
  };
  for (const end of ['pointerup', 'pointercancel']) {
    window.addEventListener(end, (event) => release(/** @type {PointerEvent} */ (event)));
  }
  element.addEventListener(
    'click',
    (event) => {
      if (!dragging) return; // the end of a drag is not a click
      dragging = false;
      event.stopPropagation();
    },
    { capture: true },
  );

  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const middle = /** @type {const} */ ([camera.width / 2, camera.height / 2]);
    if (event.key === '+' || event.key === '=') camera.zoomAt(...middle, ZOOM);
    else if (event.key === '-') camera.zoomAt(...middle, 1 / ZOOM);
    else return;
    event.preventDefault();
    moved(false);
  });
}
