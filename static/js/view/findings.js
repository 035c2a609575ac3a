/** What running the program came to: an error and its remedy, what was printed, what was noted. */

/** @typedef {import('../net/request.js').Problem} Problem */
/** @typedef {import('../net/answers.js').Line} Line */
/** @typedef {import('./editor.js').Editor} Editor */

/** Milliseconds before an error is told: a line that is being written is not wrong yet. */
const PATIENCE = 350;
/** Letters of what was printed that stand beside its line. */
const GLANCE = 60;

/** Events: `node` {node} when one is asked to be shown. */
export class Findings extends EventTarget {
  #editor;
  #error;
  #prints;
  #notes;
  #mistakes;
  #timer = 0;

  /** @param {Editor} editor @param {{error: HTMLElement, prints: HTMLElement, notes: HTMLElement, mistakes: HTMLElement}} places */
  constructor(editor, { error, prints, notes, mistakes }) {
    super();
    this.#editor = editor;
    this.#error = error;
    this.#prints = prints;
    this.#notes = notes;
    this.#mistakes = mistakes;
  }

  /** Told after a while, unless something else is found until then. @param {Problem} problem */
  wrong(problem) {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#tell(problem), PATIENCE);
  }

  /** Whatever was about to be told is of a text that is no more. */
  wait() {
    window.clearTimeout(this.#timer);
  }

  /** @param {Problem} problem */
  #tell(problem) {
    const { message, hint, line, column, end_line, end_column, names } = problem;
    const span = line
      ? { line, column: column ?? 0, endLine: end_line || line, endColumn: end_column ?? 0 }
      : null;
    this.#editor.wrong(span);
    this.#error.replaceChildren(paragraph(line ? `Line ${line}: ${message}` : message, 'strong'));
    if (hint) this.#error.append(paragraph(hint, 'span'));
    if (names?.length) this.#error.append(this.#offer(names));
    this.#error.append(paragraph('The graph still shows the last version that ran.', 'small'));
  }

  /** The program ran. */
  right() {
    window.clearTimeout(this.#timer);
    this.#editor.wrong(null);
    this.#error.replaceChildren();
  }

  /** @param {Pick<import('../net/answers.js').Change, 'prints' | 'notes' | 'epochs' | 'own'>} found */
  said({ prints, notes, epochs, own }) {
    this.#mistakes.replaceChildren(...(own?.mistakes ?? []).map((mistake) => this.#accuse(mistake)));
    this.#editor.beside(beside(prints, epochs ? epochs.epoch : null));
    this.#prints.textContent = prints.map(({ text }) => text).join('');
    this.#prints.hidden = prints.length === 0;
    this.#notes.replaceChildren(
      ...notes.map(({ line, text }) => item(line ? `Line ${line}: ${text}` : text)),
    );
  }

  /** @param {import('../net/answers.js').Mistake} mistake in the program's own class */
  #accuse({ message, hint, line, nodes }) {
    const box = document.createElement('div');
    box.className = 'mistake';
    box.append(paragraph(line ? `Line ${line}: ${message}` : message, 'strong'), paragraph(hint, 'span'));
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = 'Show where';
    button.addEventListener('click', () =>
      this.dispatchEvent(new CustomEvent('node', { detail: { node: nodes[0], line } })),
    );
    box.append(button);
    return box;
  }

  /** @param {string[]} names */
  #offer(names) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent =
      names.length === 1 ? `Create the leaf ${names[0]}` : `Create the leaves ${names.join(', ')}`;
    button.addEventListener('click', () => {
      this.#editor.prepend(names.map((name) => `${name} = Value(1.0)\n`).join(''));
    });
    return button;
  }
}

/**
 * What stands beside each line: what was printed there in this epoch, and before or without a loop.
 * @param {Line[]} prints @param {number | null} epoch
 */
function beside(prints, epoch) {
  /** @type {Map<number, string[]>} */
  const lines = new Map();
  for (const { line, text, epoch: of } of prints) {
    if (epoch === null || of === null || of === epoch) lines.set(line, [...(lines.get(line) ?? []), text]);
  }
  return new Map([...lines].map(([line, texts]) => [line, glance(texts)]));
}

/** @param {string[]} texts that one line wrote */
function glance(texts) {
  const last = (texts.at(-1) ?? '').trimEnd().replace(/\s*\n\s*/g, ' ⏎ ');
  const short = last.length > GLANCE ? `${last.slice(0, GLANCE - 1)}…` : last;
  return texts.length > 1 ? `${short}  (${texts.length}×)` : short;
}

/** @param {string} text @param {'strong' | 'span' | 'small'} tag */
function paragraph(text, tag) {
  const [p, inner] = [document.createElement('p'), document.createElement(tag)];
  inner.textContent = text;
  p.append(inner);
  return p;
}

/** @param {string} text */
function item(text) {
  const li = document.createElement('li');
  li.textContent = text;
  return li;
}
