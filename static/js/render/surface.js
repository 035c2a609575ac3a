/** A canvas that fills its element at the screen's own resolution. */

export class Surface {
  /** How many times there was nothing on it. */
  emptied = 0;

  /** @param {string} name */
  constructor(name) {
    this.element = document.createElement('canvas');
    this.element.className = name;
    this.element.setAttribute('aria-hidden', 'true');
    this.context = /** @type {CanvasRenderingContext2D} */ (this.element.getContext('2d'));
  }

  /** @param {number} width @param {number} height in CSS pixels */
  resize(width, height) {
    const { ratio } = this;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.element.width === w && this.element.height === h) return;
    this.emptied++;
    this.element.width = w;
    this.element.height = h;
  }

  /** From CSS pixels to those of the screen. */
  get ratio() {
    return devicePixelRatio || 1;
  }

  /** Emptied, in CSS pixels. */
  clear() {
    const { ratio } = this;
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.emptied++;
    this.context.clearRect(0, 0, this.element.width, this.element.height);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return this.context;
  }

  /** From here on in world units. @param {{x: number, y: number, scale: number}} camera */
  enter({ x, y, scale }) {
    const { ratio } = this;
    this.context.setTransform(scale * ratio, 0, 0, scale * ratio, x * ratio, y * ratio);
    return this.context;
  }
}
