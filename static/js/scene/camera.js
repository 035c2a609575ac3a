/** Where the eye is: screen = world × scale + offset. Pure; moves by itself only when told to `go`. */

/** @typedef {import('./scene.js').Area} Area */
/** @typedef {[x: number, y: number, scale: number]} Place */

export const NEAREST = 4;
const FARTHEST = 0.004;
const GLIDE = 280; // milliseconds
const NATURAL = 1.25; // fit never magnifies more
export const READABLE = 0.62; // a first look is not smaller, as long as the graph is no more than
const LONGEST = 3; // screens long then,
const SLACK = 1; // pixels by which what is fitted exactly may stand outside
const THINNEST = 0.16; // or would be less than this part of the screen wide or high,
const THREAD = 0.08; // or less than this, where it is to be taken in as a whole

export class Camera {
  scale = 1;
  x = 0; // of world 0 on the screen
  y = 0;
  width = 1; // of the screen
  height = 1;
  /** Room that something else covers or that should stay free. */
  margin = { top: 28, right: 28, bottom: 28, left: 28 };
  /** @type {{from: Place, to: Place, passed: number} | null} */
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

  /** The place from which all of an area is in view, in the middle. @param {Area} area @returns {Place} */
  fitted({ left, top, right, bottom }) {
    const { margin } = this;
    const wide = Math.max(1, this.width - margin.left - margin.right);
    const high = Math.max(1, this.height - margin.top - margin.bottom);
    const exact = Math.min(wide / Math.max(1, right - left), high / Math.max(1, bottom - top));
    const scale = Math.max(FARTHEST, Math.min(NATURAL, exact));
    return [
      margin.left + wide / 2 - (scale * (left + right)) / 2,
      margin.top + high / 2 - (scale * (top + bottom)) / 2,
      scale,
    ];
  }

  /** The place for a first look: all of it, or its beginning where all of it would be a mere line or, unless it is to be taken in as a whole, too small. @param {Area} area @param {boolean} [whole] @param {number} [begins] the height at which it does @returns {Place} */
  opening(area, whole = false, begins = (area.top + area.bottom) / 2) {
    const place = this.fitted(area);
    const scale = place[2];
    const thin = Math.min(
      ((area.right - area.left) * scale) / this.width,
      ((area.bottom - area.top) * scale) / this.height,
    );
    if (scale >= READABLE || ((whole || scale * LONGEST < READABLE) && thin > (whole ? THREAD : THINNEST)))
      return place;
    const { margin } = this;
    const middle = margin.top + (this.height - margin.top - margin.bottom) / 2;
    return [margin.left - area.left * READABLE, middle - READABLE * begins, READABLE];
  }

  /** The place from which an area can be read, in the middle; no farther than now. @param {Area} area @returns {Place} */
  near({ left, top, right, bottom }) {
    const scale = Math.max(1, this.destination[2]);
    return [(this.width - scale * (left + right)) / 2, (this.height - scale * (top + bottom)) / 2, scale];
  }

  /** The nearest place, at the same scale, from which an area is well in view. @param {Area} area @returns {Place | null} null: it is already */
  toward({ left, top, right, bottom }) {
    const [x, y, scale] = this.destination;
    const { margin } = this;
    const dx = shift(left * scale + x, right * scale + x, margin.left, this.width - margin.right);
    const dy = shift(top * scale + y, bottom * scale + y, margin.top, this.height - margin.bottom);
    return dx === 0 && dy === 0 ? null : [x + dx, y + dy, scale];
  }

  /** @param {Place} place @param {boolean} glide */
  go(place, glide) {
    if (glide) this.#glide = { from: [this.x, this.y, this.scale], to: place, passed: 0 };
    else {
      this.#glide = null;
      [this.x, this.y, this.scale] = place;
    }
  }

  /** Where it is, or is on its way to. @returns {Place} */
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

/** How far low … high must move to be within least … most; what is larger than that is put in the middle. @param {number} low @param {number} high @param {number} least @param {number} most */
function shift(low, high, least, most) {
  if (low >= least - SLACK && high <= most + SLACK) return 0;
  if (high - low > most - least) return (least + most) / 2 - (low + high) / 2;
  const room = (most - least - (high - low)) / 2;
  const ahead = Math.min(room, (most - least) / 4); // so that the next step need not move it again
  return low < least ? least + ahead - low : most - ahead - high;
}
