/** Finds a node by its name: proposals while typing, Enter goes to the best one. */

import { findNodes } from '../model/search.js';

/** @typedef {import('../model/graph.js').Graph} Graph */

/**
 * @param {HTMLFormElement} form with an input and its datalist
 * @param {() => Graph | null} graph that is shown
 * @param {(node: number) => void} choose
 * @param {() => void} left called when one was chosen, or none is wanted any more
 */
export function search(form, graph, choose, left) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input'));
  const list = /** @type {HTMLDataListElement} */ (form.querySelector('datalist'));
  const found = () => {
    const shown = graph();
    return shown ? findNodes(shown, input.value).map((node) => ({ node, name: shown.name(node) })) : [];
  };
  const go = (/** @type {number | undefined} */ node) => {
    if (node === undefined) return;
    choose(node);
    leave();
  };
  const leave = () => {
    input.value = '';
    list.replaceChildren();
    left();
  };
  input.addEventListener('input', (event) => {
    const nodes = found();
    const typed = event instanceof InputEvent && event.inputType !== 'insertReplacementText';
    const chosen = typed ? undefined : nodes.find(({ name }) => name === input.value)?.node;
    if (chosen !== undefined) return go(chosen);
    list.replaceChildren(
      ...nodes.map(({ name }) => Object.assign(document.createElement('option'), { value: name })),
    );
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(found()[0]?.node);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leave();
  });
}
