/** The loss before each update: a curve, and the same as numbers. */

import { full, short } from '../model/numbers.js';

/** @typedef {import('../model/timeline.js').Timeline} Timeline */

const SVG = 'http://www.w3.org/2000/svg';
const ROWS = 8;

export class Losses {
  #element;
  #empty;
  /** @type {number[]} */
  #losses = [];

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
    this.#empty = [...element.childNodes];
  }

  /** What the timeline itself tells. @param {Timeline} timeline */
  read(timeline) {
    this.#losses = [];
    for (const segment of timeline.segments) {
      if (segment.phase === 'update') this.#note(timeline, segment.start);
    }
    this.#draw();
  }

  /** The update that the timeline ends with. @param {Timeline} timeline */
  last(timeline) {
    this.#note(timeline, timeline.segments.at(-1)?.start ?? 0);
    this.#draw();
  }

  /** @param {number[]} losses */
  add(losses) {
    this.#losses.push(...losses);
    this.#draw();
  }

  /** @param {Timeline} timeline @param {number} cursor where an update begins */
  #note(timeline, cursor) {
    const loss = timeline.stateAt(cursor)?.dataOf(timeline.graph.root) ?? null;
    if (loss !== null) this.#losses.push(loss);
  }

  #draw() {
    if (this.#losses.length === 0) {
      this.#element.replaceChildren(...this.#empty);
      return;
    }
    this.#element.replaceChildren(...(this.#losses.length > 1 ? [this.#curve()] : []), this.#table());
  }

  #curve() {
    const finite = this.#losses.filter(Number.isFinite);
    const [low, high] = [Math.min(0, ...finite), Math.max(...finite)];
    const points = this.#losses.flatMap((loss, i) => {
      const y = 38 - (36 * (loss - low)) / (high - low || 1);
      return Number.isFinite(loss)
        ? [`${((100 * i) / (this.#losses.length - 1)).toFixed(2)},${y.toFixed(2)}`]
        : [];
    });
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'curve');
    svg.setAttribute('viewBox', '0 0 100 40');
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('role', 'img');
    const [first, last] = [this.#losses[0], this.#losses[this.#losses.length - 1]];
    svg.setAttribute(
      'aria-label',
      `Loss over ${this.#losses.length} updates, from ${short(first)} to ${short(last)}`,
    );
    const line = document.createElementNS(SVG, 'polyline');
    line.setAttribute('points', points.join(' '));
    svg.append(line);
    return svg;
  }

  #table() {
    const table = document.createElement('table');
    table.className = 'figures';
    const head = table.createTHead().insertRow();
    for (const text of ['update', 'loss before it', 'change']) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.textContent = text;
      head.append(cell);
    }
    const body = table.createTBody();
    for (let i = this.#losses.length - 1; i >= Math.max(0, this.#losses.length - ROWS); i--) {
      const row = body.insertRow();
      row.insertCell().textContent = String(i + 1);
      write(row.insertCell(), this.#losses[i]);
      write(row.insertCell(), i > 0 ? this.#losses[i] - this.#losses[i - 1] : null);
    }
    return table;
  }
}

/** @param {HTMLTableCellElement} cell @param {number | null} number */
function write(cell, number) {
  cell.className = 'number';
  cell.textContent = short(number);
  cell.title = full(number);
}
