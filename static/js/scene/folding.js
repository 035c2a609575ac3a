/** Which groups are open: what the learner chose, and for the rest as much as can be taken in at a glance. */

/** @typedef {import('../model/tree.js').Tree} Tree */

const ALL_OPEN = 48; // nodes up to which nothing is closed
const GLANCE = 250; // items

export class Folding {
  /** @type {Map<string, boolean>} */
  #chosen = new Map();
  /** @type {boolean | undefined} */
  #all;

  /** @param {string} path @param {boolean} open */
  choose(path, open) {
    this.#chosen.set(path, open);
  }

  /** From here on, until one is chosen otherwise. @param {boolean} open */
  chooseAll(open) {
    this.#chosen.clear();
    this.#all = open;
  }

  /** @param {Tree} tree @returns {Uint8Array} 1 for open, by group */
  open(tree) {
    const { groups } = tree;
    const levels = new Int32Array(groups.length); // of groups below
    for (let id = groups.length - 1; id > 0; id--) {
      const { parent } = groups[id];
      levels[parent] = Math.max(levels[parent], levels[id] + 1);
    }
    const closing = groups[0].size <= ALL_OPEN ? 0 : firstLevelThatFits(tree, levels);
    return Uint8Array.from(groups, ({ id, path, apart }) => {
      if (id === 0 || apart) return 1;
      return Number(this.#chosen.get(path) ?? this.#all ?? levels[id] >= closing);
    });
  }
}

/** Closes innermost groups first. @param {Tree} tree @param {Int32Array} levels */
function firstLevelThatFits({ groups }, levels) {
  for (let closing = 1; closing <= levels[0]; closing++) {
    let items = 0;
    for (const { id, parent, children } of groups) {
      const hidden = id > 0 && levels[id] < closing;
      if (!hidden) items += children.filter((child) => child >= 0).length;
      else if (parent === 0 || levels[parent] >= closing) items++;
    }
    if (items <= GLANCE) return closing;
  }
  return levels[0];
}
