/** The rounds of the program's own loop: which one is played, its loss, and the way from one to the next. */

import { full, short } from '../model/numbers.js';

/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {import('../net/answers.js').Rounds} Rounds */
/** @typedef {import('../play/player.js').Player} Player */

/** Events: `epoch` {epoch, cursor, play} when another one is asked for. */
export class Epochs extends EventTarget {
  #element;
  #player;
  #slider;
  #label;
  #loss;
  #buttons;
  /** @type {Rounds | null} */
  #rounds = null;
  /** The one that was asked for last, until it is here. @type {number | null} */
  #asked = null;
  #phases = 0;
  /** Whether the session is the learner's own, so that another epoch may be chosen. */
  editable = true;

  /** @param {HTMLElement} element `.epochs` @param {Player} player */
  constructor(element, player) {
    super();
    this.#element = element;
    this.#player = player;
    this.#slider = /** @type {HTMLInputElement} */ (element.querySelector('input'));
    this.#label = /** @type {HTMLElement} */ (element.querySelector('.epochs-now'));
    this.#loss = /** @type {HTMLElement} */ (element.querySelector('.epochs-loss'));
    this.#buttons = /** @type {HTMLButtonElement[]} */ ([...element.querySelectorAll('button')]);
    element.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      if (button) this.by(button.dataset.epoch === 'back' ? -1 : 1);
    });
    this.#slider.addEventListener('input', () => this.go(Number(this.#slider.value) - 1));
    player.addEventListener('ended', () => this.on());
  }

  /** @param {Rounds | null} rounds @param {Timeline} timeline of the one that is played */
  show(rounds, timeline) {
    this.#rounds = rounds;
    this.#phases = timeline.segments.length;
    if (this.#asked === rounds?.epoch || !rounds) this.#asked = null;
    this.#draw();
  }

  /** The learner's own phases may have come after those of the epoch. @param {Timeline} timeline */
  goesOn(timeline) {
    if (!this.#rounds?.as_recorded || timeline.segments.length === this.#phases) return;
    this.#rounds = { ...this.#rounds, as_recorded: false };
    this.#draw();
  }

  /** The next epoch or the one before, at the same step. @param {1 | -1} direction */
  by(direction) {
    this.go(this.#now + direction);
  }

  /** @param {number} epoch from 0, at the same step */
  go(epoch) {
    if (epoch >= 0 && epoch < this.#count) this.#ask(epoch, this.#player.cursor, false);
  }

  /** The one that playing would go on with, null for none. @returns {number | null} */
  get upcoming() {
    const next = this.#now + 1;
    return this.editable && this.#rounds?.as_recorded && next < this.#count ? next : null;
  }

  /** Plays the next one from its start. */
  on() {
    if (this.upcoming !== null) this.#ask(this.upcoming, 0, true);
  }

  get #count() {
    return this.#rounds?.losses.length ?? 0;
  }

  get #now() {
    return this.#asked ?? this.#rounds?.epoch ?? 0;
  }

  /** @param {number} epoch @param {number} cursor @param {boolean} play */
  #ask(epoch, cursor, play) {
    if (!this.editable) return;
    this.#asked = epoch;
    this.#draw();
    this.dispatchEvent(new CustomEvent('epoch', { detail: { epoch, cursor, play } }));
  }

  #draw() {
    const rounds = this.#rounds;
    this.#element.hidden = rounds === null;
    if (!rounds) return;
    const [now, count] = [this.#now, this.#count];
    const loss = Number(rounds.losses[now]);
    this.#slider.max = String(count);
    this.#slider.value = String(now + 1);
    this.#slider.disabled = !this.editable;
    this.#label.textContent = `epoch ${now + 1} of ${count}${rounds.as_recorded ? '' : ', and on'}`;
    this.#loss.textContent = `loss ${short(loss)}`;
    this.#loss.title = full(loss);
    this.#slider.setAttribute('aria-valuetext', `epoch ${now + 1} of ${count}, loss ${short(loss)}`);
    for (const button of this.#buttons) {
      const at = button.dataset.epoch === 'back' ? 0 : count - 1;
      button.setAttribute('aria-disabled', String(!this.editable || now === at));
    }
  }
}
