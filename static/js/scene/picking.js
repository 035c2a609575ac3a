/** What the learner points at, presses or focuses on the stage: items, closed groups and the headers of open ones. */

/**
 * @typedef {object} Picked
 * @property {(node: number | null) => void} select
 * @property {(node: number | null) => void} hover
 * @property {(path: string) => void} fold
 */

/** @param {HTMLElement} element @param {Picked} picked */
export function listenToItems(element, { select, hover, fold }) {
  element.addEventListener('click', (event) => {
    const path = groupAt(event);
    if (path === null) select(nodeAt(event));
    else fold(path);
  });
  element.addEventListener('pointerover', (event) => hover(nodeAt(event)));
  element.addEventListener('pointerleave', () => hover(null));
  element.addEventListener('focusin', (event) => hover(nodeAt(event)));
  element.addEventListener('focusout', () => hover(null));
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    const [node, path] = [nodeAt(event), groupAt(event)];
    if (node !== null) select(node);
    else if (path !== null) fold(path);
    else return;
    event.preventDefault();
  });
}

/** @param {Event} event @returns {number | null} */
function nodeAt(event) {
  const item = /** @type {SVGElement | null} */ (
    /** @type {Element} */ (event.target).closest('[data-node]')
  );
  return item ? Number(item.dataset.node) : null;
}

/** @param {Event} event @returns {string | null} the path of a group */
function groupAt(event) {
  const part = /** @type {SVGElement | null} */ (
    /** @type {Element} */ (event.target).closest('[data-group]')
  );
  return part?.dataset.group ?? null;
}
