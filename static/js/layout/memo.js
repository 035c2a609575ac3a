/** Layouts by shape: the neurons of a layer share one, and what an edit does not touch keeps its own. */

/** @typedef {import('./layered.js').Layout} Layout */
/** @typedef {ArrayLike<number>[]} Seen all that a layout follows from */

const MOST = 400;

export class Memo {
  /** @type {Map<string, Layout>} */
  #groups = new Map();
  /** @type {{seen: Seen, layout: Layout} | null} only the last, and compared as it is: it may be large */
  #whole = null;

  /** @param {number} group 0 for the whole graph @param {Seen} seen @returns {Layout | undefined} */
  get(group, seen) {
    if (group > 0) return this.#groups.get(seen.join('|'));
    return this.#whole?.seen.every((known, i) => isSame(known, seen[i])) ? this.#whole.layout : undefined;
  }

  /** @param {number} group 0 for the whole graph @param {Seen} seen @param {Layout} layout */
  set(group, seen, layout) {
    if (group === 0) this.#whole = { seen, layout };
    else {
      if (this.#groups.size >= MOST) this.#groups.clear();
      this.#groups.set(seen.join('|'), layout);
    }
  }

  clear() {
    this.#groups.clear();
    this.#whole = null;
  }
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
function isSame(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
