/** Loss and accuracy over epochs: of the present run, of saved ones beside it, and as numbers. */

import { writeLegend } from '../../chart/legend.js';
import { Lines } from '../../chart/lines.js';
import { full, short } from '../../model/numbers.js';
import { byId, make, write } from './page.js';

/** @typedef {import('../../chart/lines.js').Series} Series */
/** @typedef {import('../../model/curve.js').CurveJson} CurveJson */
/** @typedef {import('../../net/run.js').Saved} Saved */
/** @typedef {import('../../net/run.js').RunLink} RunLink */

const HELD_OUT = [5, 4];
const SAVED = /** @type {const} */ ([
  ['learn', [8, 3]],
  ['quiet', [2, 3]],
  ['text', [8, 3, 2, 3]],
  ['learn', [2, 3]],
]);
const ROWS = 12;
const HAIR = 1 / 300; // of what a chart shows: a pixel

export class Curves {
  #link;
  #loss = new Lines(byId('loss-chart', HTMLElement), 'loss');
  #accuracy = new Lines(byId('accuracy-chart', HTMLElement), 'accuracy');
  #log = byId('loss-log', HTMLInputElement);
  #numbers = byId('loss-numbers', HTMLDetailsElement);
  /** @type {CurveJson | null} */
  #curve = null;
  #last = -1;
  /** @type {number | null} the last loss that was drawn */
  #end = null;
  /** @type {Saved[]} */
  #saved = [];

  /** @param {RunLink} link */
  constructor(link) {
    this.#link = link;
    this.#log.addEventListener('change', () => this.#draw());
    this.#loss.addEventListener('read', (event) => {
      const { epoch } = /** @type {CustomEvent} */ (event).detail;
      write(byId('loss-reading', HTMLElement), epoch === null ? '' : this.#loss.said(epoch));
    });
    this.#numbers.addEventListener('toggle', () => this.#tell());
  }

  /** @param {CurveJson} curve */
  show(curve) {
    const last = curve.epochs.at(-1) ?? -1;
    if (curve === this.#curve && !this.#looksOther(last, curve.train.at(-1) ?? null)) return;
    this.#curve = curve;
    this.#draw();
  }

  /** Runs to draw beside it. @param {Saved[]} saved */
  compare(saved) {
    this.#saved = saved;
    this.#draw();
  }

  /** A long curve that goes on looks the same for many pictures. @param {number} epoch @param {number | null} loss the last ones */
  #looksOther(epoch, loss) {
    const [before, drawn] = [this.#last, this.#end];
    if (epoch === before) return false;
    if (epoch < before || drawn === null || loss === null) return true;
    return epoch > before * (1 + HAIR) || Math.abs(loss - drawn) > HAIR * Math.abs(drawn);
  }

  /** Drawn to its end, and its numbers told, when a run comes to rest. */
  rest() {
    this.#draw();
    this.#tell();
  }

  #draw() {
    const curve = this.#curve;
    if (!curve) return;
    this.#last = curve.epochs.at(-1) ?? -1;
    this.#end = curve.train.at(-1) ?? null;
    /** @type {Series[]} */
    const series = [{ name: 'loss', tone: 'data', dash: [], epochs: curve.epochs, values: curve.train }];
    if (curve.held_out)
      series.push({
        name: 'held out',
        tone: 'gradient',
        dash: HELD_OUT,
        epochs: curve.epochs,
        values: curve.held_out,
      });
    this.#saved.forEach(({ name, curve: { epochs, train } }, i) => {
      const [tone, dash] = SAVED[i % SAVED.length];
      series.push({ name, tone, dash: [...dash], epochs, values: train });
    });
    byId('loss-chart', HTMLElement).classList.toggle(
      'has-lines',
      curve.epochs.length > 0 || this.#saved.length > 0,
    );
    this.#loss.show({ series, log: this.#log.checked });
    writeLegend(byId('loss-legend', HTMLElement), series.length > 1 ? series : []);

    byId('accuracy', HTMLElement).hidden = curve.accuracy === null;
    if (!curve.accuracy) return;
    /** @type {Series[]} */
    const shares = [
      { name: 'accuracy', tone: 'data', dash: [], epochs: curve.epochs, values: curve.accuracy },
    ];
    const held = curve.held_out_accuracy;
    if (held)
      shares.push({ name: 'held out', tone: 'gradient', dash: HELD_OUT, epochs: curve.epochs, values: held });
    this.#accuracy.show({ series: shares, range: [0, 1] });
  }

  /** The last epochs with all their digits. */
  async #tell() {
    const last = this.#curve?.epochs.at(-1);
    const stride = this.#curve?.stride ?? 1;
    if (!this.#numbers.open || last === undefined) return;
    const { epochs, train, held_out } = await this.#link.losses(
      Math.max(0, last + 1 - ROWS * stride),
      last + 1,
    );
    const table = make('table', 'figures');
    const head = table.createTHead().insertRow();
    for (const text of ['epoch', 'loss', ...(held_out ? ['held out'] : [])]) {
      const cell = make('th', '', text);
      cell.scope = 'col';
      head.append(cell);
    }
    const body = table.createTBody();
    for (let i = epochs.length - 1; i >= 0; i--) {
      const row = body.insertRow();
      row.insertCell().textContent = String(epochs[i]);
      for (const column of held_out ? [train, held_out] : [train]) {
        const cell = row.insertCell();
        cell.className = 'number';
        cell.textContent = short(Number(column[i]));
        cell.title = full(Number(column[i]));
      }
    }
    byId('loss-table', HTMLElement).replaceChildren(table);
  }
}
