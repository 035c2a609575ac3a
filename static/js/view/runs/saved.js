/** Runs that were saved, to be drawn beside the present one. */

import { full } from '../../model/numbers.js';
import { byId, make } from './page.js';

/** @typedef {import('../../net/run.js').RunLink} RunLink */
/** @typedef {import('../../net/run.js').Saved} Saved */
/** @typedef {import('../notices.js').Notices} Notices */

/** Events: `compare` {saved} with those that are ticked. */
export class SavedRuns extends EventTarget {
  #link;
  #list = byId('saved', HTMLElement);
  #name = byId('save-name', HTMLInputElement);
  /** @type {Saved[]} */
  #saved = [];
  #away = new Set();
  #mine;
  #do;

  /** @param {RunLink} link @param {boolean} mine @param {(act: () => Promise<void>) => Promise<void>} attempt says what goes wrong */
  constructor(link, mine, attempt) {
    super();
    this.#link = link;
    this.#mine = mine;
    this.#do = attempt;
    const save = () =>
      this.#do(async () => {
        await link.save(this.#name.value.trim() || `run ${this.#saved.length + 1}`);
        this.#name.value = '';
        await this.pull();
      });
    byId('save', HTMLButtonElement).addEventListener('click', save);
    this.#name.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') save();
    });
    this.#list.addEventListener('change', ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      if (target.checked) this.#away.delete(target.value);
      else this.#away.add(target.value);
      this.#tell();
    });
  }

  async pull() {
    this.#saved = await this.#link.saved();
    this.#list.replaceChildren(...this.#saved.map((one) => this.#row(one)));
    this.#tell();
  }

  #tell() {
    const saved = this.#saved.filter(({ name }) => !this.#away.has(name));
    this.dispatchEvent(new CustomEvent('compare', { detail: { saved } }));
  }

  /** @param {Saved} saved */
  #row({ name, epochs, learning_rate, optimizer, verdict }) {
    const box = make('input', '');
    box.type = 'checkbox';
    box.value = name;
    box.checked = !this.#away.has(name);
    const label = make('label', '', box, make('b', '', name));
    const facts = [`${epochs} epochs`, `rate ${full(learning_rate)}`, optimizer, verdict?.word]
      .filter(Boolean)
      .join(' · ');
    const away = make('button', 'button is-plain', '×');
    away.type = 'button';
    away.disabled = !this.#mine;
    away.setAttribute('aria-label', `Forget ${name}`);
    away.addEventListener('click', () =>
      this.#do(async () => {
        await this.#link.forget(name);
        await this.pull();
      }),
    );
    return make('li', '', label, make('span', 'quiet', facts), away);
  }
}
