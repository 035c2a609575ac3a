/** Where the eye is: screen = world × scale + offset. Pure; moves by itself only when told to `glide`. */

/** @typedef {import('./scene.js').Area} Area */

export const NEAREST = 4;
const FARTHEST = 0.01;
const GLIDE = 260; // milliseconds
const NATURAL = 1.25; // fit never magnifies more

export class Camera {
  scale = 1;
  x = 0; // of world 0 on the screen
  y = 0;
  width = 1; // of the screen
  height = 1;
  /** @type {{from: number[], to: number[], passed: number} | null} */
  #glide = null;

  /** @param {number} x @param {number} y of the world @returns {[number, number]} */
  toScreen(x, y) {
    return [x * this.scale + this.x, y * this.scale + this.y];
  }

  /** @param {number} x @param {number} y of the screen @returns {[number, number]} */
  toWorld(x, y) {
    return [(x - this.x) / this.scale, (y - this.y) / this.scale];
  }

  /** The part of the world in view. @returns {Area} */
  get view() {
    const [left, top] = this.toWorld(0, 0);
    const [right, bottom] = this.toWorld(this.width, this.height);
    return { left, top, right, bottom };
  }

  /** @param {number} dx @param {number} dy of the screen */
  pan(dx, dy) {
    this.#glide = null;
    this.x += dx;
    this.y += dy;
  }

  /** The world point under (x, y) stays there. @param {number} x @param {number} y @param {number} factor */
  zoomAt(x, y, factor) {
    this.#glide = null;
    const scale = Math.max(FARTHEST, Math.min(NEAREST, this.scale * factor));
    const [wx, wy] = this.toWorld(x, y);
    this.scale = scale;
    this.x = x - wx * scale;
    this.y = y - wy * scale;
  }

  /** All of an area, in the middle. @param {Area} area @param {number} [margin] */
  fitted({ left, top, right, bottom }, margin = 28) {
    const wide = Math.max(1, this.width - 2 * margin) / Math.max(1, right - left);
    const high = Math.max(1, this.height - 2 * margin) / Math.max(1, bottom - top);
    const scale = Math.max(FARTHEST, Math.min(NATURAL, wide, high));
    return [
      this.width / 2 - (scale * (left + right)) / 2,
      this.height / 2 - (scale * (top + bottom)) / 2,
      scale,
    ];
  }

  /** @param {number[]} place x, y, scale @param {boolean} [glide] */
  go(place, glide = true) {
    if (glide) this.#glide = { from: [this.x, this.y, this.scale], to: place, passed: 0 };
    else {
      this.#glide = null;
      [this.x, this.y, this.scale] = place;
    }
  }

  /** Where it is on its way to. */
  get destination() {
    return this.#glide?.to ?? [this.x, this.y, this.scale];
  }

  /** @param {number} elapsed milliseconds @returns {boolean} whether it is still on its way */
  advance(elapsed) {
    const glide = this.#glide;
    if (!glide) return false;
    glide.passed += elapsed;
    const t = Math.min(1, glide.passed / GLIDE);
    const eased = 1 - (1 - t) ** 3;
    const [x, y, scale] = glide.from.map((from, i) => from + (glide.to[i] - from) * eased);
    [this.x, this.y, this.scale] = [x, y, scale];
    if (t === 1) this.#glide = null;
    return this.#glide !== null;
  }
}
