/** Whether an element is in view: what is scrolled away or folded need not be drawn. */

export class Sight {
  /** Whether it is; not before the browser has looked. */
  seen = false;

  /** @param {Element} element @param {(seen: boolean) => void} changed */
  constructor(element, changed) {
    new IntersectionObserver((looks) => {
      const seen = looks.at(-1)?.isIntersecting ?? false;
      if (seen === this.seen) return;
      this.seen = seen;
      changed(seen);
    }).observe(element);
  }
}
