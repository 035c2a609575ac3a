/** The transport: buttons, scrubber, labels, speed, and the phase that could come next. */

import { write } from '../render/svg.js';
import { Scrubber } from './scrubber.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {import('../model/timeline.js').Segment} Segment */
/** @typedef {import('../net/answers.js').Phase} Phase */
/** @typedef {import('../play/player.js').Player} Player */

/** What a learner would do next. @type {Record<Phase, Phase>} */
const NEXT = { forward: 'backward', backward: 'update', update: 'zero_grad', zero_grad: 'forward' };

/** Events: `run` {phase} when the next phase is asked for, `on` when it is the program's next epoch. */
export class Transport extends EventTarget {
  #element;
  #player;
  #scrubber;
  #track;
  #toggle;
  #ghost;
  #speed;
  #labels;
  /** @type {Graph | null} */
  #graph = null;
  /** @type {Timeline | null} */
  #timeline = null;
  /** @type {number | null} */
  #upcoming = null;
  /** @type {{left: string, right: string} | null} */
  #facts = null;
  /** Whether the session is the learner's own, so that phases may be added. */
  own = true;

  /** @param {HTMLElement} element `.transport` @param {Player} player */
  constructor(element, player) {
    super();
    this.#element = element;
    this.#player = player;
    this.#track = find(element, '.track', HTMLElement);
    this.#toggle = find(element, '[data-do="toggle"]', HTMLButtonElement);
    this.#ghost = find(element, '.ghost', HTMLButtonElement);
    this.#speed = find(element, '.speed', HTMLSelectElement);
    this.#labels = [...element.querySelectorAll('.labels span')];
    this.#scrubber = new Scrubber(this.#track, player);
    element.addEventListener('click', (event) => this.#press(event));
    this.#speed.addEventListener('change', () => {
      player.speed = Number(this.#speed.value);
    });
    player.addEventListener('cursor', () => this.#moved());
    player.addEventListener('begin', () => this.#drawLabels(player.next));
    player.addEventListener('playing', () => this.#drawPlaying());
    player.addEventListener('speed', () => this.#drawSpeed());
    this.#drawSpeed();
    this.#drawPlaying();
  }

  /** @param {Graph} graph @param {Timeline} timeline */
  show(graph, timeline) {
    this.#graph = graph;
    this.#timeline = timeline;
    this.#scrubber.show(timeline.segments);
    this.#moved();
  }

  /** @param {number | null} epoch of the program that comes next, if it is not the learner's turn */
  set upcoming(epoch) {
    this.#upcoming = epoch;
    this.#moved();
  }

  /** What is told of the training beside the phase, instead of the phases around it. @param {{left: string, right: string} | null} facts */
  set facts(facts) {
    if (facts?.left === this.#facts?.left && facts?.right === this.#facts?.right) return;
    this.#facts = facts;
    this.#drawLabels(this.#player.cursor);
  }

  /** What could come after all that is there. @returns {Phase} */
  get next() {
    const last = this.#timeline?.segments.at(-1);
    return last ? NEXT[last.phase] : 'forward';
  }

  /** @param {Event} event */
  #press(event) {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const player = this.#player;
    switch (button?.dataset.do) {
      case 'start':
        return player.start();
      case 'back':
        return player.step(-1);
      case 'toggle':
        return player.toggle();
      case 'step':
        return player.step(1);
      case 'end':
        return player.end();
      case 'run':
        if (this.#upcoming !== null) this.dispatchEvent(new Event('on'));
        else this.dispatchEvent(new CustomEvent('run', { detail: { phase: this.next } }));
    }
  }

  #moved() {
    this.#scrubber.draw();
    this.#drawLabels(this.#player.cursor);
    const atEnd = this.#player.cursor >= this.#player.length;
    this.#ghost.hidden = !this.own || !this.#timeline || this.#graph?.size === 0;
    const next = this.#upcoming === null ? this.next : `epoch ${this.#upcoming + 1}`;
    this.#ghost.dataset.phase = next;
    this.#ghost.textContent = next;
    this.#ghost.setAttribute('aria-label', `Then: ${next}`);
    for (const button of this.#element.querySelectorAll('button[data-do]')) {
      const name = /** @type {HTMLElement} */ (button).dataset.do ?? '';
      const off =
        this.#player.length === 0 ||
        (['step', 'end'].includes(name) && atEnd) ||
        (['start', 'back'].includes(name) && this.#player.cursor === 0);
      button.setAttribute('aria-disabled', String(off));
    }
  }

  #drawPlaying() {
    const { playing } = this.#player;
    this.#toggle.dataset.playing = playing ? 'yes' : 'no';
    this.#toggle.setAttribute('aria-label', playing ? 'Pause' : 'Play');
  }

  #drawSpeed() {
    this.#speed.value = String(this.#player.speed);
  }

  /** @param {number} cursor the step under way counts as taken */
  #drawLabels(cursor) {
    const segments = this.#timeline?.segments ?? [];
    const now = Math.max(
      0,
      segments.findLastIndex(({ start }) => start < cursor),
    );
    const texts = [segments[now - 1], segments[now], segments[now + 1]].map((segment, i) =>
      segment ? this.#label(segment, cursor, i === 1) : '',
    );
    this.#track.setAttribute('aria-valuetext', texts[1] || 'nothing to play');
    if (this.#facts) [texts[0], texts[2]] = [this.#facts.left, this.#facts.right];
    texts.forEach((text, i) => {
      write(this.#labels[i], this.#player.length > 0 ? text : '');
    });
  }

  /** @param {Segment} segment @param {number} cursor @param {boolean} now */
  #label({ phase, start, stop }, cursor, now) {
    const done = Math.min(Math.max(cursor - start, 0), stop - start);
    const node = now && done > 0 && !this.#facts ? this.#nodeOf(cursor - 1) : null;
    if (this.#facts && done === stop - start) return `${phase} done`;
    return `${phase} ${done}/${stop - start}${node === null ? '' : ` · at ${this.#graph?.name(node)}`}`;
  }

  /** @param {number} index */
  #nodeOf(index) {
    const step = this.#timeline?.stepAt(index);
    return step && 'node' in step ? step.node : null;
  }
}

/**
 * @template {Element} T
 * @param {Element} element @param {string} selector @param {new () => T} kind
 * @returns {T}
 */
function find(element, selector, kind) {
  const found = element.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`no ${selector} in ${element.className}`);
  return found;
}
