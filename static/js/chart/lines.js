/** Lines over epochs: axes, one line a series, and a reading that mouse, touch and arrow keys move. */

import { nearest } from '../model/curve.js';
import { short } from '../model/numbers.js';
import { assign } from '../render/svg.js';
import { extent } from './extent.js';
import { Ink } from './ink.js';
import { linear, logarithmic } from './scale.js';

/** @typedef {'data' | 'gradient' | 'learn' | 'quiet' | 'text'} Tone */
/** @typedef {{name: string, tone: Tone, dash: number[], epochs: number[], values: (number | null)[]}} Series */
/** @typedef {{series: Series[], log?: boolean, range?: [number, number]}} Picture range: of the numbers; without it, as far as they go */

const MARGIN = { left: 44, right: 10, top: 10, bottom: 20 };
const FONT = '10px';
const NEARLY = 0.02;

/** Events: `read` {epoch} as the reading moves, null when it ends. */
export class Lines extends EventTarget {
  #element;
  #name;
  #ink;
  /** @type {Picture} */
  #picture = { series: [] };
  /** @type {number[]} every epoch that has a point, of the series with most */
  #epochs = [];
  /** @type {number | null} index into #epochs */
  #reading = null;
  #held = false;

  /** @param {HTMLElement} element role=slider @param {string} name of what is drawn, such as "loss" */
  constructor(element, name) {
    super();
    this.#element = element;
    this.#name = name;
    this.#ink = new Ink(element, () => this.#draw());
    element.addEventListener('pointermove', (event) => this.#point(event.clientX));
    element.addEventListener('pointerleave', () => this.#leave());
    element.addEventListener('keydown', (event) => this.#key(event));
    element.addEventListener('focus', () => this.#read(this.#reading ?? this.#epochs.length - 1));
    element.addEventListener('blur', () => this.#read(null));
  }

  /** @param {Picture} picture */
  show(picture) {
    const atEnd = this.#held && this.#reading === this.#epochs.length - 1;
    this.#picture = picture;
    this.#epochs = picture.series.reduce(
      (most, { epochs }) => (epochs.length > most.length ? epochs : most),
      /** @type {number[]} */ ([]),
    );
    if (this.#reading !== null)
      this.#reading = atEnd ? this.#epochs.length - 1 : Math.min(this.#reading, this.#epochs.length - 1);
    this.#describe();
    this.#ink.ask();
  }

  /** What the lines say at an epoch. @param {number} epoch */
  said(epoch) {
    const parts = this.#picture.series.map(({ name, epochs, values }) => {
      const at = nearest(epochs, epoch);
      const value =
        at >= 0 && Math.abs(epochs[at] - epoch) <= Math.max(1, NEARLY * epoch) ? values[at] : undefined;
      return value === undefined ? '' : `${name} ${value === null ? 'not finite' : short(value)}`;
    });
    return [`epoch ${epoch}`, ...parts.filter((part) => part !== '')].join(' · ');
  }

  #describe() {
    const [element, last] = [this.#element, this.#epochs.length - 1];
    assign(element, 'aria-valuemin', '0');
    assign(element, 'aria-valuemax', String(Math.max(0, last)));
    const at = this.#reading ?? last;
    assign(element, 'aria-valuenow', String(Math.max(0, at)));
    assign(element, 'aria-valuetext', last < 0 ? `no ${this.#name} yet` : this.said(this.#epochs[at]));
  }

  /** @param {number | null} index */
  #read(index) {
    this.#held = index !== null && document.activeElement === this.#element;
    this.#reading =
      index === null || this.#epochs.length === 0
        ? null
        : Math.max(0, Math.min(index, this.#epochs.length - 1));
    this.#describe();
    const epoch = this.#reading === null ? null : this.#epochs[this.#reading];
    this.dispatchEvent(new CustomEvent('read', { detail: { epoch } }));
    this.#ink.ask();
  }

  /** @param {number} x of the screen */
  #point(x) {
    const { left } = this.#element.getBoundingClientRect();
    const { width } = this.#ink;
    const part = (x - left - MARGIN.left) / (width - MARGIN.left - MARGIN.right);
    const [first, last] = [this.#epochs[0] ?? 0, this.#epochs.at(-1) ?? 0];
    this.#read(nearest(this.#epochs, first + Math.max(0, Math.min(1, part)) * (last - first)));
  }

  #leave() {
    if (document.activeElement !== this.#element) this.#read(null);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [here, last] = [this.#reading ?? this.#epochs.length - 1, this.#epochs.length - 1];
    const page = Math.max(1, Math.round(last / 10));
    /** @type {Record<string, number>} */
    const places = {
      ArrowLeft: here - 1,
      ArrowDown: here - 1,
      ArrowRight: here + 1,
      ArrowUp: here + 1,
      PageDown: here - page,
      PageUp: here + page,
      Home: 0,
      End: last,
    };
    if (!(event.key in places)) return;
    event.preventDefault();
    this.#read(places[event.key]);
  }

  #draw() {
    const { width, height, palette, surface } = this.#ink;
    const context = surface.clear();
    const { series, log = false } = this.#picture;
    const range = extent(
      series.map(({ values }) => values),
      log,
    );
    if (!range || this.#epochs.length === 0) return;
    const plot = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
    const [bottom, top] = this.#picture.range ?? range;
    const rows = Math.max(2, Math.floor(plot.height / 26));
    const y = log ? logarithmic(bottom, top, rows) : linear(bottom, top, rows);
    const [first, last] = [this.#epochs[0], Math.max(this.#epochs.at(-1) ?? 0, this.#epochs[0] + 1)];
    const x = linear(first, last, Math.max(2, Math.floor(plot.width / 64)));
    const right = (/** @type {number} */ epoch) => MARGIN.left + plot.width * x.at(epoch);
    const down = (/** @type {number} */ value) => MARGIN.top + plot.height * (1 - y.at(value));

    this.#ink.write(`${FONT} ${palette.mono}`);
    context.lineWidth = 1;
    context.strokeStyle = palette.line;
    context.fillStyle = palette.quiet;
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    for (const { value, text } of y.ticks) {
      const at = Math.round(down(value)) + 0.5;
      if (at < MARGIN.top - 1 || at > MARGIN.top + plot.height + 1) continue;
      stroke(context, [MARGIN.left, at, MARGIN.left + plot.width, at]);
      context.fillText(text, MARGIN.left - 6, at);
    }
    context.textAlign = 'center';
    for (const { value, text } of x.ticks) {
      if (Number.isInteger(value)) context.fillText(text, Math.min(right(value), width - 12), height - 9);
    }

    context.save();
    context.beginPath();
    context.rect(MARGIN.left, MARGIN.top - 3, plot.width + 3, plot.height + 6);
    context.clip();
    context.lineJoin = 'round';
    for (const { tone, dash, epochs, values } of series) {
      context.strokeStyle = palette[tone];
      context.lineWidth = 1.75;
      context.setLineDash(dash);
      drawLine(context, epochs, values, log, right, down);
    }
    context.setLineDash([]);
    this.#drawReading(context, right, down, plot.height, log);
    context.restore();
  }

  /** @param {CanvasRenderingContext2D} context @param {(epoch: number) => number} right @param {(value: number) => number} down @param {number} height @param {boolean} log */
  #drawReading(context, right, down, height, log) {
    if (this.#reading === null) return;
    const { palette } = this.#ink;
    const epoch = this.#epochs[this.#reading];
    const at = Math.round(right(epoch)) + 0.5;
    context.strokeStyle = palette.quiet;
    context.lineWidth = 1;
    stroke(context, [at, MARGIN.top, at, MARGIN.top + height]);
    for (const { tone, epochs, values } of this.#picture.series) {
      const value = values[nearest(epochs, epoch)];
      if (value === null || value === undefined || (log && value <= 0)) continue;
      context.beginPath();
      context.arc(at, down(value), 3.5, 0, 2 * Math.PI);
      context.fillStyle = palette[tone];
      context.fill();
      context.strokeStyle = palette.raised;
      context.stroke();
    }
  }
}

/** @param {CanvasRenderingContext2D} context @param {[number, number, number, number]} ends */
function stroke(context, [x0, y0, x1, y1]) {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

/**
 * A gap where a number is missing; a point of its own where it stands alone.
 * @param {CanvasRenderingContext2D} context @param {number[]} epochs @param {(number | null)[]} values @param {boolean} log
 * @param {(epoch: number) => number} right @param {(value: number) => number} down
 */
function drawLine(context, epochs, values, log, right, down) {
  context.beginPath();
  let pen = false;
  for (let i = 0; i < epochs.length; i++) {
    const value = values[i];
    const there = value !== null && value !== undefined && !(log && value <= 0);
    if (there && pen) context.lineTo(right(epochs[i]), down(value));
    else if (there) {
      context.moveTo(right(epochs[i]), down(value));
      context.lineTo(right(epochs[i]) + 0.01, down(value));
    }
    pen = there;
  }
  context.stroke();
}
