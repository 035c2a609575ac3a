/** The text in the editor that did not run: kept while it waits, dropped once it has run, offered again where it went. */

import { Draft } from './draft.js';

export class Unfinished {
  #editor;
  #findings;
  #notices;
  #draft;

  /**
   * @param {string} id of the session
   * @param {{editor: import('./editor.js').Editor, findings: import('./findings.js').Findings, notices: import('./notices.js').Notices}} parts
   * @param {() => number} version of the session that is being written on
   */
  constructor(id, { editor, findings, notices }, version) {
    this.#editor = editor;
    this.#findings = findings;
    this.#notices = notices;
    this.#draft = new Draft(id);
    editor.addEventListener('draft', (event) => {
      this.#draft.keep(/** @type {CustomEvent} */ (event).detail.program, version());
      findings.wait();
    });
  }

  /** Whether there is one. */
  get there() {
    return this.#editor.dirty;
  }

  /** One that this browser has kept. @param {{mine: boolean, program: string, version: number}} opened */
  restore({ mine, program, version }) {
    const draft = this.#draft.read();
    if (!mine || !draft || draft.program === program) this.#draft.drop();
    else if (draft.version === version) this.#editor.restore(draft.program);
    else this.#offer('A text of yours never ran, and the session has changed since.', draft.program);
  }

  /** @param {string} program */
  ran(program) {
    this.#findings.right();
    if (this.#editor.program !== program) return;
    this.#editor.dirty = false;
    this.#draft.drop();
  }

  /** What runs now, unless something else is being written. @param {string} program */
  show(program) {
    if (!this.#editor.dirty) this.#editor.show(program);
  }

  /** Back to the program that ran last. @param {string} program */
  drop(program) {
    const text = this.#editor.program;
    this.#editor.show(program);
    this.#draft.drop();
    this.#findings.right();
    this.#offer('The text that did not run is gone.', text);
  }

  /** Somebody else has written another program. @param {string} program */
  giveWay(program) {
    const text = this.#editor.dirty ? this.#editor.program : null;
    this.#editor.show(program);
    const said = 'This session was changed in another place; this is how it stands now.';
    if (text === null) this.#notices.say(said);
    else this.#offer(said, text);
  }

  /** @param {string} said @param {string} text that can be put back */
  #offer(said, text) {
    this.#notices.say(said, { label: 'Put my text back', act: () => this.#editor.restore(text) });
  }
}
