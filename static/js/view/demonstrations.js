/** Demonstrations: backward done wrong, played in the place of the session, which is there again afterwards. */

import { readGraph } from '../model/graph.js';
import { Timeline } from '../model/timeline.js';

/** @typedef {{cursor: number, nodes: number[], said: string}} Moment from a cursor on, until the next one */

const WRONG = 'wrong here';

export class Demonstrations {
  #parts;
  #banner;
  #moment;
  #left = part(document.body, '.left'); // the program and its leaves, which are not what is played
  /** @type {Moment[]} */
  #moments = [];
  /** @type {import('../model/graph.js').Graph | null} */
  #graph = null;
  #field;
  /** @type {{focus: Element | null, look: import('../scene/stage.js').Stage['look']} | null} as it was before */
  #before = null;

  /**
   * @param {{session: import('../net/session.js').Session, work: import('./work.js').Work,
   *   player: import('../play/player.js').Player, stage: import('../scene/stage.js').Stage,
   *   notices: import('./notices.js').Notices, rest: () => Promise<void>, told: () => number, renew: () => void}} parts
   *   `rest` ends what trains, `told` is the cursor that is being told, `renew` asks for the panels
   * @param {{buttons: HTMLElement, banner: HTMLElement, field: HTMLInputElement}} places `field` says to the panels what is played
   */
  constructor(parts, { buttons, banner, field }) {
    this.#parts = parts;
    this.#banner = banner;
    this.#field = field;
    this.#moment = part(banner, '.demonstration-moment');
    const { player, work } = parts;
    buttons.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      if (button?.dataset.demonstration) this.begin(button.dataset.demonstration);
    });
    part(banner, 'button').addEventListener('click', () => this.leave());
    for (const event of ['cursor', 'begin', 'playing']) player.addEventListener(event, () => this.#tell());
    work.addEventListener('shown', () => {
      if (!work.lent) this.#end();
    });
  }

  get on() {
    return this.#graph !== null;
  }

  /** @param {string} kind */
  async begin(kind) {
    const { session, work, player, stage, notices, rest, renew } = this.#parts;
    await rest();
    const answer = await session.demonstration(kind).catch((/** @type {Error} */ error) => error);
    if (answer instanceof Error) return notices.say(answer.message);
    this.#before ??= { focus: document.activeElement, look: stage.look };
    const graph = readGraph(answer.graph);
    graph.suspicion = WRONG;
    this.#graph = graph;
    this.#moments = answer.moments;
    this.#field.value = kind;
    document.body.dataset.demonstration = answer.own ? 'own' : 'small';
    part(this.#banner, 'h2').textContent = answer.title;
    part(this.#banner, '.demonstration-said').textContent = answer.said;
    this.#banner.hidden = false;
    this.#left.inert = true;
    const timeline = new Timeline(graph, answer.timeline, answer.values, answer.steps);
    work.lend(graph, timeline, (cursor) => this.#moments.some((moment) => moment.cursor === cursor));
    renew();
    this.#tell();
    part(this.#banner, 'button').focus({ preventScroll: true });
    player.play();
  }

  /** Back to the session, as it was. */
  leave() {
    this.#parts.work.back();
  }

  /** What is true at the cursor. */
  #tell() {
    if (!this.#graph) return;
    const cursor = this.#parts.told();
    const moment = this.#moments.findLast((candidate) => candidate.cursor <= cursor);
    this.#graph.suspects = new Set(moment?.nodes);
    const said = moment?.said ?? '';
    if (this.#moment.textContent !== said) this.#moment.textContent = said;
    this.#banner.classList.toggle('is-wrong', (moment?.nodes.length ?? 0) > 0);
  }

  #end() {
    const before = this.#before;
    if (!this.#graph || !before) return;
    this.#graph = this.#before = null;
    this.#moments = [];
    this.#field.value = '';
    delete document.body.dataset.demonstration;
    const inside = this.#banner.contains(document.activeElement);
    this.#banner.hidden = true;
    this.#left.inert = false;
    if (inside && before.focus?.isConnected)
      /** @type {HTMLElement} */ (before.focus).focus({ preventScroll: true });
    this.#parts.stage.lookAgain(before.look);
    this.#parts.renew();
  }
}

/** @param {HTMLElement} element @param {string} selector */
function part(element, selector) {
  return /** @type {HTMLElement} */ (element.querySelector(selector));
}
