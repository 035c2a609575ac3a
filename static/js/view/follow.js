/** Keeps every view at the player's cursor, and marks in all of them the nodes of the step and those pointed at. */

import { holds } from './place.js';
import { pointing } from './pointing.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {import('../model/state.js').Step} Step */
/** @typedef {import('../play/player.js').Player} Player */
/** @typedef {import('../scene/stage.js').Stage} Stage */
/** @typedef {import('./editor.js').Editor} Editor */
/** @typedef {import('./leaves.js').Leaves} Leaves */
/** @typedef {import('./tape.js').Tape} Tape */
/** @typedef {import('./panel.js').Panel} Panel */
/** @typedef {import('./training.js').Training} Training */

/** Whose colour a step has. */
const COLOURS = {
  forward: 'forward',
  seed: 'backward',
  backward: 'backward',
  zero_grad: 'update',
  update: 'update',
};

/**
 * @typedef {object} Views
 * @property {Player} player @property {Stage} stage @property {Editor} editor @property {Leaves} leaves
 * @property {Tape} tape @property {Training} training @property {import('./vitals.js').Vitals} vitals
 * @property {Panel} step @property {Panel} tapePanel
 * @property {{step: HTMLElement, tape: HTMLElement, leaves: HTMLElement, check: HTMLElement}} places where things stand for nodes
 * @property {HTMLInputElement} at the cursor that panels are asked for
 */

export class Follow {
  #views;
  /** @type {Graph | null} */
  #graph = null;
  /** @type {Timeline | null} */
  #timeline = null;
  #hovered = -1;
  /** @type {import('../model/state.js').State | null} */
  #still = null;
  /** @type {Record<string, number>} */
  #lines = {};

  /** @param {Views} views */
  constructor(views) {
    this.#views = views;
    const { player, stage, editor, tape, places } = views;
    player.addEventListener('begin', () => this.#explain(player.next));
    player.addEventListener('cursor', () => {
      this.draw();
      if (!player.moving) this.#explain(player.cursor);
    });
    player.addEventListener('playing', () => {
      if (!player.playing) this.#explain(this.shown);
    });
    const touch = (/** @type {number | null} */ node) => this.#touch(node);
    const choose = (/** @type {number} */ node) => stage.select(node);
    pointing(places.step, touch, choose);
    pointing(places.tape, touch, choose);
    pointing(places.check, touch, choose);
    pointing(places.leaves, touch);
    stage.addEventListener('hover', (event) => touch(detail(event).node));
    stage.addEventListener('select', (event) => this.#choose(detail(event).node));
    stage.addEventListener('edge', (event) => this.#tell(detail(event).edges));
    tape.addEventListener('renewed', () => this.draw());
    tape.addEventListener('outside', () => views.tapePanel.refresh());
    editor.addEventListener('place', (event) => stage.select(this.#at(detail(event))));
  }

  /** @param {Graph} graph @param {Timeline} timeline @param {Record<string, number>} lines where the program does its phases */
  show(graph, timeline, lines) {
    this.#lines = lines;
    this.#graph = graph;
    this.#timeline = timeline;
    timeline.addEventListener('steps', () => this.draw());
    this.draw();
    this.#explain(this.shown);
  }

  /** Numbers that no step has brought, shown until there are none. @param {import('../model/state.js').State | null} state */
  still(state) {
    if (state === this.#still) return;
    this.#still = state;
    this.draw();
  }

  /** The cursor that is being looked at: the step under way counts as taken. */
  get shown() {
    const { player } = this.#views;
    return player.progress > 0 ? player.next : player.cursor;
  }

  draw() {
    const { player, leaves, tape, training, vitals, places } = this.#views;
    const still = this.#still?.graph === this.#graph ? this.#still : null;
    const state = still ?? this.#timeline?.stateAt(Math.min(player.cursor, this.#timeline?.length ?? 0));
    if (!this.#graph || !this.#timeline || !state) return;
    if (!still || seen(places.leaves)) leaves.draw(this.#graph, state);
    if (!still || seen(places.tape)) tape.draw(state);
    const segment = this.#timeline.segmentOf(player.cursor - 1);
    vitals.draw(
      this.#graph,
      state,
      Boolean(still) || (segment?.phase === 'backward' && player.cursor === segment.stop),
    );
    training.now(player.cursor > 0 ? (this.#timeline.segmentOf(player.cursor - 1)?.phase ?? '') : '');
  }

  /** The step that is told: marks its nodes and lines, and asks for its words. @param {number} cursor */
  #explain(cursor) {
    const { editor, tape, step, at } = this.#views;
    const taken = cursor > 0 ? this.#timeline?.stepAt(cursor - 1) : undefined;
    const kind = taken ? COLOURS[taken.kind] : '';
    const nodes = taken ? nodesOf(taken) : [];
    tape.active(nodes, kind);
    const span = nodes.length > 0 ? (this.#graph?.span(nodes[0]) ?? null) : null;
    const phase = taken && taken.kind !== 'forward' ? (taken.kind === 'seed' ? 'backward' : taken.kind) : '';
    editor.active(span, kind, this.#lines[phase] ?? span?.line);
    at.value = String(cursor);
    step.refresh();
  }

  /** What came along a wire, without going back to it. @param {number[]} edges */
  #tell(edges) {
    const { player, step, at } = this.#views;
    const steps = edges.map((edge) => this.#timeline?.contribution(edge, this.shown));
    for (let index = Math.min(this.shown, player.length) - 1; index >= 0; index--) {
      const taken = this.#timeline?.stepAt(index);
      if (taken?.kind !== 'backward') return;
      if (!steps.includes(taken)) continue;
      at.value = String(index + 1);
      return step.refresh();
    }
  }

  /** @param {number | null} node */
  #touch(node) {
    if (node === this.#hovered) return;
    this.#hovered = node ?? -1;
    const { stage, editor, leaves, tape } = this.#views;
    stage.hover(node);
    tape.touch(node);
    leaves.touch(node);
    editor.touch(node === null ? null : (this.#graph?.span(node) ?? null));
  }

  /** @param {number | null} node */
  #choose(node) {
    this.#views.tape.choose(node);
    this.#views.editor.touch(node === null ? null : (this.#graph?.span(node) ?? null));
  }

  /** The smallest expression around a place. @param {{line: number, column: number}} place @returns {number | null} */
  #at(place) {
    let found = null;
    let size = Number.POSITIVE_INFINITY;
    for (let node = 0; node < (this.#graph?.size ?? 0); node++) {
      const span = this.#graph?.span(node);
      if (!span || !holds(span, place)) continue;
      const length = (span.endLine - span.line) * 1000 + span.endColumn - span.column;
      if (length <= size) [found, size] = [node, length];
    }
    return found;
  }
}

/** Nobody reads the lists of a panel that is closed while pictures follow each other. @param {HTMLElement} element */
function seen(element) {
  return element.checkVisibility();
}

/** @param {Step} step @returns {number[]} the node whose turn it is comes first */
function nodesOf(step) {
  if (step.kind === 'zero_grad') return [];
  return step.kind === 'backward' ? [step.node, step.input] : [step.node];
}

/** @param {Event} event */
function detail(event) {
  return /** @type {CustomEvent} */ (event).detail;
}
