/** The program: a textarea over a painted copy of its text. It says what was typed; it never runs anything itself. */

import { Pace } from './pace.js';
import { paint } from './paint.js';
import { follow, placeOf, unitsOf } from './place.js';
import { insert, typing } from './typing.js';

/** @typedef {import('./place.js').Span} Span */
/** @typedef {'forward' | 'backward' | 'update'} Colour */

/** How text comes in one piece. */
const WHOLE = ['insertFromPaste', 'insertFromDrop', 'insertReplacementText', 'historyUndo', 'historyRedo'];

/** Events: `typed` {program} when it is to run, `undo` and `redo` when the text has nothing of its own to undo. */
export class Editor extends EventTarget {
  #text;
  #paint;
  /** @type {string[]} what each painted line was made from */
  #painted = [];
  #pace = new Pace(() => this.#say());
  #typed = 0; // edits that the browser can undo
  #undone = 0;
  /** @type {{span: Span, kind: string} | null} */
  #active = null;
  /** @type {Span | null} */
  #wrong = null;
  #touched = 0;
  /** @type {Map<number, string>} */
  #beside = new Map();
  /** The line that is being run, where that is not the line of the step. */
  #running = 0;

  /** @param {HTMLElement} element `.editor` */
  constructor(element) {
    super();
    this.#text = /** @type {HTMLTextAreaElement} */ (element.querySelector('textarea'));
    this.#paint = /** @type {HTMLElement} */ (element.querySelector('.editor-paint'));
    /** Whether the text holds what the server does not. */
    this.dirty = false;
    typing(this.#text);
    this.#text.addEventListener('input', (event) => this.#input(/** @type {InputEvent} */ (event)));
    this.#text.addEventListener('keydown', (event) => this.#keydown(event));
    this.#text.addEventListener('click', () => this.#place());
    element.classList.add('is-painted');
    this.#text.rows = 1; // the painted copy gives the height
    this.#draw();
  }

  get program() {
    return this.#text.value;
  }

  /** @param {boolean} yes */
  set editable(yes) {
    this.#text.readOnly = !yes;
  }

  /** The program as the server has it now. The caret stays where it was. @param {string} program */
  show(program) {
    this.#pace.stop();
    this.dirty = false;
    const before = this.#text.value;
    if (before === program) return;
    const { selectionStart, selectionEnd, selectionDirection } = this.#text;
    this.#text.value = program;
    const after = this.#text.value;
    this.#text.setSelectionRange(
      follow(before, after, selectionStart),
      follow(before, after, selectionEnd),
      selectionDirection,
    );
    this.#typed = this.#undone = 0;
    this.#draw();
  }

  /** A text of the learner's that the server has not seen, run at once. @param {string} program */
  restore(program) {
    this.show(program);
    this.dirty = true;
    this.#say();
  }

