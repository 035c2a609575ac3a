/** What the server knows of a session's training: asked for, and told what to do. What changes the session's version goes through `Session`. */

import { pictures } from './pictures.js';
import { request } from './request.js';

/** @typedef {import('../model/curve.js').CurveJson} CurveJson */
/** @typedef {import('../chart/plane.js').Boundary & {columns: [string, string]}} Boundary */
/** @typedef {import('../chart/plane.js').Fitted & {column: string}} Fitted */
/** @typedef {import('../chart/histograms.js').Bins} Bins */
/** @typedef {{word: 'crawls' | 'learns' | 'oscillates' | 'diverges', said: string}} Verdict */
/** @typedef {'none' | 'waiting' | 'running' | 'paused' | 'done' | 'diverged'} Status */
/**
 * @typedef {object} Run
 * @property {string | number | null} run @property {Status} status @property {string | null} reason
 * @property {number} epoch @property {number} step @property {number | null} asked @property {number} rate
 * @property {number | null} loss @property {number | null} held_out_loss
 * @property {number | null} accuracy @property {number | null} held_out_accuracy
 * @property {Verdict | null} verdict @property {number[]} kept epochs to rewind to
 * @property {number} version @property {number} steps_per_second
 */
/**
 * @typedef {object} Frame
 * @property {Run} run @property {CurveJson} curve
 * @property {Boundary | null} boundary @property {Fitted | null} fitted
 * @property {number | null} steepest the largest gradient of a parameter, in size
 * @property {string[]} layers
 * @property {Samples | null} samples null where they were not asked for
 */
/** @typedef {{epochs: number[], weights: (Bins | null)[][], gradients: (Bins | null)[][], ratio: (number | null)[][]}} Samples of the layers, over time */
/**
 * @typedef {object} DataSet
 * @property {string} kind @property {number} size @property {number} noise @property {number} seed
 * @property {number} negative @property {string[]} columns @property {number[][]} rows
 */
/** @typedef {{kind: 'sgd' | 'momentum' | 'adam' | 'adamw', momentum: number, beta1: number, beta2: number, epsilon: number, weight_decay: number}} Optimizer */
/** @typedef {{kind: 'constant' | 'linear', end: number, epochs: number}} Schedule */
/**
 * @typedef {object} Choices
 * @property {DataSet} data @property {number} held_out @property {string} target @property {string} prediction
 * @property {'sum' | 'mean'} reduction @property {number} batch
 * @property {Optimizer} optimizer @property {Schedule} schedule
 * @property {boolean} zero_grad @property {number | 'mean'} shown
 */
/**
 * @typedef {object} Training
 * @property {number} version @property {number} learning_rate @property {Choices} training
 * @property {{name: string, node: number | null}[]} columns @property {string | null} target where the program uses one
 * @property {{node: number, name: string} | null} prediction @property {'classes' | 'numbers' | null} task
 * @property {number | null} threshold @property {number} examples @property {number} held_out @property {number} parameters
 * @property {(number | null)[] | null} program_losses @property {{message: string, hint: string | null} | null} problem
 */
/** @typedef {{columns: string[], target: string, rows: number[][], held_out: number[]}} Examples */
/** @typedef {{rate: number, status: string, reason: string | null, epoch: number, curve: CurveJson, verdict: Verdict | null, boundary: Boundary | null, fitted: Fitted | null}} Trial */
/** @typedef {{status: 'none' | 'running' | 'done', epochs: number, rates: Trial[]}} Lab */
/** @typedef {{name: string, epochs: number, learning_rate: number, optimizer: string, verdict: Verdict | null, curve: CurveJson}} Saved */
/** @typedef {{node: number[], name: string[], data: (number | null)[], grad: (number | null)[], update: (number | null)[], state: Record<string, (number | null)[]>}} Parameters */

/** @typedef {{since: number, stride: number}} Known the part of the curve that is here */

/** Every method throws Refusal when the server says no, Silence when it says nothing. */
export class RunLink {
  #address;

  /** @param {string} address of the session's API */
  constructor(address) {
    this.#address = address;
  }

  /** @returns {Promise<Training>} */
  training() {
    return this.#get('/training');
  }

  /** @returns {Promise<Examples>} */
  data() {
    return this.#get('/training/data');
  }

  /** @returns {Promise<Run>} */
  run() {
    return this.#get('/run');
  }

  /** What the live views draw, after what is here already. @param {Known | null} known @param {boolean} samples whether the layers are drawn, too @returns {Promise<Frame>} */
  frame(known, samples) {
    return this.#get(`/run/frame?${after(known, samples)}`);
  }

  /** The same and the numbers of the graph again and again while a run goes on, at most `pace` a second. @param {Known | null} known @param {number} pace @param {boolean} samples @param {AbortSignal} signal */
  pictures(known, pace, samples, signal) {
    return pictures(`${this.#address}/run/pictures?pace=${pace}&${after(known, samples)}`, signal);
  }

  /** @returns {Promise<{epochs: number[], train: number[], held_out: number[] | null}>} */
  losses(/** @type {number} */ start, /** @type {number} */ stop) {
    return this.#get(`/run/losses?start=${start}&stop=${stop}`);
  }

  /** @returns {Promise<Parameters>} */
  parameters() {
    return this.#get('/run/parameters');
  }

  /** Begins, or goes on. @param {number | null} epochs null: until it is stopped @returns {Promise<Run>} */
  begin(epochs) {
    return this.#post('/run', epochs === null ? {} : { epochs });
  }

  /** @returns {Promise<Run>} */
  pause() {
    return this.#post('/run/pause', {});
  }

  /** @param {number} epochs @returns {Promise<Run>} */
  step(epochs) {
    return this.#post('/run/step', { epochs });
  }

  /** @param {number} epoch @returns {Promise<Run>} */
  rewind(epoch) {
    return this.#post('/run/rewind', { epoch });
  }

  /** @param {string} name @returns {Promise<Saved>} */
  save(name) {
    return this.#post('/run/save', { name });
  }

  /** @returns {Promise<Saved[]>} */
  saved() {
    return this.#get('/run/saved');
  }

  /** @param {string} name */
  forget(name) {
    return request('DELETE', `${this.#address}/run/saved/${encodeURIComponent(name)}`);
  }

  /** @param {number[]} rates @param {number} epochs @returns {Promise<Lab>} */
  tryRates(rates, epochs) {
    return this.#post('/lab', { rates, epochs });
  }

  /** @returns {Promise<Lab>} */
  lab() {
    return this.#get('/lab');
  }

  endLab() {
    return request('DELETE', `${this.#address}/lab`);
  }

  /** Its parameters and its rate become the session's. @param {number} rate @returns {Promise<Run>} */
  take(rate) {
    return this.#post('/lab/take', { rate });
  }

  /** @param {string} path */
  #get(path) {
    return request('GET', this.#address + path);
  }

  /** @param {string} path @param {object} body */
  #post(path, body) {
    return request('POST', this.#address + path, body);
  }
}

/** @param {Known | null} known @param {boolean} samples */
function after(known, samples) {
  return `samples=${samples}${known ? `&since=${known.since}&stride=${known.stride}` : ''}`;
}
