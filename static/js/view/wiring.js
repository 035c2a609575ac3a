/** The handle at the right of the chosen node: dragged to another node it connects the two, dropped on the ground it
 * asks for an op. The menu of the node does the same without dragging. */

import { svg } from '../render/svg.js';
import { nodeAt } from './chosen.js';

const SMALLEST = 14; // pixels of a node that can have a handle

export class Wiring {
  #area;
  #stage;
  #build;
  #handle;
  #path = svg('path');
  #wire = svg('svg', { class: 'wiring', 'aria-hidden': 'true' }, this.#path);
  /** @type {number | null} */
  #node = null;
  #covered = false;
  #watch = new MutationObserver(() => this.#place());

  /**
   * @param {{handle: HTMLElement, area: HTMLElement, stage: import('../scene/stage.js').Stage,
   *   build: import('./build.js').Build}} parts
   */
  constructor({ handle, area, stage, build }) {
    this.#area = area;
    this.#stage = stage;
    this.#build = build;
    this.#handle = handle;
    area.after(this.#wire);
    stage.addEventListener('select', (event) => {
      this.#node = /** @type {CustomEvent} */ (event).detail.node;
      this.draw();
    });
    handle.addEventListener('pointerdown', (event) => this.#drag(event));
    handle.addEventListener('contextmenu', (event) => event.preventDefault());
  }

  /** @param {boolean} yes whether there is nothing to be dragged now */
  set covered(yes) {
    this.#covered = yes;
    this.draw();
  }

  /** Follows the node wherever the camera takes it, as long as there is one. */
  draw() {
    this.#watch.disconnect();
    const world = this.#area.querySelector('.world');
    if (this.#node !== null && !this.#covered && world) {
      this.#watch.observe(world, {
        attributes: true,
        attributeFilter: ['transform'],
        childList: true,
        subtree: true,
      });
    }
    this.#place();
  }

  #place() {
    const box = this.#covered ? null : this.#box(this.#node);
    if (!box) {
      this.#handle.hidden = true;
      return; // without looking where anything is, which makes the browser lay out the page
    }
    const area = this.#area.getBoundingClientRect();
    const shown =
      box.height >= SMALLEST && box.right > area.left && box.right < area.right && box.top > area.top;
    this.#handle.hidden = !shown;
    if (!shown) return;
    const [x, y] = [box.right - area.left, box.top + box.height / 2 - area.top];
    this.#handle.style.translate = `calc(${x}px - 50%) calc(${y}px - 50%)`;
  }

  /** @param {number | null} node where it is on the screen */
  #box(node) {
    const item = node === null ? null : this.#area.querySelector(`[data-node="${node}"] .card`);
    return item?.getBoundingClientRect() ?? null;
  }

  /** @param {PointerEvent} start */
  #drag(start) {
    const source = this.#node;
    const from = this.#box(source);
    if (source === null || !from || start.button > 0) return;
    start.preventDefault();
    const handle = this.#handle;
    const end = new AbortController();
    const target = (/** @type {PointerEvent} */ { clientX, clientY }) => {
      const node = nodeAt(document.elementFromPoint(clientX, clientY));
      return node === source ? null : node;
    };
    const over = (/** @type {PointerEvent} */ { clientX, clientY }) => {
      const place = document.elementFromPoint(clientX, clientY);
      return place !== null && this.#area.contains(place);
    };
    const stop = () => {
      end.abort();
      this.#path.removeAttribute('d');
      handle.classList.remove('is-dragged');
      this.#stage.hover(null);
    };
    const listen = (/** @type {string} */ type, /** @type {(event: PointerEvent) => void} */ act) =>
      handle.addEventListener(type, (event) => act(/** @type {PointerEvent} */ (event)), {
        signal: end.signal,
      });
    handle.setPointerCapture(start.pointerId);
    handle.classList.add('is-dragged');
    listen('pointermove', (event) => {
      this.#line(from, event);
      this.#stage.hover(target(event));
    });
    listen('pointercancel', stop);
    listen('pointerup', (event) => {
      const [node, inside] = [target(event), over(event)];
      const moved = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > SMALLEST;
      stop();
      if (node !== null) this.#build.connect(node, source);
      else if (inside && moved) setTimeout(() => this.#build.use(source)); // once the press is over, which closes popovers
    });
  }

  /** @param {DOMRect} from @param {PointerEvent} to */
  #line(from, { clientX, clientY }) {
    const { left, top } = this.#area.getBoundingClientRect();
    const [x0, y0] = [from.right - left, from.top + from.height / 2 - top];
    const [x1, y1] = [clientX - left, clientY - top];
    const middle = (x0 + x1) / 2;
    this.#path.setAttribute('d', `M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}`);
  }
}
