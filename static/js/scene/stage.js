/**
 * The stage: shows a graph at the cursor of a player, and lets the learner look around, pick nodes and wires, and open
 * groups. It joins layout, scene, camera and drawing; a picture follows from the cursor and the motion under way.
 */

import { readTree } from '../model/tree.js';
import { Planner } from '../play/planner.js';
import { Picture } from '../render/picture.js';
import { Arranger } from './arranger.js';
import { Choice } from './choice.js';
import { Eye } from './eye.js';
import { momentOf } from './moment.js';
import { closedGroup, endOfMove, itemsOfMove } from './moves.js';
import { NOTHING, underPoint } from './nearest.js';
import { anchorOf, hold, remember } from './past.js';
import { listenToItems } from './picking.js';
import { area, frame, Scene } from './scene.js';
import { newlyApart, Transition } from './transition.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {import('../model/state.js').State} State */

const [STRANGE, LITTLE] = [0.3, 0.1]; // of a graph was there before, of what was there is left: it is looked at anew

/** Events: `select` {node} and `hover` {node}, null for none; `edge` {edge, edges}; `fold` {path, open}; `breakpoint` {node, on};
 * `together` {node} when an op that was taken apart is to be closed. */
export class Stage extends EventTarget {
  #player;
  #picture;
  #eye;
  #arranger = new Arranger();
  /** @type {Timeline | null} */
  #timeline = null;
  /** @type {Scene | null} */
  #scene = null;
  /** @type {Transition | null} */
  #place = null;
  /** @type {{graph: Graph, timeline: Timeline} | null} what is to be seen, perhaps only once it is laid out */
  #shown = null;
  #planner = new Planner();
  #anew = false;
  /** @type {State | null} */
  #still = null;
  #choice = new Choice((type, detail) => this.dispatchEvent(new CustomEvent(type, { detail })));
  #draw = (/** @type {number} */ elapsed) => this.#tick(elapsed);

