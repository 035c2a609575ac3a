/**
 * A session on the server. One request is in flight at a time; of the same edit only the last waits; a server that
 * does not answer is asked again, and nothing is lost meanwhile. The cursor travels ahead of whatever depends on it.
 */

import { Refusal, request, Silence } from './request.js';

/** @import {Built, Change, GraphJson, Opened, Phase, Step, Taken, TimelineJson, Trainable, Trained, Values} from './answers.js' */
/**
 * @typedef {object} Errand
 * @property {string} key errands of one key replace each other while they wait; the earlier one is answered with null
 * @property {string} method
 * @property {string} path
 * @property {() => object} body
 * @property {(answer: any) => void} resolve
 * @property {(error: unknown) => void} reject
 */

const LONGEST_PAUSE = 8000;
const MOST_AT_ONCE = 2000;

/** Events: `silent` {after} and `answered` as the server goes and comes back, `stale` when someone else changed the session. */
export class Session extends EventTarget {
  /** @type {Errand[]} */
  #waiting = [];
  #busy = false;
  #cursor = { wanted: 0, known: 0 };
  #version = 0;
  #revision = -1;

  /** @param {string} id @param {{pause?: (ms: number) => Promise<void>}} [options] */
  constructor(id, { pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = {}) {
    super();
    this.address = `/api/sessions/${id}`;
    this.pause = pause;
  }

  get version() {
    return this.#version;
  }

  /** Where the learner is: what the server said last, and what was moved since it was asked. */
  get cursor() {
    return this.#cursor.wanted;
  }

  /** Everything, as it stands. @returns {Promise<Opened>} */
  async open() {
    const [session, graph, values] = await Promise.all([
      this.#ask('GET', ''),
      this.#ask('GET', '/graph'),
      this.values(0),
    ]);
    const { length } = session.timeline;
    const range = length > 0 && length <= MOST_AT_ONCE ? await this.steps(0, length) : null;
    if (values.revision !== graph.revision || (range && range.version !== session.version))
      return this.open();
    this.#take({ ...session, graph });
    return {
      ...session,
      graph,
      values,
      steps: length === 0 ? [] : (range?.steps ?? null),
    };
  }

  /** @param {string} program @returns {Promise<Change | null>} null: a later edit took its place, here and below */
  edit(program) {
    return this.#change('program', 'PUT', '/program', { program });
  }

  /** @param {number} node @param {{data?: number, requires_grad?: boolean}} what @returns {Promise<Change | null>} */
  leaf(node, what) {
    return this.#change(`leaf ${node} ${Object.keys(what)}`, 'PATCH', `/nodes/${node}`, what);
  }

  /** @param {{precision?: string, learning_rate?: number, seed?: number}} what @returns {Promise<Change | null>} */
  settings(what) {
    return this.#change(`settings ${Object.keys(what)}`, 'PUT', '/settings', what);
  }

  /** A gesture on the graph, written into the program. @param {object} gesture @returns {Promise<Built>} */
  build(gesture) {
    return this.#change('', 'POST', '/build', gesture);
  }

  /** @param {number} node @param {boolean} apart or together again @returns {Promise<Change>} */
  takeApart(node, apart) {
    return this.#change('', 'POST', `/nodes/${node}/${apart ? 'open' : 'close'}`, {});
  }

  /** @param {'undo' | 'redo'} direction @returns {Promise<Change>} */
  travel(direction) {
    return this.#change('', 'POST', `/${direction}`, {});
  }

  /** @param {Phase} phase @returns {Promise<Taken>} */
  run(phase) {
    const path = { forward: '/forward', backward: '/backward', zero_grad: '/zero-grad', update: '/update' }[
      phase
    ];
    return this.#change('', 'POST', path, {});
  }

  /** Whole training steps. @param {number} count @param {boolean} zeroGrad @returns {Promise<Trained>} */
  train(count, zeroGrad) {
    return this.#change('', 'POST', '/step', { count, zero_grad: zeroGrad });
  }

  /** Another round of the program's own loop. @param {number} epoch @param {number} cursor @returns {Promise<Change | null>} */
  epoch(epoch, cursor) {
    return this.#change('epoch', 'PUT', '/epoch', { epoch, cursor });
  }

  /** What it is trained on, and how. @param {object} what fields of the choices @returns {Promise<Trainable | null>} */
  training(what) {
    return this.#change(`training ${Object.keys(what)}`, 'PUT', '/training', what);
  }

  /** @param {string} text of a CSV file @returns {Promise<Trainable>} */
  csv(text) {
    return this.#change('', 'PUT', '/training/csv', { text });
  }

  /** A program with a model. @param {object} form @returns {Promise<Trainable & {said: string}>} */
  model(form) {
    return this.#change('', 'POST', '/training/model', form);
  }

  /** Until no errand waits. @returns {Promise<void>} */
  settled() {
    if (!this.#busy) return Promise.resolve();
    return new Promise((resolve) => this.addEventListener('settled', () => resolve(), { once: true }));
  }

  /** The session as the server has it, where its version is newer than here; the graph only where it is another. @param {number} version @returns {Promise<(Omit<Opened, 'graph'> & {graph: GraphJson | null}) | null>} */
  async again(version) {
    await this.settled();
    if (version <= this.#version) return null;
    const [session, values] = await Promise.all([this.#ask('GET', ''), this.values(0)]);
    if (values.revision !== this.#revision) return this.open();
    this.#take(session);
    return { ...session, graph: null, values, steps: null };
  }

  /** @param {number} start @param {number} stop @returns {Promise<{version: number, steps: Step[]}>} */
  steps(start, stop) {
    return this.#ask('GET', `/steps?start=${start}&stop=${stop}`);
  }

  /** @param {number} cursor @returns {Promise<Values & {revision: number}>} */
  values(cursor) {
    return this.#ask('GET', `/values?at=${cursor}`);
  }

  /** Where the learner is now; sent by `rest`, or ahead of the next errand. @param {number} cursor */
  moved(cursor) {
    this.#cursor.wanted = cursor;
  }

  /** Sends the cursor if the server does not know it yet. */
  rest() {
    if (this.#cursor.wanted !== this.#cursor.known) this.#run();
  }

  /** The last word as the page goes away. */
  leave() {
    if (this.#cursor.wanted === this.#cursor.known) return;
    const body = JSON.stringify({ cursor: this.#cursor.wanted });
    const headers = { 'content-type': 'application/json' };
    fetch(`${this.address}/cursor`, { method: 'PUT', headers, body, keepalive: true }).catch(() => {});
  }

  /** @param {string} key @param {string} method @param {string} path @param {object} what */
  #change(key, method, path, what) {
    return this.#send(key, method, path, () => ({ ...what, version: this.#version }));
  }

  /** @param {string} key @param {string} method @param {string} path @param {() => object} body @returns {Promise<any>} */
  #send(key, method, path, body) {
    return new Promise((resolve, reject) => {
      const errand = { key, method, path, body, resolve, reject };
      const earlier = key === '' ? -1 : this.#waiting.findIndex((waiting) => waiting.key === key);
      if (earlier === -1) this.#waiting.push(errand);
      else this.#waiting.splice(earlier, 1, errand)[0].resolve(null);
      this.#run();
    });
  }

  async #run() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#waiting.length > 0 || this.#cursor.wanted !== this.#cursor.known) {
      await this.#sendCursor();
      const errand = this.#waiting.shift();
      if (!errand) continue;
      try {
        const answer = await this.#ask(errand.method, errand.path, errand.body);
        const moved = answer.structure_changed ? 0 : this.#cursor.wanted - this.#cursor.known;
        this.#take(answer);
        this.#cursor.wanted = Math.max(0, Math.min(answer.timeline.length, this.#cursor.known + moved));
        errand.resolve(answer);
      } catch (error) {
        if (error instanceof Refusal && error.problem.code === 'stale_version') this.#giveUp();
        errand.reject(error);
      }
    }
    this.#busy = false;
    this.dispatchEvent(new Event('settled'));
  }

  async #sendCursor() {
    const cursor = this.#cursor.wanted;
    if (cursor === this.#cursor.known) return;
    this.#cursor.known = cursor; // a cursor that is refused is not worth repeating
    await this.#ask('PUT', '/cursor', () => ({ cursor })).catch(() => {});
  }

  /** @param {{version: number, timeline: TimelineJson, graph?: GraphJson | null}} answer */
  #take(answer) {
    this.#revision = answer.graph?.revision ?? this.#revision;
    this.#version = answer.version;
    this.#cursor = { wanted: answer.timeline.cursor, known: answer.timeline.cursor };
  }

  /** What waits was meant for another version. */
  #giveUp() {
    for (const { reject } of this.#waiting.splice(0))
      reject(new Silence('the session was changed elsewhere'));
    this.dispatchEvent(new Event('stale'));
  }

  /** Asks until there is an answer. @param {string} method @param {string} path @param {() => object} [body] */
  async #ask(method, path, body) {
    for (let pause = 500; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
      try {
        const answer = await request(method, this.address + path, body?.());
        if (pause > 500) this.dispatchEvent(new Event('answered'));
        return answer;
      } catch (error) {
        if (!(error instanceof Silence)) {
          if (pause > 500) this.dispatchEvent(new Event('answered'));
          throw error;
        }
        this.dispatchEvent(new CustomEvent('silent', { detail: { after: error.after } }));
        await this.pause(error.after ?? pause);
      }
    }
  }
}
