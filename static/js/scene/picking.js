/** What the learner points at, presses or focuses on the stage: items, groups, and the ground with its wires. */

/**
 * @typedef {object} Picked
 * @property {(node: number | null) => void} select
 * @property {(node: number | null) => void} hover
 * @property {(path: string) => void} fold
 * @property {(node: number) => void} breakpoint
 * @property {(edges: number[]) => void} pick a wire
 * @property {(x: number, y: number) => import('./nearest.js').Under} under a point of the element, for what has no
 *   record in SVG
 */

/** @param {HTMLElement} element @param {Picked} picked */
export function listenToItems(element, { select, hover, fold, breakpoint, pick, under }) {
  const at = (/** @type {MouseEvent} */ event) => {
    const [node, path] = [nodeAt(event), groupAt(event)];
    if (node !== null || path !== null) return { node, path, edges: [] };
    const box = element.getBoundingClientRect();
    return under(event.clientX - box.left, event.clientY - box.top);
  };
  element.addEventListener('click', (event) => {
    const { node, path, edges } = at(event);
    if (path !== null) return fold(path);
    select(node);
    if (edges.length > 0) pick(edges);
  });
  element.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch' || event.buttons > 0) return;
    const { node, edges } = at(event);
    element.classList.toggle('over-wire', edges.length > 0);
    hover(node);
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
