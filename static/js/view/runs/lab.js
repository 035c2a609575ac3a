/** The learning-rate lab: up to six rates from the same start, one chart, what each does to the plane, and a word for each. */

import { Lines } from '../../chart/lines.js';
import { Plane } from '../../chart/plane.js';
import { numberOf } from '../../model/cells.js';
import { full } from '../../model/numbers.js';
import { svg } from '../../render/svg.js';
import { byId, make, NumberField, write } from './page.js';

/** @typedef {import('../../net/run.js').Lab} Lab */
/** @typedef {import('../../net/run.js').Trial} Trial */
/** @typedef {import('../../chart/lines.js').Tone} Tone */
/** @typedef {import('../../chart/plane.js').Scene} Scene */
/** @typedef {(trial: Trial) => Scene | null} Scenery what the plane shows of a trial */
/** @typedef {{word: HTMLElement, said: HTMLElement, plane: Plane, frame: HTMLElement}} Row */

const MOST = 6;
/** @type {{tone: Tone, dash: number[]}[]} */
const LOOKS = [
  { tone: 'data', dash: [] },
  { tone: 'learn', dash: [] },
  { tone: 'gradient', dash: [] },
  { tone: 'data', dash: [6, 4] },
  { tone: 'learn', dash: [6, 4] },
  { tone: 'gradient', dash: [6, 4] },
];

/** @param {string} text rates between commas or spaces @returns {number[] | string} or what is wrong */
export function ratesOf(text) {
  const words = text.split(/[;,\s]+/).filter((word) => word !== '');
  const rates = words.map(numberOf);
  const wrong = words[rates.findIndex((rate) => rate === null || rate <= 0)];
  if (wrong !== undefined) return `${wrong} is no learning rate: write numbers above 0 between commas.`;
  if (words.length === 0 || words.length > MOST) return `Write one to ${MOST} rates, separated by commas.`;
  return [...new Set(/** @type {number[]} */ (rates))].sort((a, b) => a - b);
}

/** Events: `try` {rates, epochs}, `take` {rate}, `end`. */
export class LabPanel extends EventTarget {
  #rates = byId('lab-rates', HTMLInputElement);
  #list = byId('lab-trials', HTMLElement);
  #verdicts = byId('lab-verdicts', HTMLElement);
  #chart = new Lines(byId('lab-chart', HTMLElement), 'loss');
  #log = byId('lab-log', HTMLInputElement);
  #scenery;
  #mine;
  #names = '';
  /** @type {Row[]} */
  #rows = [];
  /** @type {Lab | null} */
  #lab = null;

  /** @param {boolean} mine @param {Scenery} scenery */
  constructor(mine, scenery) {
    super();
    this.#mine = mine;
    this.#scenery = scenery;
    const epochs = new NumberField(
      byId('lab-epochs', HTMLInputElement),
      { least: 1, most: 10_000, whole: true },
      () => {},
    );
    const go = () => {
      const rates = ratesOf(this.#rates.value);
      this.#rates.setCustomValidity(typeof rates === 'string' ? rates : '');
      this.#rates.setAttribute('aria-invalid', String(typeof rates === 'string'));
      const count = epochs.read();
      if (typeof rates === 'string') this.#rates.reportValidity();
      else if (count !== null)
        this.dispatchEvent(new CustomEvent('try', { detail: { rates, epochs: count } }));
    };
    byId('lab-go', HTMLButtonElement).addEventListener('click', go);
    this.#rates.addEventListener('input', () => this.#rates.setCustomValidity(''));
    this.#rates.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') go();
    });
    byId('lab-end', HTMLButtonElement).addEventListener('click', () => this.dispatchEvent(new Event('end')));
    this.#log.addEventListener('change', () => this.#draw());
    this.#chart.addEventListener('read', (event) => {
      const { epoch } = /** @type {CustomEvent} */ (event).detail;
      write(byId('lab-reading', HTMLElement), epoch === null ? '' : this.#chart.said(epoch));
    });
  }

  /** @param {Lab} lab */
  show(lab) {
    this.#lab = lab;
    this.#draw();
  }

  #draw() {
    const lab = this.#lab;
    if (!lab) return;
    byId('lab-results', HTMLElement).hidden = lab.status === 'none';
    const done = lab.rates
      .map(({ rate, verdict }) => `${full(rate)} ${verdict?.word ?? 'went on'}`)
      .join(', ');
    write(
      byId('lab-status', HTMLElement),
      lab.status === 'running'
        ? 'All rates run from the same start …'
        : lab.status === 'done'
          ? `${done}.`
          : '',
    );
    if (lab.status === 'none') return;
    const names = lab.rates.map(({ rate }) => full(rate)).join(' ');
    if (names !== this.#names) this.#begin(lab, names);
    const series = lab.rates.map(({ rate, curve }, i) => ({
      ...LOOKS[i],
      name: full(rate),
      epochs: curve.epochs,
      values: curve.train,
    }));
    byId('lab-chart', HTMLElement).classList.add('has-lines');
    this.#chart.show({ series, log: this.#log.checked });
    for (const [i, trial] of lab.rates.entries()) this.#drawTrial(trial, this.#rows[i]);
  }

  /** @param {Trial} trial @param {Row} row */
  #drawTrial(trial, { word, said, plane, frame }) {
    const { rate, verdict, reason, epoch } = trial;
    write(word, verdict?.word ?? `epoch ${epoch}`);
    word.dataset.word = verdict?.word ?? '';
    const parts = [reason, verdict?.said].filter((part, i, all) => part && all.indexOf(part) === i);
    write(said, parts.length > 0 ? `${full(rate)}: ${parts.join(' ')}` : '');
    said.classList.toggle('is-diverged', verdict?.word === 'diverges');
    const scene = this.#scenery(trial);
    frame.hidden = scene === null;
    if (scene) plane.show(scene);
  }

  /** @param {Lab} lab @param {string} names */
  #begin(lab, names) {
    this.#names = names;
    this.#rows = [];
    this.#list.replaceChildren(
      ...lab.rates.map(({ rate }, i) => {
        const { tone, dash } = LOOKS[i];
        const line = svg('line', { x1: '0', y1: '5', x2: '22', y2: '5', 'stroke-dasharray': dash.join(' ') });
        const swatch = svg(
          'svg',
          { class: `swatch tone-${tone}`, viewBox: '0 0 22 10', 'aria-hidden': 'true' },
          line,
        );
        const word = make('span', 'trial-word');
        const take = make('button', 'button', 'Take over');
        take.type = 'button';
        take.disabled = !this.#mine;
        take.setAttribute('aria-label', `Take over ${full(rate)}`);
        take.addEventListener('click', () =>
          this.dispatchEvent(new CustomEvent('take', { detail: { rate } })),
        );
        const frame = make('div', 'plane is-small');
        const said = make('p', 'trial-said');
        this.#rows.push({ word, said, frame, plane: new Plane(frame) });
        const head = make('div', 'trial-head', swatch, make('b', 'number', full(rate)));
        return make('li', 'trial', head, frame, word, take);
      }),
    );
    this.#verdicts.replaceChildren(...this.#rows.map(({ said }) => said));
  }
}
