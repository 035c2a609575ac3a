/**
 * The stage: shows a graph at the cursor of a player, and lets the learner look around, pick nodes and open groups.
 * It joins layout, scene, camera and drawing; a picture follows from the state at the cursor and the motion under way.
 */

import { arrange } from '../layout/groups.js';
import { Memo } from '../layout/memo.js';
import { shapeOf } from '../layout/shape.js';
import { readTree } from '../model/tree.js';
import { planMove } from '../play/motion.js';
import { Picture } from '../render/picture.js';
import { Camera } from './camera.js';
import { Folding } from './folding.js';
import { listen, ZOOM } from './gestures.js';
import { endOfMove, itemsOfMove } from './moves.js';
import { remember, translate } from './past.js';
import { listenToItems } from './picking.js';
import { area, frame, Scene } from './scene.js';
import { Transition } from './transition.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {import('../play/player.js').Player} Player */

const STRANGE = 0.3; // a graph of which less was there before is looked at anew
const REST = 120; // milliseconds after the last movement of the camera
const EDGE = 28; // pixels that stay free around the graph

/** Events: `select` {node} and `hover` {node}, null for none; `fold` {path, open}. */
export class Stage extends EventTarget {
  #element;
  #player;
  #picture;
  #camera = new Camera();
  #folding = new Folding();
  #layouts = new Memo();
  #reduced = matchMedia('(prefers-reduced-motion: reduce)');
  /** @type {Timeline | null} */
  #timeline = null;
  /** @type {Scene | null} */
  #scene = null;
  /** @type {Transition | null} */
  #place = null;
  /** @type {number | null} */
  #selected = null;
  /** @type {number | null} */
  #hovered = null;
  #unrest = 0; // milliseconds until the camera counts as at rest
  /** @type {{timeline: Timeline, start: number, stop: number, plan: import('../play/motion.js').Plan} | null} */
  #planned = null;
  #draw = (/** @type {number} */ elapsed) => this.#tick(elapsed);

  /** Whether the camera follows the active node; ends when the learner moves it, begins again with `fit`. */
  follows = true;

