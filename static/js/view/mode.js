/** Expression or Network: what the left column shows. The learner's choice is kept while the tab is open. */

/** @typedef {'expression' | 'network'} ModeName */

/** Events: `mode` when it changes. */
export class Mode extends EventTarget {
  #key;
  #choice = /** @type {HTMLElement} */ (document.getElementById('mode'));
  #chosen = false;

  /** @param {string} id of the session */
  constructor(id) {
    super();
    this.#key = `mode of ${id}`;
    this.#choice.addEventListener('change', ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      this.#chosen = true;
      this.#set(/** @type {ModeName} */ (target.value));
      this.#keep();
      this.dispatchEvent(new Event('mode'));
      if (this.now === 'network') document.getElementById('tab-training')?.click();
    });
    const kept = this.#kept();
    if (!kept) return;
    this.#chosen = true;
    this.#set(kept);
  }

  /** @returns {ModeName} */
  get now() {
    return document.body.dataset.mode === 'network' ? 'network' : 'expression';
  }

  /** What suits the session, unless the learner has chosen. @param {ModeName} mode */
  suggest(mode) {
    if (this.#chosen || mode === this.now) return;
    this.#set(mode);
    this.dispatchEvent(new Event('mode'));
  }

  /** @param {ModeName} mode */
  #set(mode) {
    document.body.dataset.mode = mode;
    for (const input of this.#choice.querySelectorAll('input')) input.checked = input.value === mode;
  }

  #keep() {
    try {
      sessionStorage.setItem(this.#key, this.now);
    } catch {
      // forbidden: the next page begins with what suits
    }
  }

  /** @returns {ModeName | null} */
  #kept() {
    try {
      return /** @type {ModeName | null} */ (sessionStorage.getItem(this.#key));
    } catch {
      return null;
    }
  }
}
