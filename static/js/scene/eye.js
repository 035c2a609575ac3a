/** The camera as the learner and the play move it: gliding, unless motion is unwelcome, and following what is active. */

import { Camera, READABLE } from './camera.js';
import { listen, ZOOM } from './gestures.js';

/** @typedef {import('./camera.js').Place} Place */
/** @typedef {import('./scene.js').Area} Area */

const REST = 120; // milliseconds after its last movement
const EDGE = 28; // pixels that stay free around the graph

export class Eye {
  camera = new Camera();
  /** Ends when the learner moves the camera, begins again with `fit`. */
  follows = true;
  #element;
  #moved;
  #reduced = matchMedia('(prefers-reduced-motion: reduce)');
  #unrest = 0;
  /** Where all of the graph is seen, from which the learner may have moved away. @type {() => Place} */
  #home = () => this.camera.destination;

  /** @param {HTMLElement} element @param {() => void} moved called when another picture is due */
  constructor(element, moved) {
    this.#element = element;
    this.#moved = moved;
    listen(element, this.camera, (panned) => {
      if (panned) this.follows = false;
      this.#unrest = REST;
      moved();
    });
  }

  /** Whether motion is unwelcome. */
  get reduced() {
    return this.#reduced.matches;
  }

  get resting() {
    return this.#unrest <= 0;
  }

  /** Another graph. What was all in view stays so. @param {import('./scene.js').Scene} scene @param {Area | null} old of the graph before, null: a strange one @param {boolean} whole whether it is to be taken in as a whole */
  meet(scene, old, whole) {
    const { camera } = this;
    const { area } = scene;
    if (!old) {
      this.#home = () => camera.opening(area, whole, scene.middleUpTo(area.left + camera.width / READABLE));
      camera.go(this.#home(), false);
      this.#moved();
    } else if (!this.follows) return;
    else if (!camera.toward(old) && camera.toward(area)) this.fit(area);
    else if (area.right - area.left < old.right - old.left && camera.fitted(area)[2] >= camera.destination[2])
      this.look(area); // it has become small enough to be all in view
  }

  /** @param {Area} area all of it; and from here on what is active is followed */
  fit(area) {
    this.follows = true;
    this.#home = () => this.camera.fitted(area);
    this.go(this.#home());
  }

  /** @param {boolean} nearer */
  zoom(nearer) {
    const { camera } = this;
    const here = /** @type {Place} */ ([camera.x, camera.y, camera.scale]);
    camera.go(camera.destination, false);
    camera.zoomAt(camera.width / 2, camera.height / 2, nearer ? ZOOM : 1 / ZOOM);
    const there = camera.destination;
    camera.go(here, false);
    this.go(there);
  }

  /** The learner wants to be there. @param {number} x @param {number} y of the world */
  centre(x, y) {
    const { camera } = this;
    this.follows = false;
    const { width, height, scale } = camera;
    camera.go([width / 2 - x * scale, height / 2 - y * scale, scale], false);
    this.#moved();
  }

  /** Brings an area into view, no nearer and no farther than now. @param {Area} area */
  look(area) {
    const place = this.camera.toward(area);
    if (place) this.go(place);
  }

  /** Brings all of an area into view, from farther away if it must be. @param {Area} area */
  reveal(area) {
    const fitted = this.camera.fitted(area);
    if (fitted[2] < this.camera.destination[2]) this.go(fitted);
    else this.look(area);
  }

  /** Brings items into view likewise. @param {import('./scene.js').Scene} scene @param {number[]} items @param {boolean} [near] from as near as they can be read */
  lookAt(scene, items, near = false) {
    if (items.length === 0) return;
    const { camera } = this;
    const area = scene.areaOf(items);
    if (near && camera.destination[2] < READABLE) this.go(camera.near(area));
    else this.look(area);
  }

  /** Where it is and whether it follows, to come back to. */
  get stance() {
    return { place: this.camera.destination, follows: this.follows };
  }

  set stance({ place, follows }) {
    this.camera.go(place, false);
    this.follows = follows;
    this.#moved();
  }

  /** @param {Place} place */
  go(place) {
    this.camera.go(place, !this.reduced);
    this.#moved();
  }

  /** @param {number} elapsed milliseconds @param {boolean} busy whether something else moves too */
  advance(elapsed, busy) {
    const gliding = this.camera.advance(elapsed);
    this.#unrest = gliding || busy ? REST : this.#unrest - elapsed;
  }

  /** The element's padding is room that other things cover. What saw all goes on doing so. */
  measure() {
    const { camera } = this;
    const here = camera.destination;
    const home = this.#home().every((part, i) => Math.abs(part - here[i]) < 1e-6);
    const { clientWidth: width, clientHeight: height } = this.#element;
    const style = getComputedStyle(this.#element);
    const edge = (/** @type {string} */ padding) => Number.parseFloat(padding) + EDGE;
    camera.margin = {
      top: edge(style.paddingTop),
      right: edge(style.paddingRight),
      bottom: edge(style.paddingBottom),
      left: edge(style.paddingLeft),
    };
    camera.pan((width - camera.width) / 2, (height - camera.height) / 2);
    [camera.width, camera.height] = [width, height];
    if (home) camera.go(this.#home(), false);
  }
}
