/**
 * Lines and boxes by the hundred thousand, set pixel by pixel: where a canvas path would take seconds. No smoothing,
 * no blending; for pictures from afar.
 */

export class Raster {
  #width = 0;
  #height = 0;
  #image = new ImageData(1, 1);
  #pixels = new Uint32Array(1);

  /** Emptied. @param {number} width @param {number} height in pixels of the screen */
  clear(width, height) {
    if (width === this.#width && height === this.#height) this.#pixels.fill(0);
    else {
      this.#image = new ImageData(width, height);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
      [this.#width, this.#height] = [width, height];
    }
  }

  /** Replaces everything on the canvas. @param {CanvasRenderingContext2D} context */
  put(context) {
    context.putImageData(this.#image, 0, 0);
  }

  /** @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 @param {number} colour @param {number} thick whole pixels */
  line(x0, y0, x1, y1, colour, thick) {
    const flat = Math.abs(x1 - x0) >= Math.abs(y1 - y0);
    for (let k = 0; k < thick; k++) {
      const off = k - (thick - 1) / 2;
      if (flat) this.#run(x0, y0 + off, x1, y1 + off, this.#width, this.#height, 1, this.#width, colour);
      else this.#run(y0, x0 + off, y1, x1 + off, this.#height, this.#width, this.#width, 1, colour);
    }
  }

  /**
   * One pixel for each step along the longer side of a line.
   * @param {number} a0 @param {number} b0 @param {number} a1 @param {number} b1 ends: along, across
   * @param {number} along @param {number} across the size of the picture
   * @param {number} aStride @param {number} bStride from one pixel to the next
   * @param {number} colour
   */
  #run(a0, b0, a1, b1, along, across, aStride, bStride, colour) {
    const slope = a1 === a0 ? 0 : (b1 - b0) / (a1 - a0);
    let first = Math.max(0, Math.ceil(Math.min(a0, a1)));
    let last = Math.min(along - 1, Math.floor(Math.max(a0, a1)));
    const start = b0 - a0 * slope + 0.5; // across, where along is 0
    if (slope !== 0) {
      const [in0, in1] = [(0 - start) / slope, (across - start) / slope];
      first = Math.max(first, Math.ceil(Math.min(in0, in1)));
      last = Math.min(last, Math.ceil(Math.max(in0, in1)) - 1);
    } else if (start < 0 || start >= across) return;
    const pixels = this.#pixels;
    let at = start + first * slope;
    for (let i = first; i <= last; i++, at += slope) pixels[i * aStride + (at | 0) * bStride] = colour;
  }

  /** At least one pixel. @param {number} left @param {number} top @param {number} width @param {number} height @param {number} colour */
  box(left, top, width, height, colour) {
    const x0 = Math.max(0, Math.round(left));
    const x1 = Math.min(this.#width, Math.max(Math.round(left) + 1, Math.round(left + width)));
    const y0 = Math.max(0, Math.round(top));
    const y1 = Math.min(this.#height, Math.max(Math.round(top) + 1, Math.round(top + height)));
    for (let y = y0; y < y1; y++)
      this.#pixels.fill(colour, y * this.#width + x0, y * this.#width + Math.max(x0, x1));
  }
}

/** @param {number[]} channels red, green, blue @returns {number} a pixel */
export function pixel([red, green, blue]) {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** @param {number[]} from @param {number[]} to red, green, blue @param {number} part @returns {number[]} */
export function blend(from, to, part) {
  return from.map((channel, i) => Math.round(channel + (to[i] - channel) * part));
}
