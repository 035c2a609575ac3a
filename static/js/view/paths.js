/** The ways from the output to the chosen node, as the server lists them: pointing at one marks it in the graph. */

/** @typedef {import('../scene/choice.js').Traced} Traced */

export class Paths {
  #element;
  #stage;
  #node;
  #panel;
  /** @type {string | null} the edges of the way that stays marked */
  #kept = null;

  /**
   * @param {HTMLElement} element the panel's
   * @param {{stage: import('../scene/stage.js').Stage, panel: import('./panel.js').Panel, node: HTMLInputElement}} parts
   *   `node` is the field that the panel is asked with
   */
  constructor(element, { stage, panel, node }) {
    this.#element = element;
    this.#stage = stage;
    this.#panel = panel;
    this.#node = node;
    stage.addEventListener('select', (event) => this.choose(/** @type {CustomEvent} */ (event).detail.node));
    const point = (/** @type {Event} */ { target }) => stage.trace(wayOf(target) ?? this.#marked(element));
    element.addEventListener('pointerover', point);
    element.addEventListener('focusin', point);
    for (const leave of ['pointerleave', 'focusout'])
      element.addEventListener(leave, () => stage.trace(this.#marked(element)));
    element.addEventListener('click', ({ target }) => {
      const button = buttonOf(target);
      if (!button) return;
      const edges = button.dataset.edges ?? null;
      this.#kept = edges === this.#kept ? null : edges;
      this.#press(element);
    });
    element.addEventListener('htmx:after:swap', () => {
      this.#press(element);
      stage.trace(this.#marked(element));
    });
  }

  /** @param {number | null} node */
  choose(node) {
    this.#kept = null;
    this.#stage.trace([]);
    if (node === null && this.#element.contains(document.activeElement)) this.#stage.focus();
    this.#node.value = node === null ? '' : String(node);
    this.#panel.refresh();
  }

  /** The numbers may be others now. */
  refresh() {
    if (this.#node.value !== '') this.#panel.refresh();
  }

  /** @param {HTMLElement} element */
  #press(element) {
    for (const button of element.querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.dataset.edges === this.#kept));
  }

  /** @param {HTMLElement} element @returns {Traced[]} */
  #marked(element) {
    return wayOf(element.querySelector('[aria-pressed="true"]')) ?? [];
  }
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
function buttonOf(target) {
  return target instanceof Element ? target.closest('button') : null;
}

/** @param {EventTarget | null} target @returns {Traced[] | null} */
function wayOf(target) {
  const { edges, factors } = buttonOf(target)?.dataset ?? {};
  if (!edges || !factors) return null;
  const texts = factors.split(' ');
  return edges.split(' ').map((edge, i) => ({ edge: Number(edge), text: `× ${texts[i]}` }));
}
