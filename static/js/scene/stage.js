/**
 * The stage: shows a graph at the cursor of a player, and lets the learner look around, pick nodes and wires, and open
 * groups. It joins layout, scene, camera and drawing; a picture follows from the cursor and the motion under way.
 */

import { readTree } from '../model/tree.js';
import { planMove } from '../play/motion.js';
import { Picture } from '../render/picture.js';
import { Arranger } from './arranger.js';
import { Eye } from './eye.js';
import { endOfMove, itemsOfMove } from './moves.js';
import { wireNear } from './nearest.js';
import { remember, translate } from './past.js';
import { listenToItems } from './picking.js';
import { area, frame, Scene } from './scene.js';
import { Transition } from './transition.js';
import { itemsIn } from './visible.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {import('../play/player.js').Player} Player */
/** @typedef {import('../play/motion.js').Plan} Plan */
/** @typedef {{group: number, left: number, middle: number}} Anchor a group that stays where it is, instead of most */

const STRANGE = 0.3; // a graph of which less was there before is looked at anew
const REACH = 7; // pixels from a wire

/** Events: `select` {node} and `hover` {node}, null for none; `edge` {edge, edges}; `fold` {path, open}; `breakpoint` {node, on}. */
export class Stage extends EventTarget {
  #player;
  #picture;
  #eye;
  #arranger = new Arranger();
  #arranging = 0;
  /** @type {Timeline | null} */
  #timeline = null;
  /** @type {Scene | null} */
  #scene = null;
  /** @type {Transition | null} */
  #place = null;
  /** @type {{graph: Graph, timeline: Timeline} | null} what is to be seen, perhaps only once it is laid out */
  #shown = null;
  /** @type {number | null} */
  #selected = null;
  /** @type {number | null} */
  #hovered = null;
  /** @type {number | null} */
  #edge = null;
  /** @type {{timeline: Timeline, start: number, stop: number, plan: Plan} | null} */
  #planned = null;
  #draw = (/** @type {number} */ elapsed) => this.#tick(elapsed);

