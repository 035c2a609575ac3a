/** Joins what building by hand is made of, once the first picture stands. A page of somebody else's session has none. */

import { Ask } from './ask.js';
import { Build } from './build.js';
import { Chosen } from './chosen.js';
import { dragging } from './dragging.js';
import { Palette } from './palette.js';
import { tabbing } from './tabbing.js';
import { Wiring } from './wiring.js';

/**
 * @param {{stage: import('../scene/stage.js').Stage, player: import('../play/player.js').Player,
 *   work: import('./work.js').Work, notices: import('./notices.js').Notices}} parts
 * @returns {Build | null}
 */
export function building({ stage, player, work, notices }) {
  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  if (!byId('palette')) return null;
  const ask = new Ask(/** @type {HTMLFormElement} */ (byId('ask')), byId('ask-says'));
  const palette = new Palette(byId('palette'), byId('add'));
  const build = new Build({ ask, palette, stage, work, notices });
  const area = byId('stage');
  const chosen = new Chosen(
    { bar: byId('chosen'), menu: byId('node-menu'), area, stage },
    () => (work.lent ? null : (work.timeline?.graph ?? null)),
    {
      build,
      requireGrad: (node, yes) => work.leaf(node, { requires_grad: yes }),
      open: (node, apart) => work.takeApart(node, apart),
      hasBreakpoint: (node) => player.breakpoints.has(node),
    },
  );
  tabbing(area, byId('chosen'), () => chosen.node);
  dragging(area, {
    numberOf: (node) => {
      const timeline = work.timeline;
      if (work.lent || !timeline || !['leaf', 'parameter'].includes(timeline.graph.kind(node))) return null;
      return timeline.stateAt(Math.min(player.cursor, timeline.length))?.dataOf(node) ?? null;
    },
    chosen: () => chosen.node,
    change: (node, data) => work.leaf(node, { data }),
  });
  stage.addEventListener('together', (event) => {
    work.takeApart(/** @type {CustomEvent} */ (event).detail.node, false);
  });
  const wiring = new Wiring({ handle: byId('handle'), area, stage, build });
  const shown = () => {
    chosen.draw();
    wiring.covered = work.lent;
  };
  work.addEventListener('shown', shown);
  shown();
  ask.addEventListener('asking', (event) => {
    chosen.covered = wiring.covered = true;
    area.classList.toggle('is-asked', /** @type {CustomEvent} */ (event).detail.onStage);
  });
  ask.addEventListener('done', () => {
    chosen.covered = wiring.covered = false;
    area.classList.remove('is-asked');
  });
  /** @type {HTMLButtonElement} */ (byId('add')).disabled = false;
  return build;
}
