/** The loss of each epoch of the program, and the loss before each update of the learner's: curves, and as numbers. */

import { full, short } from '../model/numbers.js';

/** @typedef {import('../model/timeline.js').Timeline} Timeline */
/** @typedef {import('../net/answers.js').Rounds} Rounds */

const SVG = 'http://www.w3.org/2000/svg';
const ROWS = 8;

/** Events: `epoch` {epoch} when one is chosen. */
export class Losses extends EventTarget {
  #element;
  #empty;
  /** @type {number[]} */
  #losses = [];
  /** @type {Rounds | null} */
  #rounds = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    super();
    this.#element = element;
    this.#empty = [...element.childNodes];
    element.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      const epoch = button?.dataset.epoch;
      if (epoch) this.dispatchEvent(new CustomEvent('epoch', { detail: { epoch: Number(epoch) } }));
    });
  }

  /** @param {Rounds | null} rounds of the program's own loop */
  show(rounds) {
    this.#rounds = rounds;
    this.#draw();
  }

  /** What the timeline itself tells, beyond what the program did. @param {Timeline} timeline */
  read(timeline) {
    this.#losses = [];
    if (!this.#rounds?.as_recorded) {
      for (const segment of timeline.segments) {
        if (segment.phase === 'update') this.#note(timeline, segment.start);
      }
    }
    this.#draw();
  }

  /** The update that the timeline ends with. @param {Timeline} timeline */
  last(timeline) {
    this.#note(timeline, timeline.segments.at(-1)?.start ?? 0);
    this.#draw();
  }

  /** @param {Timeline} timeline @param {number} cursor where an update begins */
  #note(timeline, cursor) {
    const loss = timeline.stateAt(cursor)?.dataOf(timeline.graph.root) ?? null;
    if (loss !== null) this.#losses.push(loss);
  }

  #draw() {
    const losses = this.#losses;
    const parts = this.#rounds ? this.#ofEpochs(this.#rounds) : [];
    if (losses.length > 1) parts.push(curve(losses, 'updates'));
    if (losses.length > 0) {
      const last = losses.map((_, i) => i).slice(-ROWS);
      parts.push(table(['update', 'loss before it', 'change'], losses, last.reverse()));
    }
    this.#element.replaceChildren(...(parts.length > 0 ? parts : this.#empty));
  }

  /** @param {Rounds} rounds @returns {Element[]} */
  #ofEpochs({ epoch, losses: texts }) {
    const losses = texts.map(Number);
    const first = Math.max(0, Math.min(epoch - ROWS / 2, losses.length - ROWS));
    const around = losses.map((_, i) => i).slice(first, first + ROWS);
    const epochs = table(['epoch', 'loss', 'change'], losses, around);
    around.forEach((i, row) => {
      const line = /** @type {HTMLTableRowElement} */ (epochs.tBodies[0].rows[row]);
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'tape-node';
      button.dataset.epoch = String(i);
      button.textContent = String(i + 1);
      button.setAttribute('aria-label', `Epoch ${i + 1}`);
      line.cells[0].replaceChildren(button);
      line.classList.toggle('is-chosen', i === epoch);
      line.ariaCurrent = String(i === epoch);
    });
    return [curve(losses, 'epochs', epoch), epochs];
  }
}

/** @param {number[]} losses @param {string} what they are of @param {number} [at] marked */
function curve(losses, what, at) {
  const finite = losses.filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...finite), Math.max(...finite)];
  const place = (/** @type {number} */ i) => {
    const y = 38 - (36 * (losses[i] - low)) / (high - low || 1);
    return [(100 * i) / Math.max(1, losses.length - 1), y].map((part) => part.toFixed(2));
  };
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'curve');
  svg.setAttribute('viewBox', '0 0 100 40');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  const [first, last] = [losses[0], losses[losses.length - 1]];
  svg.setAttribute(
    'aria-label',
    `Loss over ${losses.length} ${what}, from ${short(first)} to ${short(last)}`,
  );
  const points = losses.flatMap((loss, i) => (Number.isFinite(loss) ? [place(i).join(',')] : []));
  const line = document.createElementNS(SVG, 'polyline');
  line.setAttribute('points', points.join(' '));
  svg.append(line);
  if (at !== undefined && Number.isFinite(losses[at])) {
    const [x, y] = place(at);
    const mark = document.createElementNS(SVG, 'path');
    mark.setAttribute('d', `M${x} ${y}h0`);
    svg.append(mark);
  }
  return svg;
}

/** @param {string[]} heads @param {number[]} losses @param {number[]} shown which rows */
function table(heads, losses, shown) {
  const made = document.createElement('table');
  made.className = 'figures';
  const head = made.createTHead().insertRow();
  for (const text of heads) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = text;
    head.append(cell);
  }
  const body = made.createTBody();
  for (const i of shown) {
    const row = body.insertRow();
    row.insertCell().textContent = String(i + 1);
    write(row.insertCell(), losses[i]);
    write(row.insertCell(), i > 0 ? losses[i] - losses[i - 1] : null);
  }
  return made;
}

/** @param {HTMLTableCellElement} cell @param {number | null} number */
function write(cell, number) {
  cell.className = 'number';
  cell.textContent = short(number);
  cell.title = full(number);
}
