/** Everything that stands for a node says so in `data-node`: pointing at it, focusing it, clicking it mean the node. */

/**
 * @param {HTMLElement} element in which things stand for nodes
 * @param {(node: number | null) => void} hover null: at none any more
 * @param {(node: number) => void} [choose] on a click
 */
export function pointing(element, hover, choose) {
  element.addEventListener('pointerover', ({ target }) => hover(nodeOf(target)));
  element.addEventListener('pointerleave', () => hover(null));
  element.addEventListener('focusin', ({ target }) => hover(nodeOf(target)));
  element.addEventListener('focusout', () => hover(null));
  if (!choose) return;
  element.addEventListener('click', (event) => {
    const node = nodeOf(event.target);
    if (node === null) return;
    event.preventDefault(); // without scripts a link leads to the tape
    choose(node);
  });
}

/** @param {EventTarget | null} target @returns {number | null} */
export function nodeOf(target) {
  const found = target instanceof Element ? target.closest('[data-node]') : null;
  return found ? Number(found.getAttribute('data-node')) : null;
}
