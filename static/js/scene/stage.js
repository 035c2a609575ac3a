/**
 * The stage: shows a graph at the cursor of a player, and lets the learner look around and pick nodes. It joins
 * layout, scene, camera and drawing; each picture is drawn from the state at the cursor and the motion under way.
 */

import { arrange } from '../layout/groups.js';
import { closedSize, nodeSize } from '../layout/size.js';
import { readTree } from '../model/tree.js';
import { motion } from '../play/motion.js';
import { drawGround } from '../render/ground.js';
import { drawMotion } from '../render/moving.js';
import { readPalette } from '../render/palette.js';
import { Records } from '../render/records.js';
import { Surface } from '../render/surface.js';
import { drawWires, WireStyles } from '../render/wires.js';
import { Camera } from './camera.js';
import { listen, ZOOM } from './gestures.js';
import { Scene } from './scene.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {import('../play/player.js').Player} Player */

/** Events: `select` {node} and `hover` {node}, null for none. */
export class Stage extends EventTarget {
  #element;
  #player;
  #camera = new Camera();
  #still = new Surface('still');
  #moving = new Surface('moving');
  #records = new Records();
  #palette;
  /** @type {Timeline | null} */
  #timeline = null;
  /** @type {Scene | null} */
  #scene = null;
  #styles = new WireStyles(0);
  #memo = new Map();
  #reduced = matchMedia('(prefers-reduced-motion: reduce)');
  /** @type {number | null} */
  #selected = null;
  /** @type {number | null} */
  #hovered = null;
  #follows = true;
  #draw = (/** @type {number} */ elapsed) => this.#picture(elapsed);

  /** @param {HTMLElement} element @param {{player: Player}} options */
  constructor(element, { player }) {
    super();
    this.#element = element;
    this.#player = player;
    element.classList.add('stage');
    element.append(this.#still.element, this.#records.element, this.#moving.element);
    this.#palette = readPalette(element);
    listen(element, this.#camera, () => {
      this.#follows = false;
      this.#invalidate();
    });
    player.addEventListener('frame', () => this.#invalidate());
    player.addEventListener('cursor', () => this.#invalidate());
    new ResizeObserver(() => this.#resize()).observe(element);
    this.#resize();
    this.#listenToRecords();
  }

  /** @param {Graph} graph @param {Timeline} timeline */
  show(graph, timeline) {
    const first = this.#scene === null;
    const tree = readTree(graph);
    const sizes = Array.from({ length: graph.size }, (_, node) => nodeSize(graph, node));
    const closed = tree.groups.map(closedSize);
    const arrangement = arrange(
      {
        inputs: graph.inputs,
        consumer: graph.consumer,
        width: Float64Array.from(sizes, ({ width }) => width),
        height: Float64Array.from(sizes, ({ height }) => height),
        home: tree.home,
        groups: tree.groups,
        open: new Uint8Array(tree.groups.length).fill(1),
        closedWidth: Float64Array.from(closed, ({ width }) => width),
        closedHeight: Float64Array.from(closed, ({ height }) => height),
      },
      null,
      this.#memo,
    );
    this.#timeline = timeline;
    this.#scene = new Scene(graph, tree, arrangement);
    this.#styles = new WireStyles(this.#scene.wires.count);
    this.#records.show(this.#scene);
    if (first) this.#camera.go(this.#camera.fitted(this.#scene.area), false);
    this.#invalidate();
  }

  /** Colours are read anew. */
  theme() {
    this.#palette = readPalette(this.#element);
    this.#invalidate();
  }

  fit() {
    if (!this.#scene) return;
    this.#follows = true;
    this.#camera.go(this.#camera.fitted(this.#scene.area), !this.#reduced.matches);
    this.#invalidate();
  }

  zoomIn() {
    this.#camera.zoomAt(this.#camera.width / 2, this.#camera.height / 2, ZOOM);
    this.#invalidate();
  }

  zoomOut() {
    this.#camera.zoomAt(this.#camera.width / 2, this.#camera.height / 2, 1 / ZOOM);
    this.#invalidate();
  }

  /** @param {number | null} node */
  select(node) {
    if (node === this.#selected) return;
    this.#selected = node;
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

  #listenToRecords() {
    const nodeAt = (/** @type {Event} */ event) => {
      const item = /** @type {Element} */ (event.target).closest?.('[data-node]');
      return item ? Number(/** @type {SVGElement} */ (item).dataset.node) : null;
    };
    this.#element.addEventListener('click', (event) => this.select(nodeAt(event)));
    this.#element.addEventListener('pointerover', (event) => this.hover(nodeAt(event)));
    this.#element.addEventListener('pointerleave', () => this.hover(null));
    this.#element.addEventListener('keydown', (event) => {
      const node = nodeAt(event);
      if (event.key !== 'Enter' || node === null) return;
      event.preventDefault();
      this.select(node);
    });
  }

  #resize() {
    const { clientWidth, clientHeight } = this.#element;
    const camera = this.#camera;
    camera.x += (clientWidth - camera.width) / 2;
    camera.y += (clientHeight - camera.height) / 2;
    [camera.width, camera.height] = [clientWidth, clientHeight];
    this.#still.resize(clientWidth, clientHeight);
    this.#moving.resize(clientWidth, clientHeight);
    this.#invalidate();
  }

  #invalidate() {
    this.#player.clock.add(this.#draw);
  }

  /** @param {number} elapsed */
  #picture(elapsed) {
    const camera = this.#camera;
    if (!camera.advance(elapsed)) this.#player.clock.remove(this.#draw);
    const still = this.#still.clear();
    drawGround(still, camera, this.#palette.dot);
    const moving = this.#moving.clear();
    const [scene, timeline, player] = [this.#scene, this.#timeline, this.#player];
    const state = timeline?.stateAt(Math.min(player.cursor, timeline.length));
    if (!scene || !timeline || !state) return;

    const step = Math.max(0, player.cursor - (player.progress > 0 ? 0 : 1));
    const forward = timeline.segmentOf(step)?.phase === 'forward';
    this.#styles.update(scene, state, forward);
    this.#still.enter(camera);
    drawWires(still, scene.wires, this.#styles, this.#palette, camera.scale, () => true);

    const moves = motion(timeline, player.cursor, player.progress, player.next);
    const items = Array.from({ length: scene.count }, (_, item) => item);
    this.#records.look(camera);
    this.#records.keep(items);
    this.#records.place(scene.x, scene.y);
    this.#records.update(state, moves, player.moving);
    this.#moving.enter(camera);
    drawMotion(moving, scene, moves, this.#palette, camera.scale, !this.#reduced.matches);
  }
}
