/** Layouts by shape: the neurons of a layer share one, and what an edit does not touch keeps its own. */

/** @typedef {import('./layered.js').Layout} Layout */

const MOST = 400;

export class Memo {
  /** @type {Map<string, Layout>} */
  #groups = new Map();
  /** @type {{key: string, layout: Layout} | null} only the last: it may be large */
  #whole = null;

  /** @param {number} group @param {string} key @returns {Layout | undefined} */
  get(group, key) {
    if (group > 0) return this.#groups.get(key);
    return this.#whole?.key === key ? this.#whole.layout : undefined;
  }

  /** @param {number} group 0 for the whole graph @param {string} key @param {Layout} layout */
  set(group, key, layout) {
    if (group === 0) this.#whole = { key, layout };
    else {
      if (this.#groups.size >= MOST) this.#groups.clear();
      this.#groups.set(key, layout);
    }
  }

  clear() {
    this.#groups.clear();
    this.#whole = null;
  }
}
