/** The learning rate that suits to begin with, offered where another one would crawl or jump. */

import { full } from '../../model/numbers.js';
import { byId, write } from './page.js';

/** @typedef {import('../../net/run.js').Training} Training */
/** @typedef {import('../../net/run.js').Optimizer} Optimizer */

/** Found by trying each optimizer on each data set with the model that its form suggests, for losses that are means. */
const MEAN = { sgd: 0.3, momentum: 0.1, adam: 0.01, adamw: 0.01 };
const SUM = { sgd: 0.2, momentum: 0.07 }; // shared by all examples whose losses are added
const BEGINNING = 0.05; // of every session
const FAR = 4; // times as large or as small, from which on it is offered

/** @param {Optimizer['kind']} kind @param {'sum' | 'mean'} reduction @param {number} examples in a step */
export function suitedRate(kind, reduction, examples) {
  const rate = reduction === 'sum' && kind in SUM ? SUM[/** @type {'sgd'} */ (kind)] / examples : MEAN[kind];
  return Number(rate.toPrecision(1));
}

/** The one for what is chosen, null where nothing can be trained. @param {Training} training @param {Optimizer['kind']} [kind] */
export function rateOf({ training, examples, held_out }, kind = training.optimizer.kind) {
  const all = examples - held_out;
  const width = training.batch === 0 ? all : Math.min(training.batch, all);
  return all > 0 ? suitedRate(kind, training.reduction, width) : null;
}

/** The one that goes with another optimizer, for those who have not chosen their own. @param {Training} training @param {Optimizer['kind']} kind */
export function rateFor(training, kind) {
  if (kind === training.training.optimizer.kind || training.learning_rate !== rateOf(training)) return {};
  const rate = rateOf(training, kind);
  return rate === null ? {} : { learning_rate: rate };
}

/** The one that goes with a model that is about to be written, for those who have not chosen their own. @param {Training} training @param {{loss: string, data?: import('../../net/run.js').DataSet}} form */
export function rateWith(training, { loss, data }) {
  const { examples, held_out, learning_rate, training: chosen } = training;
  if (learning_rate !== BEGINNING && learning_rate !== rateOf(training)) return {};
  /** @type {Record<string, number | undefined>} */
  const fixed = { lecture: 4, table: data?.rows.length };
  const all = data ? (fixed[data.kind] ?? data.size) : examples;
  const width = Math.max(1, Math.round(all * (1 - (examples > 0 ? held_out / examples : 0))));
  const reduction = loss === 'sum_of_squares' ? 'sum' : 'mean';
  return {
    learning_rate: suitedRate(chosen.optimizer.kind, reduction, Math.min(chosen.batch || width, width)),
  };
}

/** Events: `choose` {what}. */
export class RateHint extends EventTarget {
  #hint = byId('rate-hint', HTMLElement);
  #said = byId('rate-said', HTMLElement);
  #use = byId('rate-use', HTMLButtonElement);
  #rate = 0;

  constructor() {
    super();
    this.#use.addEventListener('click', () =>
      this.dispatchEvent(new CustomEvent('choose', { detail: { what: { learning_rate: this.#rate } } })),
    );
  }

  /** @param {Training} training */
  show(training) {
    const suits = training.problem || training.target === null ? null : rateOf(training);
    const times = suits === null ? 1 : training.learning_rate / suits;
    this.#hint.hidden = times < FAR && times > 1 / FAR;
    if (suits === null || this.#hint.hidden) return;
    this.#rate = suits;
    write(
      this.#said,
      `${times < 1 ? 'It may crawl' : 'It may diverge'}: about ${full(suits)} suits this loss.`,
    );
    write(this.#use, `Use ${full(suits)}`);
  }
}
