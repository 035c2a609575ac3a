/** The data set: which one, its numbers, what its columns are, and what does not fit. */

import { byId, NumberField, write } from './page.js';

/** @typedef {import('../../net/run.js').Training} Training */
/** @typedef {import('../../net/run.js').DataSet} DataSet */
/** @typedef {import('./page.js').Bounds} Bounds */

/** @type {Record<string, Bounds>} */
const NUMBERS = {
  size: { least: 1, most: 10_000, whole: true },
  noise: { least: 0, most: 10 },
  seed: { least: 0, most: 2 ** 32 - 1, whole: true },
};
const MOST_BYTES = 1024 * 1024; // of a file; a table may hold 20,000 numbers
const FIXED = ['none', 'lecture', 'table'];

/** Events: `choose` {what} with the fields of Choices that are to change; `table` when an own one is asked for; `csv` {text}. */
export class DataForm extends EventTarget {
  #kind = byId('data-kind', HTMLSelectElement);
  #target = byId('target', HTMLSelectElement);
  #problem = byId('data-problem', HTMLElement);
  #mend = byId('data-problem-act', HTMLButtonElement);
  #numbers;
  #held;
  /** @type {DataSet | null} */
  #data = null;

  constructor() {
    super();
    this.#kind.addEventListener('change', () => this.#choose(this.#kind.value));
    this.#target.addEventListener('change', () => this.#say({ target: this.#target.value }));
    this.#numbers = Object.entries(NUMBERS).map(([name, bounds]) => {
      const input = byId(`data-${name}`, HTMLInputElement);
      return { name, field: new NumberField(input, bounds, (value) => this.#change({ [name]: value })) };
    });
    this.#held = new NumberField(byId('held-out', HTMLInputElement), { least: 0, most: 90 }, (share) =>
      this.#say({ held_out: share / 100 }),
    );
    const csv = document.getElementById('csv');
    csv?.addEventListener('change', async () => {
      const file = csv instanceof HTMLInputElement ? csv.files?.[0] : null;
      if (!file || !(csv instanceof HTMLInputElement)) return;
      const text = file.size > MOST_BYTES ? null : await file.text();
      csv.value = ''; // the same file may be chosen again once it is mended
      if (text === null) this.wrong(tooLarge(file));
      else this.dispatchEvent(new CustomEvent('csv', { detail: { text } }));
    });
    document
      .getElementById('table-open')
      ?.addEventListener('click', () => this.dispatchEvent(new Event('table')));
  }

  /** @param {Training} training @param {string} target the column of the right answers */
  show({ training, columns, target: used, problem, examples }, target) {
    const { data, held_out } = training;
    const unused = examples > 0 && used === null;
    this.#data = data;
    this.#kind.value = data.kind;
    for (const { name, field } of this.#numbers) field.show(/** @type {any} */ (data)[name]);
    this.#held.show(Math.round(held_out * 1000) / 10);
    this.#rows('[data-generated]', FIXED.includes(data.kind));
    this.#rows('[data-any]', examples === 0);
    const inputs = columns.map(({ name }) => name).filter((name) => name !== target);
    write(
      byId('columns', HTMLOutputElement),
      columns.length > 1 ? `${inputs.join(', ')} → ${target}` : target,
    );
    byId('target-row', HTMLElement).hidden = data.kind !== 'table' || columns.length < 2;
    this.#target.replaceChildren(
      ...columns.map(({ name }) => new Option(name, name, false, name === target)),
    );
    this.wrong(data.kind === 'none' ? null : wrongWith(problem, unused, target));
  }

  /** @param {string | null} text @param {{label: string, act: () => void}} [offer] what would mend it */
  wrong(text, offer) {
    this.#problem.hidden = text === null;
    write(byId('data-problem-text', HTMLElement), text ?? '');
    this.#mend.hidden = offer === undefined;
    if (!offer) return;
    this.#mend.textContent = offer.label;
    this.#mend.onclick = offer.act;
  }

  /** @param {string} selector @param {boolean} hidden */
  #rows(selector, hidden) {
    for (const row of document.querySelectorAll(selector))
      if (row instanceof HTMLElement) row.hidden = hidden;
  }

  /** @param {string} kind */
  #choose(kind) {
    if (kind === 'table' && !this.#data?.rows.length) {
      this.#kind.value = this.#data?.kind ?? 'none'; // until there is one
      this.dispatchEvent(new Event('table'));
    } else this.#change({ kind });
  }

  /** @param {Partial<DataSet>} what */
  #change(what) {
    this.#say({ data: what });
  }

  /** @param {object} what */
  #say(what) {
    this.dispatchEvent(new CustomEvent('choose', { detail: { what } }));
  }
}

/** @param {File} file */
function tooLarge({ name, size }) {
  const megabytes = Math.round(size / 1024 / 1024);
  return `${name} has ${megabytes} MB, and a table may hold 20 000 numbers: take some of its lines.`;
}

/**
 * What keeps a program from being trained on the data.
 * @param {Training['problem']} problem @param {boolean} unused whether the answer plays no part @param {string} target
 */
function wrongWith(problem, unused, target) {
  if (problem) return [problem.message, problem.hint].filter(Boolean).join(' ');
  if (!unused) return null;
  return `The program does not use ${target}, the right answer: write a model below, or a loss with ${target}.`;
}
