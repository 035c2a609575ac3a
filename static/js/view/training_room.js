/** Training on the page. It is fetched when it is first wanted: by its tab, by the mode that shows its data, or by a
 * run that is there. Until then its forms are out of use. */

import { Mode } from './mode.js';

/** @typedef {import('./runs/trainer.js').Trainer} Trainer */
/** @typedef {Omit<import('./runs/trainer.js').Parts, 'mode' | 'news'>} Parts */

const GONE = 'This session was deleted. What is seen here is not kept any more.';

export class TrainingRoom {
  #parts;
  #opened;
  #news;
  #mode;
  /** @type {Promise<Trainer | null> | null} */
  #trainer = null;

  /** @param {Parts} parts @param {Promise<void>} opened once the session is there */
  constructor(parts, opened) {
    this.#parts = parts;
    this.#opened = opened;
    this.#mode = new Mode(parts.id);
    this.#mode.addEventListener('mode', () => this.#see());
    this.#news = parts.session.events();
    this.#news.addEventListener('session', async (event) => {
      await opened;
      parts.work.renew(/** @type {CustomEvent} */ (event).detail.version);
    });
    this.#news.addEventListener('run', (event) => {
      if (/** @type {CustomEvent} */ (event).detail.status !== 'none') this.enter();
    });
    this.#news.addEventListener('gone', () => parts.notices.trouble(GONE));
    this.#see();
  }

  /** From now on everything in it works. */
  enter() {
    this.#trainer ??= this.#fetch();
    return this.#trainer;
  }

  /** Nothing runs any more, and what is seen is what the session holds. */
  async rest() {
    await (await this.#trainer)?.rest();
  }

  /** It could not be fetched: the next time it is wanted it is tried again. */
  #missing() {
    this.#trainer = null;
    this.#parts.notices.missing('Training');
    return null;
  }

  #see() {
    const network = this.#mode.now === 'network';
    this.#parts.stage.network = network;
    if (network) this.enter();
  }

  async #fetch() {
    const [module] = await Promise.all([import('./runs/trainer.js').catch(() => null), this.#opened]);
    if (!module) return this.#missing();
    const trainer = new module.Trainer({ ...this.#parts, mode: this.#mode, news: this.#news });
    for (const form of document.querySelectorAll('[data-training]'))
      form.toggleAttribute('disabled', !this.#parts.mine);
    trainer.begin();
    return trainer;
  }
}
