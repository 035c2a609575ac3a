/** From one arrangement to the next: items glide from where they were, wires follow their ends, new items fade in. */

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Wires} Wires */
/** @typedef {import('./past.js').Before} Before */

const DURATION = 320; // milliseconds
const MOST_WIRES = 6000; // beyond which everything is in place at once

export class Transition {
  #scene;
  #passed = 0;
  #fromX;
  #fromY;

  /** @param {Scene} scene @param {Before | null} before null: everything is in place at once */
  constructor(scene, before) {
    this.#scene = scene;
    const still = !before || scene.wires.count > MOST_WIRES;
    /** 1 for items that were not there. */
    this.fresh = new Uint8Array(scene.count);
    this.#fromX = scene.x.slice();
    this.#fromY = scene.y.slice();
    let moves = false;
    for (let item = 0; !still && item < scene.count; item++) {
      const [x, y] = source(scene, before, item);
      this.fresh[item] = Number(Number.isNaN(x));
      if (!Number.isNaN(x)) [this.#fromX[item], this.#fromY[item]] = [x, y];
      if (x !== scene.x[item] || y !== scene.y[item]) moves = true;
    }
    this.running = moves;
    this.x = moves ? this.#fromX.slice() : scene.x;
    this.y = moves ? this.#fromY.slice() : scene.y;
    /** @type {Wires} */
    this.wires = moves
      ? { ...scene.wires, pointX: scene.wires.pointX.slice(), pointY: scene.wires.pointY.slice() }
      : scene.wires;
    if (moves) this.#move(0);
  }

  /** How much of new items is to be seen, 0 … 1. */
  get opacity() {
    return this.running ? ease(this.#passed / DURATION) : 1;
  }

  /** @param {number} elapsed milliseconds @returns {boolean} whether it is still under way */
  advance(elapsed) {
    if (!this.running) return false;
    this.#passed += elapsed;
    if (this.#passed >= DURATION) {
      this.running = false;
      this.fresh.fill(0);
      ({ x: this.x, y: this.y, wires: this.wires } = this.#scene);
    } else this.#move(ease(this.#passed / DURATION));
    return this.running;
  }

  /** @param {number} t */
  #move(t) {
    const { x, y, count, wires } = this.#scene;
    const left = 1 - t;
    for (let item = 0; item < count; item++) {
      this.x[item] = x[item] + left * (this.#fromX[item] - x[item]);
      this.y[item] = y[item] + left * (this.#fromY[item] - y[item]);
    }
    const { from, to, pointStart, pointX, pointY } = wires;
    for (let wire = 0; wire < wires.count; wire++) {
      const [a, b] = [from[wire], to[wire]];
      const last = pointStart[wire + 1] - 1;
      for (let i = pointStart[wire]; i <= last; i++) {
        const s = (i - pointStart[wire]) / (last - pointStart[wire]);
        this.wires.pointX[i] = pointX[i] + (1 - s) * (this.x[a] - x[a]) + s * (this.x[b] - x[b]);
        this.wires.pointY[i] = pointY[i] + (1 - s) * (this.y[a] - y[a]) + s * (this.y[b] - y[b]);
      }
    }
  }
}

/** Where an item comes from; inner things come out of the group that was closed. @param {Scene} scene @param {Before} before @param {number} item @returns {[number, number]} */
function source(scene, before, item) {
  const node = scene.node[item];
  const group = scene.group[item];
  return node >= 0
    ? [before.sourceX[node], before.sourceY[node]]
    : [before.groupX[group], before.groupY[group]];
}

/** @param {number} t */
function ease(t) {
  return 1 - (1 - t) ** 3;
}

/** The group of an op that is apart and was not before, 0 for none. @param {Scene} scene @param {Scene | null} old */
export function newlyApart(scene, old) {
  if (!old) return 0;
  const { opened } = old.graph;
  const found = scene.frames.find(({ group }) => {
    const { apart, path } = scene.tree.groups[group];
    return apart && !(path in opened);
  });
  return found?.group ?? 0;
}
