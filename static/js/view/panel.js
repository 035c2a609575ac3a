/** A panel that the server renders: htmx fetches it on `refresh`, one request at a time, the last one wins. */

export class Panel {
  #element;
  #shown = true;
  #stale = false;

  /** @param {HTMLElement} element with hx-get and hx-trigger="refresh" */
  constructor(element) {
    this.#element = element;
  }

  /** A panel out of sight waits until it is seen. @param {boolean} yes */
  set shown(yes) {
    this.#shown = yes;
    if (yes && this.#stale) this.refresh();
  }

  refresh() {
    this.#stale = !this.#shown;
    if (this.#shown) this.#element.dispatchEvent(new Event('refresh'));
  }
}
