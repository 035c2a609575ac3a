/** Every parameter with its number, gradient, last update, and what the optimizer remembers of it. */

import { full, short } from '../../model/numbers.js';
import { Refusal, Silence } from '../../net/request.js';
import { byId, make } from './page.js';

/** @typedef {import('../../net/run.js').RunLink} RunLink */
/** @typedef {import('../../net/run.js').Parameters} Parameters */

const FIRST = 24;

export class ParametersTable {
  #link;
  #fold = byId('parameters-fold', HTMLDetailsElement);
  #place = byId('parameters', HTMLElement);
  #all = false;
  #asked = false;
  #again = false;
  /** Whether there are some. */
  there = false;

  /** @param {RunLink} link */
  constructor(link) {
    this.#link = link;
    this.#fold.addEventListener('toggle', () => this.pull());
  }

  /** As they are now, where they are seen; asked for once at a time, and once more when they were wanted meanwhile. */
  async pull() {
    if (!this.there)
      this.#place.replaceChildren(make('p', 'quiet', 'They are told once there is a model for the data.'));
    this.#again = this.#fold.open && this.there;
    if (this.#asked) return;
    this.#asked = true;
    try {
      while (this.#again) {
        this.#again = false;
        this.#draw(await this.#link.parameters());
      }
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Silence)) throw error; // told by what caused it
    }
    this.#asked = false;
  }

  /** @param {Parameters} parameters */
  #draw({ name, data, grad, update, state }) {
    const columns = [['data', data], ['gradient', grad], ['update', update], ...Object.entries(state)];
    const table = make('table', 'figures');
    const head = table.createTHead().insertRow();
    for (const text of ['parameter', ...columns.map(([title]) => title)]) {
      const cell = make('th', '', String(text));
      cell.scope = 'col';
      head.append(cell);
    }
    const body = table.createTBody();
    const shown = this.#all ? name.length : Math.min(FIRST, name.length);
    for (let i = 0; i < shown; i++) {
      const row = body.insertRow();
      const title = make('th', '', name[i]);
      title.scope = 'row';
      title.title = name[i];
      row.append(title);
      for (const [, values] of columns) {
        const cell = row.insertCell();
        const value = /** @type {(number | string | null)[]} */ (values)[i];
        const number = value === null || value === undefined ? null : Number(value);
        cell.className = 'number';
        cell.textContent = short(number);
        cell.title = full(number);
      }
    }
    const rest = name.length - shown;
    const more = make('button', 'button', `Show all ${name.length}`);
    more.type = 'button';
    more.addEventListener('click', () => {
      this.#all = true;
      this.pull();
    });
    this.#place.replaceChildren(table, ...(rest > 0 ? [more] : []));
  }
}
