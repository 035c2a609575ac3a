/** All digits of the item under the pointer or with the focus. */

import { full } from '../model/numbers.js';
import { itemsIn } from '../scene/visible.js';
import { hide, write } from './svg.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../scene/transition.js').Transition} Transition */
/** @typedef {import('../scene/camera.js').Camera} Camera */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {import('../scene/scene.js').Area} Area */

const APART = 8; // pixels from its item
const FARTHER = 28; // clear of chips beside it
const HIDES = 3; // how much worse it is to lie on an item than on a chip
/** Below, above, at the right, at the left. @type {[number, number][]} */
const SIDES = [
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
];
const SINGLE = 7; // digits that a frame, which is of float32, is sure of

export class Tip {
  #name = document.createElement('strong');
  #what = document.createElement('span');
  #data = document.createElement('span');
  #grad = document.createElement('span');
  /** Where it stands, while things move. */
  #last = { item: -1, side: 0 };

  constructor() {
    this.element = document.createElement('div');
    this.element.className = 'tip';
    this.element.hidden = true;
    this.element.setAttribute('aria-hidden', 'true'); // the item's own label says the same
    this.#data.className = 'data';
    this.#grad.className = 'grad';
    this.element.append(this.#name, this.#what, this.#data, this.#grad);
  }

  hide() {
    hide(this.element, true);
    this.#last.item = -1;
  }

  /** @param {Scene} scene @param {Transition} place @param {Camera} camera @param {number} item @param {State} state @param {Area[] | null} taken by chips; null while they move */
  show(scene, place, camera, item, state, taken) {
    const node = scene.shown(item, state);
    const { graph } = scene;
    const digits = (/** @type {number | null} */ x) =>
      full(state.coarse && x !== null ? Number(x.toPrecision(SINGLE)) : x);
    write(this.#name, scene.name(item));
    const group = ['closed group', scene.which(item, node)].filter(Boolean).join(', ');
    write(this.#what, scene.node[item] < 0 ? group : graph.title(node) || graph.kind(node));
    write(this.#data, node < 0 ? '' : `data ${digits(state.dataOf(node))}`);
    write(
      this.#grad,
      node < 0 || graph.kind(node) === 'constant' ? '' : `grad ${digits(state.gradOf(node))}`,
    );
    hide(this.element, false);
    const { left, top } = this.#spot(scene, place, camera, item, taken);
    this.element.style.left = `${Math.round(left)}px`;
    this.element.style.top = `${Math.round(top)}px`;
  }

  /** Beside the item, where it covers the fewest others and chips. @param {Scene} scene @param {Transition} place @param {Camera} camera @param {number} item @param {Area[] | null} taken */
  #spot(scene, place, camera, item, taken) {
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const { scale, margin } = camera;
    const [x, y] = camera.toScreen(place.x[item], place.y[item]);
    const across = (scene.width[item] * scale + width) / 2;
    const along = (scene.height[item] * scale + height) / 2;
    const spots = [APART, APART + FARTHER].flatMap((apart) =>
      SIDES.map(([dx, dy]) => ({
        left: x + dx * (across + apart) - width / 2,
        top: y + dy * (along + apart) - height / 2,
      })),
    );
    const last = camera.width - width - APART;
    for (const spot of spots) spot.left = Math.max(APART, Math.min(last, spot.left));
    if (!taken && this.#last.item === item) return spots[this.#last.side];
    const covers = spots.map(({ left, top }) => {
      const [l, t] = camera.toWorld(left, top);
      const [r, b] = camera.toWorld(left + width, top + height);
      const hidden = top < APART || top + height > camera.height - margin.bottom / 2;
      const chips = taken?.filter(
        (chip) => chip.left < r && chip.right > l && chip.top < b && chip.bottom > t,
      );
      const items = itemsIn(scene, place, { left: l, top: t, right: r, bottom: b });
      return HIDES * (items.length + (hidden ? scene.count : 0)) + (chips?.length ?? 0);
    });
    this.#last = { item, side: covers.indexOf(Math.min(...covers)) };
    return spots[this.#last.side];
  }
}
