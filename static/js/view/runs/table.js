/** The learner's own table: cells to write in, or to paste from a spreadsheet. What is wrong is said at its cell. */

import { cellsOf, names, readTable } from '../../model/cells.js';
import { byId, make, write } from './page.js';

const MOST_SHOWN = 200; // rows that are cells; the rest is kept as it is
const EMPTY_ROWS = 6;

/** Events: `save` {columns, rows}. */
export class TableEditor extends EventTarget {
  #dialog = byId('table-dialog', HTMLDialogElement);
  #place = byId('cells', HTMLElement);
  #problem = byId('table-problem', HTMLElement);
  /** @type {string[]} */
  #columns = [];
  /** @type {string[][]} */
  #cells = [];

  constructor() {
    super();
    this.#dialog.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      if (button?.dataset.table) this.#press(button.dataset.table);
    });
    this.#place.addEventListener('input', ({ target }) => this.#type(target));
    this.#place.addEventListener('paste', (event) => this.#paste(event));
    this.#place.addEventListener('keydown', (event) => this.#key(event));
  }

  /** @param {string[]} columns @param {number[][]} rows */
  open(columns, rows) {
    this.#columns = columns.length > 0 ? [...columns] : ['x1', 'x2', 'y'];
    this.#cells = rows.map((row) => row.map(String));
    while (this.#cells.length < EMPTY_ROWS) this.#cells.push(this.#columns.map(() => ''));
    this.wrong(null);
    this.#draw();
    this.#dialog.showModal();
  }

  close() {
    this.#dialog.close();
  }

  /** @param {string | null} text @param {number} [row] from 1, −1 for the names @param {number} [column] of the cell */
  wrong(text, row = 0, column = 0) {
    this.#problem.hidden = text === null;
    write(this.#problem, text ?? '');
    for (const cell of this.#place.querySelectorAll('[aria-invalid="true"]'))
      cell.removeAttribute('aria-invalid');
    if (text === null || row === 0) return;
    const cell = this.#cell(row, column);
    cell?.setAttribute('aria-invalid', 'true');
    cell?.focus();
  }

  /** @param {string} what */
  #press(what) {
    if (what === 'close') return this.close();
    if (what === 'save') return this.#save();
    if (what === 'row') this.#cells.push(this.#columns.map(() => ''));
    if (what === 'column') {
      this.#columns.push(`x${this.#columns.length + 1}`);
      for (const row of this.#cells) row.push('');
    }
    if (what === 'narrow' && this.#columns.length > 1) {
      this.#columns.pop();
      for (const row of this.#cells) row.length = this.#columns.length;
    }
    this.#draw();
  }

  #save() {
    const read = readTable(
      this.#columns.map((name) => name.trim()),
      this.#cells,
    );
    if ('wrong' in read) return this.wrong(read.wrong.message, read.wrong.row, read.wrong.column);
    if (read.table.rows.length === 0) return this.wrong('The table has no row yet.', 1, 0);
    this.wrong(null);
    this.dispatchEvent(new CustomEvent('save', { detail: read.table }));
  }

  /** @param {EventTarget | null} target */
  #type(target) {
    if (!(target instanceof HTMLInputElement)) return;
    const [row, column] = placeOf(target);
    target.removeAttribute('aria-invalid');
    if (row === -1) this.#columns[column] = target.value;
    else this.#cells[row - 1][column] = target.value;
  }

  /** Several cells at once begin where the learner stands. @param {ClipboardEvent} event */
  #paste(event) {
    const text = event.clipboardData?.getData('text') ?? '';
    const pasted = cellsOf(text);
    const { target } = event;
    if (!(target instanceof HTMLInputElement) || (pasted.length === 1 && pasted[0].length === 1)) return;
    event.preventDefault();
    let [row, column] = placeOf(target);
    if (names(pasted[0])) {
      this.#columns = /** @type {string[]} */ (pasted.shift());
      [row, column] = [1, 0];
      this.#cells = [];
    }
    row = Math.max(1, row);
    pasted.forEach((line, i) => {
      while (this.#cells.length < row + i) this.#cells.push(this.#columns.map(() => ''));
      line.forEach((cell, k) => {
        while (this.#columns.length <= column + k) this.#columns.push(`x${this.#columns.length + 1}`);
        this.#cells[row - 1 + i][column + k] = cell;
      });
    });
    this.#draw();
    this.#cell(row, column)?.focus();
  }

  /** Enter and the arrows go up and down. @param {KeyboardEvent} event */
  #key(event) {
    const { target, key } = event;
    if (!(target instanceof HTMLInputElement)) return;
    const [row, column] = placeOf(target);
    const next = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[key];
    if (next === undefined) return;
    event.preventDefault();
    const to = row === -1 ? (next > 0 ? 1 : -1) : row + next === 0 ? -1 : row + next;
    if (to > this.#cells.length) this.#press('row');
    this.#cell(to, column)?.focus();
  }

  /** @param {number} row @param {number} column */
  #cell(row, column) {
    return /** @type {HTMLInputElement | null} */ (
      this.#place.querySelector(`[data-row="${row}"][data-column="${column}"]`)
    );
  }

  #draw() {
    const table = make('table', 'cells-table');
    const head = table.createTHead().insertRow();
    head.append(make('td', ''));
    this.#columns.forEach((name, column) => {
      const cell = make('th', '', field(name, -1, column, `Name of column ${column + 1}`));
      cell.scope = 'col';
      head.append(cell);
    });
    const body = table.createTBody();
    this.#cells.slice(0, MOST_SHOWN).forEach((line, i) => {
      const row = body.insertRow();
      const number = make('th', 'quiet', String(i + 1));
      number.scope = 'row';
      row.append(number);
      this.#columns.forEach((name, column) => {
        row.insertCell().append(field(line[column] ?? '', i + 1, column, `Row ${i + 1}, ${name}`));
      });
    });
    const hidden = this.#cells.length - MOST_SHOWN;
    const rest = make('p', 'quiet', `and ${hidden} more rows, which stay as they are`);
    this.#place.replaceChildren(table, ...(hidden > 0 ? [rest] : []));
  }
}

/** @param {HTMLInputElement} input @returns {[number, number]} */
function placeOf(input) {
  return [Number(input.dataset.row), Number(input.dataset.column)];
}

/** @param {string} value @param {number} row @param {number} column @param {string} label */
function field(value, row, column, label) {
  const input = make('input', 'field number');
  input.type = 'text';
  input.value = value;
  input.autocomplete = 'off';
  input.dataset.row = String(row);
  input.dataset.column = String(column);
  input.setAttribute('aria-label', label);
  return input;
}
