/** What the keyboard does inside the program, by the browser's own editing, so that its undo still works. */

const INDENT = '    ';

/** Tab indents, Shift+Tab takes back, Enter keeps the indent; after Escape, Tab leaves. @param {HTMLTextAreaElement} text */
export function typing(text) {
  let leaving = false;
  text.addEventListener('keydown', (event) => {
    if (text.readOnly || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Tab' && !leaving) {
      event.preventDefault();
      shift(text, event.shiftKey);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      insert(`\n${indentAfter(text.value.slice(0, text.selectionStart))}`);
    }
    leaving = event.key === 'Escape' || (leaving && event.key === 'Shift');
  });
  text.addEventListener('blur', () => {
    leaving = false;
  });
}

/** @param {string} before all that stands before the caret */
function indentAfter(before) {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  return /:\s*(#.*)?$/.test(line) ? indent + INDENT : indent;
}

/** @param {HTMLTextAreaElement} text @param {boolean} back */
function shift(text, back) {
  const { selectionStart, selectionEnd, value } = text;
  if (!back && selectionStart === selectionEnd) return insert(INDENT);
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const lines = value.slice(start, selectionEnd).split('\n');
  const moved = lines.map((line) => (back ? line.replace(/^(\t| {1,4})/, '') : INDENT + line));
  const first = moved[0].length - lines[0].length;
  text.setSelectionRange(start, selectionEnd);
  insert(moved.join('\n'));
  text.setSelectionRange(Math.max(start, selectionStart + first), text.selectionEnd);
}

/**
 * The one way to change a text field that the browser can undo.
 * @param {string} text
 */
export function insert(text) {
  document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
}
