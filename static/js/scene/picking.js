/** What the learner points at, presses or focuses on the stage: items, groups, and the ground with its wires. */

/**
 * @typedef {object} Picked
 * @property {(node: number | null) => void} select
 * @property {(node: number | null) => void} hover
 * @property {(path: string) => void} fold
 * @property {(node: number) => void} breakpoint
 * @property {(x: number, y: number) => void} press the ground, in pixels of the element
 * @property {(x: number, y: number) => void} pass over the ground
 */

/** @param {HTMLElement} element @param {Picked} picked */
export function listenToItems(element, { select, hover, fold, breakpoint, press, pass }) {
  const place = (/** @type {MouseEvent} */ event) => {
    const box = element.getBoundingClientRect();
    return /** @type {const} */ ([event.clientX - box.left, event.clientY - box.top]);
  };
  element.addEventListener('click', (event) => {
    const [node, path] = [nodeAt(event), groupAt(event)];
    if (path !== null) fold(path);
    else if (node !== null) select(node);
    else press(...place(event));
  });
  element.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch') return;
    const node = nodeAt(event);
    if (node === null && groupAt(event) === null) pass(...place(event));
    else hover(node);
  });
  element.addEventListener('pointerleave', () => hover(null));
  element.addEventListener('focusin', (event) => hover(nodeAt(event)));
  element.addEventListener('focusout', () => hover(null));
  element.addEventListener('keydown', (event) => {
    const [node, path] = [nodeAt(event), groupAt(event)];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && node !== null) select(node);
    else if (event.key === 'Enter' && path !== null) fold(path);
    else if (event.key === 'b' && node !== null) breakpoint(node);
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
