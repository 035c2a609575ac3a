/** The pictures of the screen: one request for all who draw, and who is asked for while one is drawn joins it. */

export class Frames {
  #request;
  #asked = false;
  /** @type {Set<() => void>} */
  #waiting = new Set();
  /** @type {Set<() => void> | null} those who drew in the picture under way */
  #drawn = null;

  /** @param {(draw: () => void) => unknown} [request] calls back before the next picture */
  constructor(request = (draw) => requestAnimationFrame(draw)) {
    this.#request = request;
  }

  /** Calls it once, with the next picture; with the one under way if it has no part in that yet. @param {() => void} act */
  ask(act) {
    this.#waiting.add(act);
    if (this.#asked || (this.#drawn && !this.#drawn.has(act))) return;
    this.#asked = true;
    this.#request(() => this.#draw());
  }

  #draw() {
    this.#asked = false;
    this.#drawn = new Set();
    try {
      for (const act of this.#waiting) {
        if (this.#drawn.has(act)) continue; // it waits for the next one
        this.#waiting.delete(act);
        this.#drawn.add(act);
        act();
      }
    } finally {
      this.#drawn = null;
      if (this.#waiting.size > 0 && !this.#asked) {
        this.#asked = true;
        this.#request(() => this.#draw());
      }
    }
  }
}

/** Of this page. */
export const screen = new Frames();
