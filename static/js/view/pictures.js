/** Pictures of the graph to save: SVG as it is, PNG at twice its size. */

import { drawing, MOST_ITEMS } from '../render/drawing.js';
import { readPalette } from '../render/palette.js';

/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {import('../play/player.js').Player} Player */
/** @typedef {import('../scene/stage.js').Stage} Stage */
/** @typedef {import('./notices.js').Notices} Notices */

const SHARPNESS = 2;
const LONGEST = 8192; // pixels of a side that every browser can draw

/**
 * @param {HTMLElement} menu whose buttons have a data-picture
 * @param {{stage: Stage, element: HTMLElement, player: Player, timeline: () => Timeline | null, notices: Notices}} parts
 */
export function pictures(menu, { stage, element, player, timeline, notices }) {
  menu.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-picture]') : null;
    const shown = timeline();
    const state = shown?.stateAt(player.cursor);
    if (!(button instanceof HTMLElement) || !shown || !state || !stage.scene) return;
    menu.hidePopover();
    if (stage.scene.count > MOST_ITEMS) {
      return notices.say(`A picture has room for ${MOST_ITEMS} boxes. Close some groups first.`);
    }
    const forward = shown.segmentOf(Math.max(0, player.cursor - 1))?.phase === 'forward';
    const picture = drawing(stage.scene, state, forward, readPalette(element), element);
    const svg = new Blob([new XMLSerializer().serializeToString(picture)], { type: 'image/svg+xml' });
    if (button.dataset.picture === 'svg') save(svg, 'graph.svg');
    else save(await raster(svg, picture), 'graph.png');
  });
}

/** @param {Blob} svg @param {SVGElement} picture @returns {Promise<Blob>} */
async function raster(svg, picture) {
  const [width, height] = ['width', 'height'].map((name) => Number(picture.getAttribute(name)));
  const scale = Math.min(SHARPNESS, LONGEST / width, LONGEST / height);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  const image = new Image();
  image.src = URL.createObjectURL(svg);
  await image.decode();
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(/** @type {Blob} */ (blob)), 'image/png'));
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
