/** Places in a text: Python counts lines from 1 and columns in characters, a textarea counts UTF-16 units. */

/** @typedef {{line: number, column: number, endLine: number, endColumn: number}} Span */

/** @param {string} text one line @param {number} column in characters @returns {number} in UTF-16 units */
export function unitsOf(text, column) {
  return [...text].slice(0, column).join('').length;
}

/** @param {string} program @param {number} offset in UTF-16 units @returns {{line: number, column: number}} */
export function placeOf(program, offset) {
  const before = program.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: [...before.slice(start)].length };
}

/** @param {Span} span @param {{line: number, column: number}} place */
export function holds(span, { line, column }) {
  const after = line > span.line || (line === span.line && column >= span.column);
  const before = line < span.endLine || (line === span.endLine && column <= span.endColumn);
  return after && before;
}

/** Where a caret goes when a text is replaced: it stays on its own character. @param {string} before @param {string} after @param {number} caret */
export function follow(before, after, caret) {
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before[head] === after[head]) head++;
  if (caret <= head) return caret;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (caret >= before.length - tail) return caret + after.length - before.length;
  return Math.min(caret, after.length - tail);
}