  /** @param {HTMLElement} element @param {{player: Player}} options */
  constructor(element, { player }) {
    super();
    this.#element = element;
    this.#player = player;
    element.classList.add('stage');
    this.#picture = new Picture(element);
    listen(element, this.#camera, (panned) => {
      if (panned) this.follows = false;
      this.#unrest = REST;
      this.#invalidate();
    });
    listenToItems(element, {
      select: (node) => this.select(node),
      hover: (node) => this.hover(node),
      fold: (path) => this.fold(path),
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

  /** Keeps what was there where it was. @param {Graph} graph @param {Timeline} timeline */
  show(graph, timeline) {
    const same = this.#scene?.graph === graph;
    this.#timeline = timeline;
    timeline.addEventListener('steps', () => {
      this.#planned = null;
      this.#invalidate();
    });
    if (!same) this.#arrange(graph);
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
    this.follows = true;
    if (this.#scene) this.#go(this.#camera.fitted(this.#scene.area));
  }

  zoomIn() {
    this.#zoom(ZOOM);
  }

  zoomOut() {
    this.#zoom(1 / ZOOM);
  }

  /** @param {number | null} node is brought into view */
  select(node) {
    if (node === this.#selected) return;
    this.#selected = node;
    if (node !== null && this.#scene) this.#look([this.#scene.itemOf[node]]);
    this.#invalidate();
    this.dispatchEvent(new CustomEvent('select', { detail: { node } }));
  }

  /** @param {number | null} node */
  hover(node) {
    if (node === this.#hovered) return;
    this.#hovered = node;
    this.#invalidate();
    this.dispatchEvent(new CustomEvent('hover', { detail: { node } }));
  }

  /** Opens or closes a group in place. @param {string} path @param {boolean} [open] without it, the other of what it is */
  fold(path, open) {
    const scene = this.#scene;
    const group = scene?.tree.groups.find((candidate) => candidate.path === path);
    if (!scene || !group || group.id === 0) return;
    const { cover, groupX, groupY, groupWidth } = scene.arrangement;
    const closed = cover[group.id] !== -1;
    const next = open ?? closed;
    this.#folding.choose(path, next);
    const [left, middle] = [groupX[group.id] - groupWidth[group.id] / 2, groupY[group.id]];
    this.#arrange(scene.graph, { group: group.id, left, middle });
    this.dispatchEvent(new CustomEvent('fold', { detail: { path, open: next } }));
  }

  /** Opens or closes every group. @param {boolean} open */
  foldAll(open) {
    this.#folding.chooseAll(open);
    if (!this.#scene) return;
    this.#arrange(this.#scene.graph);
    this.fit();
  }

  /** @param {Graph} graph @param {{group: number, left: number, middle: number}} [anchor] what stays where it is, instead of most */
  #arrange(graph, anchor) {
    const old = this.#scene;
    const tree = graph === old?.graph ? old.tree : readTree(graph);
    const before = old && old.count > 0 ? remember(old, graph, tree) : null;
    const arrangement = arrange(shapeOf(graph, tree, this.#folding.open(tree)), before, this.#layouts);
    if (anchor) {
      const { groupX, groupY, groupWidth } = arrangement;
      const left = groupX[anchor.group] - groupWidth[anchor.group] / 2;
      translate(arrangement, anchor.left - left, anchor.middle - groupY[anchor.group]);
    }

    const scene = new Scene(graph, tree, arrangement);
    const strange = !before || before.known < STRANGE;
    this.#scene = scene;
    this.#place = new Transition(scene, strange || this.#reduced.matches ? null : before);
    this.#picture.show(scene);
    if (strange) this.#camera.go(this.#camera.opening(scene.area), false);
    else if (anchor) this.#reveal(area(frame(arrangement, anchor.group)));
    else if (this.follows && old && !this.#camera.toward(old.area)) {
      if (this.#camera.toward(scene.area)) this.#go(this.#camera.fitted(scene.area)); // all was in view, all shall be
    }
    this.#hovered = null;
    if (this.#selected !== null && before) this.#keepSelected(before.was);
    this.#invalidate();
  }

  /** All of an area in view, from no nearer than now. @param {import('./scene.js').Area} shown */
  #reveal(shown) {
    const camera = this.#camera;
    const fitted = camera.fitted(shown);
    if (fitted[2] < camera.destination[2]) this.#go(fitted);
    else {
      const place = camera.toward(shown);
      if (place) this.#go(place);
    }
  }

  /** @param {Int32Array} was the old node of each new one */
  #keepSelected(was) {
    const now = was.indexOf(/** @type {number} */ (this.#selected));
    if (now === this.#selected) return;
    this.#selected = now === -1 ? null : now;
    this.dispatchEvent(new CustomEvent('select', { detail: { node: this.#selected } }));
  }

  /** @param {number} start @param {number} stop the steps that are to be seen */
  #follow(start, stop) {
    if (!this.#scene || !this.#timeline || !this.follows) return;
    this.#look(itemsOfMove(this.#scene, this.#timeline, start, stop));
  }

  /** @param {number[]} items brought into view */
  #look(items) {
    if (!this.#scene || items.length === 0) return;
    const place = this.#camera.toward(this.#scene.areaOf(items));
    if (place) this.#go(place);
  }

  /** @param {number} factor */
  #zoom(factor) {
    const [x, y, scale] = this.#camera.destination;
    const { width, height } = this.#camera;
    this.#camera.go([x, y, scale], false);
    this.#camera.zoomAt(width / 2, height / 2, factor);
    this.#go(this.#camera.destination, [x, y, scale]);
  }

  /** @param {import('./camera.js').Place} place @param {import('./camera.js').Place} [from] */
  #go(place, from) {
    if (from) this.#camera.go(from, false);
    this.#camera.go(place, !this.#reduced.matches);
    this.#invalidate();
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.#element;
    const camera = this.#camera;
    const { paddingTop, paddingRight, paddingBottom, paddingLeft } = getComputedStyle(this.#element);
    const [top, right] = [Number.parseFloat(paddingTop), Number.parseFloat(paddingRight)];
    const [bottom, left] = [Number.parseFloat(paddingBottom), Number.parseFloat(paddingLeft)];
    camera.margin = { top: top + EDGE, right: right + EDGE, bottom: bottom + EDGE, left: left + EDGE };
    camera.pan((width - camera.width) / 2, (height - camera.height) / 2);
    [camera.width, camera.height] = [width, height];
    this.#picture.resize(width, height);
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
    const [camera, player, scene, place, timeline] = [
      this.#camera,
      this.#player,
      this.#scene,
      this.#place,
      this.#timeline,
    ];
    const gliding = camera.advance(elapsed);
    const moving = place?.advance(elapsed) ?? false;
    this.#unrest = gliding || moving ? REST : this.#unrest - elapsed;
    const resting = this.#unrest <= 0;
    if (resting) player.clock.remove(this.#draw);
    const cursor = Math.min(player.cursor, timeline?.length ?? 0);
    const state = timeline?.stateAt(cursor);
    if (!scene || !place || !timeline || !state) {
      this.#picture.drawGround(camera);
      return;
    }
    const seen = player.progress > 0 ? cursor : Math.max(0, cursor - 1);
    this.#picture.draw({
      camera,
      resting,
      place,
      state,
      plan: this.#plan(timeline),
      progress: player.progress || 1,
      forward: timeline.segmentOf(seen)?.phase === 'forward',
      rolling: player.moving && !this.#reduced.matches,
      travel: !this.#reduced.matches,
      selected: this.#selected === null ? null : scene.itemOf[this.#selected],
      hovered: this.#hovered === null ? null : scene.itemOf[this.#hovered],
    });
  }
}
