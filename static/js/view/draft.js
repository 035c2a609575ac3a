/** The text that has not run yet, kept in this browser until it has. Storage may be forbidden: then it is not kept. */

export class Draft {
  #key;

  /** @param {string} id of the session */
  constructor(id) {
    this.#key = `draft of ${id}`;
  }

  /** @returns {{program: string, version: number} | null} the text, and the version that it was written on */
  read() {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? 'null');
    } catch {
      return null;
    }
  }

  /** @param {string} program @param {number} version */
  keep(program, version) {
    try {
      localStorage.setItem(this.#key, JSON.stringify({ program, version }));
    } catch {
      // full, or forbidden: the text is still in the editor
    }
  }

  drop() {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // forbidden: nothing was kept
    }
  }
}
