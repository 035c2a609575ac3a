/** The text that has not run yet, kept in this browser until it has. Storage may be forbidden: then it is not kept. */

export class Draft {
  #key;

  /** @param {string} id of the session */
  constructor(id) {
    this.#key = `draft of ${id}`;
  }

  /** @returns {string | null} */
  read() {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }

  /** @param {string | null} program null: nothing to keep */
  keep(program) {
    try {
      if (program === null) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, program);
    } catch {
      // full, or forbidden: the text is still in the editor
    }
  }
}
