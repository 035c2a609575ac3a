/** What becomes of the gradients when zero_grad is forgotten, in numbers beside the switch. */

import { short, trimmed } from '../../model/numbers.js';
import { byId, write } from './page.js';

/** @typedef {import('../../net/run.js').Frame} Frame */
/** @typedef {import('../../net/run.js').Training} Training */

export class Forgetting {
  #note = byId('forget-note', HTMLElement);
  #told = byId('forget-told', HTMLElement);
  #forgets = false;
  /** The largest gradient when it was forgotten. @type {number | null} */
  #before = null;
  /** @type {number | null} */
  #last = null;

  /** @param {Training} training */
  show({ training: { zero_grad } }) {
    if (this.#forgets === zero_grad) this.#before = this.#last;
    this.#forgets = !zero_grad;
    this.#note.hidden = zero_grad;
    this.#draw();
  }

  /** @param {Frame} frame */
  picture({ steepest }) {
    this.#last = steepest;
    if (this.#forgets) this.#before ??= this.#last;
    this.#draw();
  }

  #draw() {
    const [before, now] = [this.#before, this.#last];
    if (!this.#forgets || before === null || now === null) return write(this.#told, '');
    const times = before > 0 ? ` (${trimmed(Number((now / before).toPrecision(2)))} times as large)` : '';
    write(this.#told, ` Largest gradient: ${short(before)} then, ${short(now)} now${times}.`);
  }
}
