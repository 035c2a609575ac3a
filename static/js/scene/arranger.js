/** Lays graphs out, large ones in a worker, and remembers what helps with the next: layouts by shape, open groups. */

import { arrange } from '../layout/groups.js';
import { Memo } from '../layout/memo.js';
import { shapeOf } from '../layout/shape.js';
import { Folding } from './folding.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../model/tree.js').Tree} Tree */
/** @typedef {import('../layout/groups.js').Arrangement} Arrangement */

const LARGE = 1500; // nodes, from which on the page would stand still meanwhile

export class Arranger {
  folding = new Folding();
  /** Whether scalars beside closed groups are circles too. */
  network = false;
  /** Whether places are from before an edit, and might be better. */
  kept = false;
  #memo = new Memo();
  /** @type {Worker | null} */
  #worker = null;
  /** @type {((arrangement: Arrangement) => void)[]} those who wait, in turn */
  #waiting = [];
  #turn = 0;

  /**
   * @param {Graph} graph @param {Tree} tree
   * @param {import('../layout/groups.js').Places | null} before
   * @param {(arrangement: Arrangement) => void} settle called at once, for large graphs later; never once another was asked for
   */
  arrange(graph, tree, before, settle) {
    const turn = ++this.#turn;
    this.kept = before !== null;
    const shape = shapeOf(graph, tree, this.folding.open(tree), this.network);
    if (graph.size < LARGE) return settle(arrange(shape, before, this.#memo));
    this.#worker ??= this.#start();
    this.#worker.postMessage({ shape, before });
    this.#waiting.push((arrangement) => turn === this.#turn && settle(arrangement));
  }

  #start() {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }) => this.#waiting.shift()?.(data));
    return worker;
  }
}