  /** @param {HTMLElement} element @param {{player: Player}} options */
  constructor(element, { player }) {
    super();
    this.#player = player;
    element.classList.add('stage');
    this.#picture = new Picture(element, (x, y) => this.#centre(x, y));
    this.#eye = new Eye(element, () => this.#invalidate());
    listenToItems(element, {
      select: (node) => this.select(node),
      hover: (node) => this.hover(node),
      fold: (path) => this.fold(path),
      breakpoint: (node) => this.breakpoint(node),
      press: (x, y) => this.#press(x, y),
      pass: (x, y) => this.#pass(x, y),
    });
    player.beat = (cursor) => {
      if (!this.#scene || !this.#timeline) return cursor + 1;
      return endOfMove(this.#scene, this.#timeline, cursor);
    };
    player.addEventListener('frame', () => this.#invalidate());
    player.addEventListener('begin', () => this.#follow(player.cursor, player.next));
    player.addEventListener('cursor', () => this.#follow(player.cursor - 1, player.cursor));
    new ResizeObserver(() => this.#resize()).observe(element);
    this.#resize();
  }

  /** Keeps what was there where it was. Large graphs are laid out first, and shown then. @param {Graph} graph @param {Timeline} timeline */
  show(graph, timeline) {
    const same = this.#shown?.graph === graph;
    this.#shown = { graph, timeline };
    timeline.addEventListener('steps', () => {
      this.#planned = null;
      this.#invalidate();
    });
    if (!same) this.#arrange(graph);
    else if (this.#scene?.graph === graph) this.#timeline = timeline;
    this.#invalidate();
  }

  /** What is on the stage, for whoever makes a picture of it. */
  get scene() {
    return this.#scene;
  }

  /** Reads the colours anew. */
  theme() {
    this.#picture.theme();
    this.#invalidate();
  }

  /** All of the graph in view; the camera follows again. */
  fit() {
    if (this.#scene) this.#eye.fit(this.#scene.area);
  }

  zoomIn() {
    this.#eye.zoomIn();
  }

  zoomOut() {
    this.#eye.zoomOut();
  }

  /** @param {number | null} node is brought into view */
  select(node) {
    this.#edge = null;
    this.#invalidate();
    if (node === this.#selected) return;
    this.#selected = node;
    if (node !== null && this.#scene) this.#look([this.#scene.itemOf[node]]);
    this.dispatchEvent(new CustomEvent('select', { detail: { node } }));
  }

  /** @param {number | null} node */
  hover(node) {
    if (node === this.#hovered) return;
    this.#hovered = node;
    this.#invalidate();
    this.dispatchEvent(new CustomEvent('hover', { detail: { node } }));
  }

  /** Playing stops at this node from now on, or no longer. @param {number} node */
  breakpoint(node) {
    const { breakpoints } = this.#player;
    const on = !breakpoints.delete(node);
    if (on) breakpoints.add(node);
    this.#invalidate();
    this.dispatchEvent(new CustomEvent('breakpoint', { detail: { node, on } }));
  }

  /** Opens or closes a group in place. @param {string} path @param {boolean} [open] without it, the other of what it is */
  fold(path, open) {
    const scene = this.#scene;
    const group = scene?.tree.groups.find((candidate) => candidate.path === path);
    if (!scene || !group || group.id === 0) return;
    const { cover, groupX, groupY, groupWidth } = scene.arrangement;
    const next = open ?? cover[group.id] !== -1;
    this.#arranger.folding.choose(path, next);
    const left = groupX[group.id] - groupWidth[group.id] / 2;
    this.#arrange(scene.graph, { group: group.id, left, middle: groupY[group.id] });
    this.dispatchEvent(new CustomEvent('fold', { detail: { path, open: next } }));
  }

  /** Opens or closes every group. @param {boolean} open */
  foldAll(open) {
    this.#arranger.folding.chooseAll(open);
    if (this.#scene) this.#arrange(this.#scene.graph);
  }

  /** @param {Graph} graph @param {Anchor} [anchor] */
  #arrange(graph, anchor) {
    const old = this.#scene;
    const tree = graph === old?.graph ? old.tree : readTree(graph);
    const before = old && old.count > 0 ? remember(old, graph, tree) : null;
    const turn = ++this.#arranging;
    const settle = (/** @type {import('../layout/groups.js').Arrangement} */ arrangement) => {
      if (turn !== this.#arranging || !this.#shown) return;
      if (anchor) hold(arrangement, anchor);
      this.#settle(new Scene(graph, tree, arrangement), before, anchor?.group ?? 0);
    };
    const arrangement = this.#arranger.arrange(graph, tree, before);
    if (arrangement instanceof Promise) arrangement.then(settle);
    else settle(arrangement);
  }

  /** @param {Scene} scene @param {import('./past.js').Before | null} before @param {number} group that was folded, or 0 */
  #settle(scene, before, group) {
    const old = this.#scene;
    const eye = this.#eye;
    const strange = !before || before.known < STRANGE;
    const focused = this.#picture.focused;
    this.#scene = scene;
    this.#timeline = this.#shown?.timeline ?? null;
    this.#place = new Transition(scene, strange || eye.reduced ? null : before);
    this.#picture.show(scene);
    if (strange) eye.camera.go(eye.camera.opening(scene.area), false);
    else if (group > 0) eye.reveal(area(frame(scene.arrangement, group)));
    else if (old && eye.follows && !eye.camera.toward(old.area) && eye.camera.toward(scene.area)) this.fit();
    this.#edge = null;
    this.#hovered = null;
    const now = (/** @type {number | null} */ node) =>
      node === null ? -1 : (before?.was.indexOf(node) ?? -1);
    this.#player.breakpoints = new Set([...this.#player.breakpoints].map(now).filter((node) => node >= 0));
    const kept = now(this.#selected);
    if (kept !== (this.#selected ?? -1)) {
      this.#selected = kept === -1 ? null : kept;
      this.dispatchEvent(new CustomEvent('select', { detail: { node: this.#selected } }));
    }
    this.#tick(0);
    if (now(focused) >= 0) this.#picture.focus(scene.itemOf[now(focused)]);
  }

  /** @param {number} start @param {number} stop the steps that are to be seen */
  #follow(start, stop) {
    if (!this.#scene || !this.#timeline || !this.#eye.follows) return;
    this.#look(itemsOfMove(this.#scene, this.#timeline, start, stop));
  }

  /** @param {number[]} items brought into view */
  #look(items) {
    if (this.#scene && items.length > 0) this.#eye.look(this.#scene.areaOf(items));
  }

  /** @param {number} x @param {number} y of the world */
  #centre(x, y) {
    const { camera } = this.#eye;
    this.#eye.follows = false;
    camera.go(
      [camera.width / 2 - x * camera.scale, camera.height / 2 - y * camera.scale, camera.scale],
      false,
    );
    this.#invalidate();
  }

  /** The ground: an item that has no record, a wire, or nothing. @param {number} x @param {number} y of the screen */
  #press(x, y) {
    const scene = this.#scene;
    const item = this.#itemAt(x, y);
    if (!scene || !this.#place) return;
    if (item >= 0 && scene.group[item] >= 0) return this.fold(scene.tree.groups[scene.group[item]].path);
    this.select(item >= 0 ? scene.node[item] : null);
    if (item >= 0) return;
    const { camera } = this.#eye;
    const wire = wireNear(
      this.#place.wires,
      this.#picture.seen,
      ...camera.toWorld(x, y),
      REACH / camera.scale,
    );
    if (wire === -1) return;
    const edges = [
      ...scene.wires.edges.subarray(scene.wires.edgeStart[wire], scene.wires.edgeStart[wire + 1]),
    ];
    this.#edge = edges[0];
    this.dispatchEvent(new CustomEvent('edge', { detail: { edge: edges[0], edges } }));
  }

  /** @param {number} x @param {number} y of the screen */
  #pass(x, y) {
    const item = this.#itemAt(x, y);
    const node = item >= 0 ? this.#scene?.shown(item) : undefined;
    this.hover(node === undefined || node === -1 ? null : node);
  }

  /** @param {number} x @param {number} y of the screen @returns {number} −1 for none */
  #itemAt(x, y) {
    if (!this.#scene || !this.#place) return -1;
    const [left, top] = this.#eye.camera.toWorld(x, y);
    return itemsIn(this.#scene, this.#place, { left, top, right: left, bottom: top }).at(-1) ?? -1;
  }

  #resize() {
    this.#eye.measure();
    this.#picture.resize(this.#eye.camera.width, this.#eye.camera.height);
    this.#invalidate();
  }

  #invalidate() {
    this.#player.clock.add(this.#draw);
  }

  /** The move under way, or how the last one landed. @param {Timeline} timeline */
  #plan(timeline) {
    const { cursor, progress, origin, next } = this.#player;
    const [start, stop] = progress > 0 ? [cursor, next] : [origin, cursor];
    const known = this.#planned;
    if (known?.timeline === timeline && known.start === start && known.stop === stop) return known.plan;
    const plan = planMove(timeline, start, stop);
    this.#planned = { timeline, start, stop, plan };
    return plan;
  }

  /** @param {number} elapsed milliseconds */
  #tick(elapsed) {
    const [player, eye, scene, place, timeline] = [
      this.#player,
      this.#eye,
      this.#scene,
      this.#place,
      this.#timeline,
    ];
    eye.advance(elapsed, place?.advance(elapsed) ?? false);
    if (eye.resting) player.clock.remove(this.#draw);
    const cursor = Math.min(player.cursor, timeline?.length ?? 0);
    const state = timeline?.stateAt(cursor);
    if (!scene || !place || !timeline || !state) {
      this.#picture.drawGround(eye.camera);
      return;
    }
    const seen = player.progress > 0 ? cursor : Math.max(0, cursor - 1);
    this.#picture.draw({
      camera: eye.camera,
      resting: eye.resting,
      place,
      state,
      timeline,
      cursor,
      plan: this.#plan(timeline),
      progress: player.progress || 1,
      forward: timeline.segmentOf(seen)?.phase === 'forward',
      rolling: player.moving && !eye.reduced,
      travel: !eye.reduced,
      breakpoints: player.breakpoints,
      selected: this.#selected,
      hovered: this.#hovered,
      edge: this.#edge,
    });
  }
}

/** @param {import('../layout/groups.js').Arrangement} arrangement moved so that the anchor stays @param {Anchor} anchor */
function hold(arrangement, { group, left, middle }) {
  const { groupX, groupY, groupWidth } = arrangement;
  translate(arrangement, left - groupX[group] + groupWidth[group] / 2, middle - groupY[group]);
}
