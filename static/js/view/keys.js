/** Keys for the whole page. Whatever a focused control does with a key by itself comes first. */

/** @typedef {import('../play/player.js').Player} Player */

const WRITES =
  'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, [contenteditable]';
const PRESSES = 'button, a, summary, input, select, textarea, [role="button"]';
const MOVES = 'input, select, textarea, [role="tab"], [role="radio"], [role="menuitem"]';

/**
 * @param {Player} player
 * @param {{undo: () => void, redo: () => void, zoomIn: () => void, zoomOut: () => void, fit: () => void,
 *   letGo: () => void, add: () => void, find: () => void, help: () => void,
 *   inside: () => void, fold: () => void, unfold: () => void,
 *   epoch: (direction: 1 | -1) => void}} actions
 */
export function keys(player, actions) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey || document.querySelector('dialog[open]')) return;
    const action = event.ctrlKey || event.metaKey ? edit(event, actions) : plain(event, player, actions);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** @param {KeyboardEvent} event @param {{undo: () => void, redo: () => void}} actions */
function edit({ key, shiftKey, target }, { undo, redo }) {
  if (target instanceof Element && target.closest(WRITES)) return null;
  if (key.toLowerCase() === 'z') return shiftKey ? redo : undo;
  return key.toLowerCase() === 'y' && !shiftKey ? redo : null;
}

/** @param {KeyboardEvent} event @param {Player} player @param {Parameters<typeof keys>[1]} actions */
function plain({ key, shiftKey, target }, player, actions) {
  const { zoomIn, zoomOut, fit, letGo, add, find, help, epoch } = actions;
  const inside = (/** @type {string} */ selector) =>
    target instanceof Element && target.closest(selector) !== null;
  if (inside(WRITES)) return null;
  const still = (/** @type {() => void} */ move) => () => {
    player.pause();
    move();
  };
  switch (key) {
    case ' ':
      return inside(PRESSES) && !inside('.stage') ? null : () => player.toggle();
    case 'ArrowLeft':
      return inside(MOVES) ? null : shiftKey ? still(() => player.phase(-1)) : () => player.step(-1);
    case 'ArrowRight':
      return inside(MOVES) ? null : shiftKey ? still(() => player.phase(1)) : () => player.step(1);
    case 'Home':
      return inside(MOVES) ? null : still(() => player.start());
    case 'End':
      return inside(MOVES) ? null : still(() => player.end());
    case '[':
      return () => player.slower();
    case ']':
      return () => player.faster();
    case '+':
    case '=':
      return zoomIn;
    case '-':
      return zoomOut;
    case '0':
      return fit;
    case 'i':
      return actions.inside;
    case 'f':
      return actions.fold;
    case 'F':
      return actions.unfold;
    case 'a':
      return add;
    case '/':
      return find;
    case '?':
      return help;
    case ',':
      return () => epoch(-1);
    case '.':
      return () => epoch(1);
    case 'Escape':
      return document.querySelector(':popover-open') ? null : letGo; // the browser closes that
    default:
      return null;
  }
}
