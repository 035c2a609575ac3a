/** The palette: a list of ops that typing narrows down. All of it can be done by mouse, touch or keys. */

/**
 * @typedef {object} Entry an op as the palette offers it
 * @property {string} op
 * @property {string} title
 * @property {string} glyph
 * @property {number} inputs that have to be picked; 0 for any number
 * @property {string} last what the last input is called, "" where it has no name of its own
 */

/** Events: `pick` {entry}; `dismiss` when it was closed without a choice. */
export class Palette extends EventTarget {
  #element;
  #opener;
  #search;
  #none;
  #note;
  #leaf;
  /** @type {HTMLElement[]} */
  #items;
  /** @type {HTMLElement | null} the one that Enter picks */
  #active = null;
  #picked = false;

  /** @param {HTMLElement} element the popover @param {HTMLElement} opener the button that it opens under */
  constructor(element, opener) {
    super();
    const inside = (/** @type {string} */ selector) =>
      /** @type {HTMLElement} */ (element.querySelector(selector));
    this.#element = element;
    this.#opener = opener;
    this.#search = /** @type {HTMLInputElement} */ (inside('input'));
    this.#none = inside('.palette-none');
    this.#note = inside('.palette-for');
    this.#leaf = inside('[data-leaf]');
    this.#items = [...element.querySelectorAll('[role="option"]')].map(
      (item) => /** @type {HTMLElement} */ (item),
    );
    this.#search.addEventListener('input', () => this.#filter());
    this.#search.addEventListener('keydown', (event) => this.#key(event));
    element.addEventListener('click', ({ target }) => this.#pick(itemOf(target)));
    element.addEventListener('pointermove', ({ target }) => this.#activate(itemOf(target) ?? this.#active));
    element.addEventListener('beforetoggle', (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === 'open') this.#reset();
    });
    element.addEventListener('toggle', (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === 'open') return this.#search.focus();
      this.#for('');
      if (!this.#picked) this.dispatchEvent(new Event('dismiss'));
    });
  }

  /** @param {string} note what an op is for; without it, a leaf is offered too */
  open(note) {
    this.#for(note);
    this.#element.showPopover();
    this.#search.focus();
  }

  /** @param {string} note */
  #for(note) {
    this.#note.textContent = note;
    this.#note.hidden = note === '';
    this.#leaf.hidden = note !== '';
  }

  #reset() {
    this.#picked = false;
    this.#search.value = '';
    this.#filter();
    const { left, bottom } = this.#opener.getBoundingClientRect();
    this.#element.style.left = `${left}px`;
    this.#element.style.top = `${bottom + 6}px`;
  }

  #filter() {
    const wanted = this.#search.value.trim().toLowerCase();
    for (const item of this.#items) item.hidden = !item.dataset.words?.includes(wanted);
    for (const group of this.#element.querySelectorAll('.palette-group')) {
      group.classList.toggle('is-empty', !group.querySelector('[role="option"]:not([hidden])'));
    }
    const shown = this.#shown();
    this.#none.hidden = shown.length > 0;
    const begins = shown.find((item) => wanted !== '' && item.dataset.op?.startsWith(wanted));
    this.#activate(begins ?? shown[0] ?? null);
  }

  /** In the order of the screen. */
  #shown() {
    return this.#items.filter((item) => !item.hidden && !item.closest('[data-leaf][hidden]'));
  }

  /** @param {HTMLElement | null} item */
  #activate(item) {
    if (item === this.#active) return;
    this.#active?.setAttribute('aria-selected', 'false');
    this.#active = item;
    item?.setAttribute('aria-selected', 'true');
    item?.scrollIntoView({ block: 'nearest' });
    this.#search.setAttribute('aria-activedescendant', item?.id ?? '');
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const shown = this.#shown();
    const at = this.#active ? shown.indexOf(this.#active) : -1;
    const last = shown.length - 1;
    if (event.key === 'ArrowDown') this.#activate(shown[at < last ? at + 1 : 0] ?? null);
    else if (event.key === 'ArrowUp') this.#activate(shown[at > 0 ? at - 1 : last] ?? null);
    else if (event.key === 'PageDown') this.#activate(shown[Math.min(last, at + 5)] ?? null);
    else if (event.key === 'PageUp') this.#activate(shown[Math.max(0, at - 5)] ?? null);
    else if (event.key === 'Enter') this.#pick(this.#active);
    else return;
    event.preventDefault();
  }

  /** @param {HTMLElement | null} item */
  #pick(item) {
    if (!item) return;
    const { op = '', title = op, glyph = '', inputs = '0', last = '' } = item.dataset;
    this.#picked = true;
    this.#element.hidePopover();
    /** @type {Entry} */
    const entry = { op, title, glyph, inputs: Number(inputs), last };
    this.dispatchEvent(new CustomEvent('pick', { detail: { entry } }));
  }
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
function itemOf(target) {
  return target instanceof Element ? target.closest('[role="option"]') : null;
}
