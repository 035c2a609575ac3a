/** A table of numbers as people paste it from a spreadsheet: cells, column names, and what is wrong in which cell. */

/** @typedef {{columns: string[], rows: number[][]}} Table */
/** @typedef {{row: number, column: number, message: string}} Wrong row from 1, −1 for the names; column from 0 */

/** Tabs if there are any, else semicolons, else commas. @param {string} text @returns {string[][]} */
export function cellsOf(text) {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  const separator = ['\t', ';', ','].find((candidate) => text.includes(candidate)) ?? '\t';
  return lines.map((line) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')));
}

/** @param {string} text as people write numbers @returns {number | null} */
export function numberOf(text) {
  const plain = text
    .trim()
    .replaceAll('−', '-')
    .replace(/^([+-]?\d*),(\d+)$/, '$1.$2');
  const number = Number(plain);
  return plain !== '' && Number.isFinite(number) ? number : null;
}

/** Whether a row of cells names columns. @param {string[]} cells */
export function names(cells) {
  return cells.some((cell) => cell !== '' && numberOf(cell) === null);
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * Empty rows are left out.
 * @param {string[]} columns @param {string[][]} cells
 * @returns {{table: Table} | {wrong: Wrong}} the first cell that is wrong
 */
export function readTable(columns, cells) {
  const wrong = (/** @type {number} */ row, /** @type {number} */ column, /** @type {string} */ message) => ({
    wrong: { row, column, message },
  });
  for (const [column, name] of columns.entries()) {
    if (!NAME.test(name))
      return wrong(-1, column, `“${name}” cannot name a column: use a letter, then letters and digits.`);
    if (columns.indexOf(name) !== column) return wrong(-1, column, `Two columns are called ${name}.`);
  }
  const rows = [];
  for (const [row, line] of cells.entries()) {
    if (line.every((cell) => cell.trim() === '')) continue;
    const numbers = [];
    for (let column = 0; column < columns.length; column++) {
      const text = line[column] ?? '';
      const number = numberOf(text);
      const what = text.trim() === '' ? 'is empty' : `is “${text.trim().slice(0, 20)}”, not a number`;
      if (number === null)
        return wrong(row + 1, column, `Row ${row + 1}, column ${columns[column]} ${what}.`);
      numbers.push(number);
    }
    rows.push(numbers);
  }
  return { table: { columns, rows } };
}
