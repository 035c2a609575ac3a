/** The chosen node: a bar with what can be done to it, and the same as a menu at the node itself. */

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../scene/stage.js').Stage} Stage */
/** @typedef {import('./build.js').Build} Build */

const LONG = 500; // milliseconds of a long press
const STILL = 8; // pixels that a finger may move meanwhile

export class Chosen {
  #bar;
  #menu;
  #edit;
  #stage;
  #graph;
  /** @type {Record<string, (node: number) => void>} */
  #acts;
  #hasBreakpoint;
  /** @type {number | null} */
  #node = null;
  /** @type {Element | null} where the focus was before the menu */
  #from = null;
  #covered = false;

  /**
   * @param {{bar: HTMLElement, menu: HTMLElement, area: HTMLElement, stage: Stage}} parts
   * @param {() => Graph | null} graph
   * @param {{build: Build, requireGrad: (node: number, yes: boolean) => void, hasBreakpoint: (node: number) => boolean,
   *   open: (node: number, apart: boolean) => void}} acts `open` takes a node apart, or puts it together
   */
  constructor({ bar, menu, area, stage }, graph, { build, requireGrad, hasBreakpoint, open }) {
    this.#bar = bar;
    this.#menu = menu;
    this.#stage = stage;
    this.#graph = graph;
    this.#hasBreakpoint = hasBreakpoint;
    this.#edit = /** @type {HTMLButtonElement} */ (bar.querySelector('#chosen-edit'));
    this.#acts = {
      use: (node) => build.use(node),
      rename: (node) => build.rename(node),
      replace: (node) => build.replace(node),
      connect: (node) => build.connect(node),
      delete: (node) => build.remove(node),
      apart: (node) => open(node, true),
      together: (node) => open(node, false),
      breakpoint: (node) => stage.breakpoint(node),
      requires_grad: (node) => requireGrad(node, !graph()?.requiresGrad[node]),
    };
    stage.addEventListener('select', (event) => {
      this.#node = /** @type {CustomEvent} */ (event).detail.node;
      this.draw();
    });
    for (const act of ['use', 'apart', 'together'])
      bar.querySelector(`#chosen-${act}`)?.addEventListener('click', () => this.#do(act));
    this.#edit.addEventListener('click', () => {
      const { left, top } = this.#edit.getBoundingClientRect();
      if (menu.matches(':popover-open')) this.#close();
      else this.#open(left, top, true);
    });
    menu.addEventListener('click', ({ target }) => {
      const item =
        target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest('[data-do]')) : null;
      if (!item) return;
      this.#close();
      this.#do(item.dataset.do ?? '');
    });
    menu.addEventListener('keydown', (event) => this.#walk(event));
    const outside = (/** @type {Event} */ { target }) => {
      const inside = [menu, this.#edit].some((part) => part.contains(/** @type {Node} */ (target)));
      if (!inside) this.#close();
    };
    document.addEventListener('pointerdown', outside, { capture: true });
    this.#listen(area);
  }

  get node() {
    return this.#node;
  }

  /** @param {boolean} yes whether something else takes the place of the bar */
  set covered(yes) {
    this.#covered = yes;
    this.draw();
  }

  /** The bar as the node is now. */
  draw() {
    const graph = this.#graph();
    const node = this.#node;
    this.#bar.hidden = this.#covered || node === null || !graph || node >= graph.size;
    if (this.#bar.hidden || !graph || node === null) return;
    const name = /** @type {HTMLElement} */ (this.#bar.querySelector('#chosen-name'));
    name.textContent = name.title = graph.name(node);
    const button = (/** @type {string} */ act) =>
      /** @type {HTMLElement} */ (this.#bar.querySelector(`#chosen-${act}`));
    button('apart').hidden = !graph.opens(node);
    button('together').hidden = !graph.isPart(node);
  }

  /** @param {HTMLElement} area the stage's element */
  #listen(area) {
    area.addEventListener('contextmenu', (event) => {
      const node = nodeAt(event.target);
      if (node === null) return;
      event.preventDefault();
      const box = /** @type {Element} */ (event.target).getBoundingClientRect();
      const byKey = event.clientX === 0 && event.clientY === 0;
      this.#at(node, byKey ? box.left : event.clientX, byKey ? box.bottom : event.clientY);
    });
    area.addEventListener('pointerdown', (event) => {
      const node = nodeAt(event.target);
      if (event.pointerType !== 'touch' || node === null) return;
      const { clientX, clientY } = event;
      const timer = window.setTimeout(() => this.#at(node, clientX, clientY), LONG);
      const end = new AbortController();
      const stop = () => {
        window.clearTimeout(timer);
        end.abort();
      };
      const moved = (/** @type {PointerEvent} */ now) => {
        if (Math.hypot(now.clientX - clientX, now.clientY - clientY) > STILL) stop();
      };
      window.addEventListener('pointermove', moved, { signal: end.signal });
      for (const over of ['pointerup', 'pointercancel'])
        window.addEventListener(over, stop, { signal: end.signal });
    });
    area.addEventListener('keydown', (event) => {
      const itself = event.target === area; // what was found may still be out of view
      const node = itself ? this.#node : nodeAt(event.target);
      if (node === null || !this.#graph() || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Delete') this.#acts.delete(node);
      else if (event.key === 'F2') this.#acts.rename(node);
      else if (event.key === 'o') this.#acts[this.#graph()?.isPart(node) ? 'together' : 'apart'](node);
      else if (event.key === 'b' && itself) this.#acts.breakpoint(node);
      else return;
      event.preventDefault();
    });
  }

  /** @param {number} node @param {number} x @param {number} y */
  #at(node, x, y) {
    if (this.#covered || !this.#graph()) return;
    this.#stage.select(node);
    this.#open(x, y, false);
  }

  /** @param {number} x @param {number} y of the screen @param {boolean} above whether that is where it ends */
  #open(x, y, above) {
    const [graph, node, menu] = [this.#graph(), this.#node, this.#menu];
    if (!graph || node === null) return;
    const kind = graph.kind(node);
    const offered = {
      rename: kind !== 'constant',
      replace: kind === 'op',
      connect: kind === 'op',
      delete: kind !== 'constant',
      apart: graph.opens(node),
      together: graph.isPart(node),
      requires_grad: kind === 'leaf' || kind === 'parameter',
    };
    for (const [name, yes] of Object.entries(offered)) this.#item(name).hidden = !yes;
    this.#item('requires_grad').setAttribute('aria-checked', String(graph.requiresGrad[node] === 1));
    this.#item('breakpoint').setAttribute('aria-checked', String(this.#hasBreakpoint(node)));
    this.#from = document.activeElement;
    this.#edit.setAttribute('aria-expanded', 'true');
    menu.showPopover();
    const { offsetWidth: width, offsetHeight: height } = menu;
    menu.style.left = `${Math.max(8, Math.min(x, window.innerWidth - width - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(above ? y - height - 6 : y, window.innerHeight - height - 8))}px`;
    this.#items()[0]?.focus();
  }

  /** Not left to the browser, which would close what a long press has opened as soon as the finger is up. */
  #close() {
    if (!this.#menu.matches(':popover-open')) return;
    const back = this.#menu.contains(document.activeElement);
    this.#menu.hidePopover();
    this.#edit.setAttribute('aria-expanded', 'false');
    if (back) /** @type {HTMLElement | null} */ (this.#from)?.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const items = this.#items();
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Tab' || event.key === 'Escape') this.#close();
    else if (to === undefined) return;
    event.preventDefault();
    if (to === undefined) return;
    items.at(to % items.length)?.focus();
  }

  #items() {
    return [
      .../** @type {NodeListOf<HTMLElement>} */ (this.#menu.querySelectorAll('[data-do]:not([hidden])')),
    ];
  }

  /** @param {string} name @returns {HTMLElement} */
  #item(name) {
    return /** @type {HTMLElement} */ (this.#menu.querySelector(`[data-do="${name}"]`));
  }

  /** @param {string} what */
  #do(what) {
    if (this.#node !== null) this.#acts[what]?.(this.#node);
  }
}

/** @param {EventTarget | null} target @returns {number | null} */
export function nodeAt(target) {
  const item = target instanceof Element ? target.closest('[data-node]') : null;
  return item ? Number(/** @type {SVGElement} */ (item).dataset.node) : null;
}