  /** @param {HTMLElement} element @param {{player: import('../play/player.js').Player}} options */
  constructor(element, { player }) {
    super();
    this.#player = player;
    element.classList.add('stage');
    this.#picture = new Picture(element, (x, y) => this.#eye.centre(x, y));
    this.#eye = new Eye(element, () => this.#invalidate());
    listenToItems(element, {
      select: (node) => this.select(node),
      hover: (node) => this.hover(node),
      fold: (path) => this.fold(path),
      breakpoint: (node) => this.breakpoint(node),
      pick: (edges) => this.#choice.pick(edges),
      under: (x, y) =>
        this.#scene && this.#place
          ? underPoint(this.#scene, this.#place, this.#picture.seen, this.#eye.camera, x, y)
          : NOTHING,
    });
    player.beat = (cursor) =>
      this.#scene && this.#timeline ? endOfMove(this.#scene, this.#timeline, cursor) : cursor + 1;
    player.addEventListener('frame', () => this.#invalidate());
    player.addEventListener('begin', () => this.#follow(player.cursor, player.next));
    player.addEventListener('cursor', () => this.#follow(player.cursor - 1, player.cursor));
    const resize = () => {
      this.#eye.measure();
      this.#picture.resize(this.#eye.camera.width, this.#eye.camera.height);
      this.#invalidate();
    };
    new ResizeObserver(resize).observe(element);
    resize();
  }

  /** Keeps what was there where it was. Large graphs are laid out first, and shown then. @param {Graph} graph @param {Timeline} timeline */
  show(graph, timeline) {
    const same = this.#shown?.graph === graph;
    this.#shown = { graph, timeline };
    timeline.addEventListener('steps', () => {
      this.#planner.forget();
      this.#invalidate();
    });
    if (!same) this.#arrange(graph);
    else if (this.#scene?.graph === graph) this.#timeline = timeline;
    this.#invalidate();
  }

  /** Numbers that no step has brought, as a picture in which nothing moves; null: the timeline's again. @param {State | null} state */
  still(state) {
    if (state === this.#still) return;
    this.#still = state;
    this.#invalidate();
  }

  /** Whether scalars beside closed groups are circles too, as in the picture of a network. @param {boolean} yes */
  set network(yes) {
    this.#anew ||= yes !== this.#arranger.network;
    this.#arranger.network = yes;
    if (this.#scene && this.#anew) this.#arrange(this.#scene.graph);
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

  /** All of the graph in view, and as well laid out as can be; the camera follows again. */
  fit() {
    this.#anew = this.#scene?.graph !== this.#shown?.graph; // once it is laid out
    if (!this.#scene || this.#anew) return;
    if (this.#arranger.kept) this.#arrange(this.#scene.graph, { tidy: true });
    else this.#eye.fit(this.#scene.area);
  }

  focus = () => this.#picture.focus({ node: this.#choice.selected, path: null });
  zoom = (/** @type {boolean} */ nearer) => this.#eye.zoom(nearer);

  /** @param {number | null} node is brought into view @param {boolean} [near] so that it can be read */
  select(node, near = false) {
    const other = this.#choice.select(node);
    const items = node !== null && this.#scene ? [this.#scene.itemOf[node]] : [];
    if (this.#scene && (other || near)) this.#eye.lookAt(this.#scene, items, near);
    this.#invalidate();
  }

  /** @param {number | null} node */
  hover(node) {
    if (node !== this.#choice.hovered) this.#invalidate();
    this.#choice.hover(node);
  }

  /** Marks a way through the graph; nothing takes the mark away. @param {import('./choice.js').Traced[]} edges */
  trace(edges) {
    this.#choice.traced = edges;
    this.#invalidate();
  }

  /** What is chosen and where the eye is, to come back to. */
  get look() {
    return { node: this.#choice.selected, stance: this.#eye.stance };
  }

  /** @param {Stage['look']} look */
  lookAgain({ node, stance }) {
    this.select(node);
    this.#eye.stance = stance;
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
    const detail = { node: scene.graph.opened[path] };
    if (group.apart) return void this.dispatchEvent(new CustomEvent('together', { detail }));
    const next = open ?? scene.arrangement.cover[group.id] !== -1;
    this.#arranger.folding.choose(path, next);
    this.#arrange(scene.graph, { anchor: anchorOf(scene.arrangement, group.id) });
    this.dispatchEvent(new CustomEvent('fold', { detail: { path, open: next } }));
  }

  /** Opens or closes every group. @param {boolean} open */
  foldAll(open) {
    this.#arranger.folding.chooseAll(open);
    if (this.#scene) this.#arrange(this.#scene.graph);
  }

  /** Opens the closed group that the next step is in. @returns {boolean} whether there was one */
  stepInside() {
    const [scene, timeline] = [this.#scene, this.#timeline];
    const group = scene && timeline ? closedGroup(scene, timeline, this.#player.cursor) : -1;
    if (scene && group >= 0) this.fold(scene.tree.groups[group].path, true);
    return group >= 0;
  }

  /** @param {Graph} graph @param {{anchor?: import('./past.js').Anchor, tidy?: boolean}} [how] what stays; or that nothing need */
  #arrange(graph, { anchor, tidy = false } = {}) {
    const old = this.#scene;
    const tree = graph === old?.graph ? old.tree : readTree(graph);
    const before = old && old.count > 0 ? remember(old, graph, tree) : null;
    this.#arranger.arrange(graph, tree, tidy || this.#anew ? null : before, (arrangement) => {
      if (anchor) hold(arrangement, anchor);
      this.#settle(new Scene(graph, tree, arrangement), before, anchor?.group ?? 0);
      if (tidy) this.fit();
    });
  }

  /** @param {Scene} scene @param {import('./past.js').Before | null} before @param {number} group that was folded, or 0 */
  #settle(scene, before, group) {
    const [old, eye, player] = [this.#scene, this.#eye, this.#player];
    const strange = this.#anew || !before || before.known < STRANGE || before.left < LITTLE;
    this.#anew = false;
    const { node, path } = this.#picture.focused;
    this.#scene = scene;
    this.#timeline = this.#shown?.timeline ?? null;
    this.#place = new Transition(scene, strange || eye.reduced ? null : before);
    this.#picture.show(scene);
    const seen = group > 0 ? group : newlyApart(scene, old);
    if (seen > 0) eye.reveal(area(frame(scene.arrangement, seen)));
    else eye.meet(scene, strange || !old ? null : old.area, scene.round.includes(1));
    const now = (/** @type {number} */ node) => before?.was.indexOf(node) ?? -1;
    this.#choice.carry(now);
    player.breakpoints = new Set([...player.breakpoints].map(now).filter((node) => node >= 0));
    this.#tick(0);
    if (node !== null || path !== null) this.#picture.focus({ node: node === null ? null : now(node), path });
  }

  /** @param {number} start @param {number} stop the steps that are to be seen */
  #follow(start, stop) {
    if (!this.#scene || !this.#timeline || !this.#eye.follows) return;
    this.#eye.lookAt(this.#scene, itemsOfMove(this.#scene, this.#timeline, start, stop));
  }

  #invalidate() {
    this.#player.clock.add(this.#draw);
  }

  /** @param {number} elapsed milliseconds */
  #tick(elapsed) {
    const [player, eye] = [this.#player, this.#eye];
    const [scene, place, timeline] = [this.#scene, this.#place, this.#timeline];
    eye.advance(elapsed, place?.advance(elapsed) ?? false);
    if (eye.resting) player.clock.remove(this.#draw);
    const still = this.#still?.graph === scene?.graph ? this.#still : null;
    const parts = { player, planner: this.#planner, eye, still, choice: this.#choice };
    const moment = scene && place && timeline ? momentOf({ ...parts, place, timeline }) : null;
    if (moment) this.#picture.draw(moment);
    else this.#picture.drawGround(eye.camera);
  }
}