  /** Lines put before all others but comments and imports at the top, as if typed. @param {string} lines */
  prepend(lines) {
    const top = /^(?:[ \t]*(?:#.*|import .*|from .*)?\n)*/.exec(this.program)?.[0].length ?? 0;
    this.#text.focus();
    this.#text.setSelectionRange(top, top);
    insert(lines);
  }

  /** Underlines a place. @param {Span | null} span */
  wrong(span) {
    this.#wrong = span;
    this.#text.setAttribute('aria-invalid', String(span !== null));
    this.#painted = [];
    this.#draw();
  }

  /** Colours the lines of the step, and points at the line that runs it. @param {Span | null} span @param {string} kind @param {number} [running] */
  active(span, kind, running = span?.line ?? 0) {
    const other = running !== this.#running || span?.line !== this.#active?.span.line;
    this.#active = span && { span, kind };
    this.#running = running;
    this.#mark();
    if (other && document.activeElement !== this.#text)
      this.reveal(kind === 'update' ? running : (span?.line ?? running));
  }

  /** Scrolls the program, and nothing else, so far that a line is in view. @param {number} line */
  reveal(line) {
    const row = /** @type {HTMLElement | undefined} */ (this.#paint.children[line - 1]);
    const view = this.#paint.parentElement;
    if (!row || !view) return;
    const [above, below] = [
      row.offsetTop - view.offsetTop,
      row.offsetTop - view.offsetTop + row.offsetHeight,
    ];
    if (above < view.scrollTop) view.scrollTop = above - row.offsetHeight;
    else if (below > view.scrollTop + view.clientHeight)
      view.scrollTop = below - view.clientHeight + row.offsetHeight;
  }

  /** @param {Span | null} span */
  touch(span) {
    this.#touched = span?.line ?? 0;
    this.#mark();
  }

  /** What was printed, beside its line. @param {Map<number, string>} texts by line */
  beside(texts) {
    this.#beside = texts;
    this.#mark();
  }

  /** @param {InputEvent} event */
  #input(event) {
    if (event.inputType === 'historyUndo') [this.#typed, this.#undone] = [this.#typed - 1, this.#undone + 1];
    else if (event.inputType === 'historyRedo')
      [this.#typed, this.#undone] = [this.#typed + 1, this.#undone - 1];
    else [this.#typed, this.#undone] = [this.#typed + 1, 0];
    this.dirty = true;
    this.#draw();
    this.dispatchEvent(new CustomEvent('draft', { detail: { program: this.program } }));
    this.#pace.typed(WHOLE.includes(event.inputType));
  }

  #say() {
    this.dispatchEvent(new CustomEvent('typed', { detail: { program: this.program } }));
  }

  /** Undo is the text's own as long as it has something to undo; then it is the session's. @param {KeyboardEvent} event */
  #keydown(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || this.#text.readOnly) return;
    const key = event.key.toLowerCase();
    const redo = (key === 'z' && event.shiftKey) || key === 'y';
    if (!redo && key !== 'z') return;
    event.stopPropagation();
    if ((redo ? this.#undone : this.#typed) > 0) return;
    event.preventDefault();
    this.dispatchEvent(new Event(redo ? 'redo' : 'undo'));
  }

  #place() {
    if (this.#text.selectionStart !== this.#text.selectionEnd) return;
    const detail = placeOf(this.program, this.#text.selectionStart);
    this.dispatchEvent(new CustomEvent('place', { detail }));
  }

  #draw() {
    const lines = paint(this.program);
    const rows = this.#paint.children;
    while (rows.length > lines.length) this.#paint.lastElementChild?.remove();
    while (rows.length < lines.length) this.#paint.append(document.createElement('div'));
    lines.forEach((pieces, i) => {
      const key = JSON.stringify(pieces);
      if (this.#painted[i] === key) return;
      this.#painted[i] = key;
      rows[i].replaceChildren(...pieces.map(({ kind, text }) => piece(kind, text)));
      this.#underline(rows[i], i + 1);
    });
    this.#painted.length = lines.length;
    this.#mark();
  }

  /** @param {Element} row @param {number} line */
  #underline(row, line) {
    const span = this.#wrong;
    if (!span || line < span.line || line > span.endLine) return;
    const text = row.textContent ?? '';
    const start = line === span.line ? unitsOf(text, span.column) : 0;
    const stop = line === span.endLine ? Math.max(unitsOf(text, span.endColumn), start + 1) : text.length;
    const whole = `${text} `; // something to underline at the end of a line
    row.replaceChildren(
      whole.slice(0, start),
      piece('is-wrong', whole.slice(start, stop)),
      whole.slice(stop),
    );
  }

  #mark() {
    const { span, kind } = this.#active ?? { span: null, kind: '' };
    [...this.#paint.children].forEach((row, i) => {
      const line = i + 1;
      const on = span !== null && span.line <= line && line <= span.endLine;
      const classes = [
        on ? `is-${kind}` : '',
        this.#touched === line ? 'is-touched' : '',
        this.#running === line ? 'is-running' : '',
      ];
      const look = classes.filter(Boolean).join(' ');
      if (row.className !== look) row.className = look;
      const said = this.#beside.get(line) ?? '';
      const { dataset } = /** @type {HTMLElement} */ (row);
      if ((dataset.printed ?? '') !== said) dataset.printed = said;
    });
  }
}

/** @param {string} kind @param {string} text */
function piece(kind, text) {
  if (kind === '') return document.createTextNode(text);
  const span = document.createElement('span');
  span.className = kind;
  span.textContent = text;
  return span;
}
