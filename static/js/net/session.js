/** A session on the server: what can be asked of it, and told. */

import { Errands } from './errands.js';
import { News } from './news.js';
import { pull } from './request.js';

/** @import {Built, Change, Demonstration, GraphJson, Opened, Phase, Step, Taken, Trainable, Values} from './answers.js' */

const MOST_AT_ONCE = 2000;

export class Session extends Errands {
  /** @type {Opened | null} */
  #brought;

  /** @param {string} id @param {{brought?: Opened | null, pause?: (ms: number) => Promise<void>}} [options] `brought`: by the page, as it stood then */
  constructor(id, { brought = null, ...options } = {}) {
    super(id, options);
    this.#brought = brought;
  }

  /** Everything, as it stands; the first time as the page brought it. @returns {Promise<Opened>} */
  async open() {
    const brought = this.#brought;
    if (brought) {
      this.#brought = null;
      this.take(brought);
      return brought;
    }
    const [session, graph, values] = await Promise.all([
      this.ask('GET', ''),
      this.ask('GET', '/graph'),
      this.values(0),
    ]);
    const { length } = session.timeline;
    const range = length > 0 && length <= MOST_AT_ONCE ? await this.steps(0, length) : null;
    if (values.revision !== graph.revision || (range && range.version !== session.version))
      return this.open();
    this.take({ ...session, graph });
    return {
      ...session,
      graph,
      values,
      steps: length === 0 ? [] : (range?.steps ?? null),
    };
  }

  /** @param {string} program @returns {Promise<Change | null>} null: a later edit took its place, here and below */
  edit(program) {
    return this.change('program', 'PUT', '/program', { program });
  }

  /** @param {number} node @param {{data?: number, requires_grad?: boolean}} what @returns {Promise<Change | null>} */
  leaf(node, what) {
    return this.change(`leaf ${node} ${Object.keys(what)}`, 'PATCH', `/nodes/${node}`, what);
  }

  /** @param {{precision?: string, learning_rate?: number, seed?: number}} what @returns {Promise<Change | null>} */
  settings(what) {
    return this.change(`settings ${Object.keys(what)}`, 'PUT', '/settings', what);
  }

  /** A gesture on the graph, written into the program. @param {object} gesture @returns {Promise<Built>} */
  build(gesture) {
    return this.change('', 'POST', '/build', gesture);
  }

  /** @param {number} node @param {boolean} apart or together again @returns {Promise<Change>} */
  takeApart(node, apart) {
    return this.change('', 'POST', `/nodes/${node}/${apart ? 'open' : 'close'}`, {});
  }

  /** @param {'undo' | 'redo'} direction @returns {Promise<Change>} */
  travel(direction) {
    return this.change('', 'POST', `/${direction}`, {});
  }

  /** @param {Phase} phase @returns {Promise<Taken>} */
  run(phase) {
    const path = { forward: '/forward', backward: '/backward', zero_grad: '/zero-grad', update: '/update' }[
      phase
    ];
    return this.change('', 'POST', path, {});
  }

  /** Another round of the program's own loop. @param {number} epoch @param {number} cursor @returns {Promise<Change | null>} */
  epoch(epoch, cursor) {
    return this.change('epoch', 'PUT', '/epoch', { epoch, cursor });
  }

  /** What it is trained on, and how. @param {object} what fields of the choices, and of those with parts those that are other @returns {Promise<Trainable | null>} */
  training(what) {
    const named = Object.entries(what).map(([name, value]) =>
      typeof value === 'object' ? `${name}: ${Object.keys(value)}` : name,
    );
    return this.change(`training ${named}`, 'PUT', '/training', what);
  }

  /** @param {string} text of a CSV file @returns {Promise<Trainable>} */
  csv(text) {
    return this.change('', 'PUT', '/training/csv', { text });
  }

  /** A program with a model. @param {object} form @returns {Promise<Trainable & {said: string}>} */
  model(form) {
    return this.change('', 'POST', '/training/model', form);
  }

  /** The session as the server has it, where its version is newer than here; the graph only where it is another. @param {number} version @returns {Promise<(Omit<Opened, 'graph'> & {graph: GraphJson | null}) | null>} */
  again(version) {
    return this.hold(async () => {
      if (version <= this.version) return null;
      const [session, values] = await Promise.all([this.ask('GET', ''), this.values(0)]);
      if (values.revision !== this.revision) return this.open();
      this.take(session);
      return { ...session, graph: null, values, steps: null };
    });
  }

  /** Something done wrong, to be played. @param {string} kind @returns {Promise<Demonstration>} */
  demonstration(kind) {
    return this.ask('GET', `/demonstrations/${kind}`);
  }

  /** Facts as they come: `run`, `lab`, and `session` when it is changed anywhere. */
  events() {
    const news = new News(this.address);
    news.addEventListener('broken', () =>
      this.dispatchEvent(new CustomEvent('silent', { detail: { after: null } })),
    );
    news.addEventListener('open', () => this.dispatchEvent(new Event('answered')));
    return news;
  }

  /** @param {number} start @param {number} stop @returns {Promise<{version: number, steps: Step[]}>} */
  steps(start, stop) {
    return this.ask('GET', `/steps?start=${start}&stop=${stop}`);
  }

  /** @param {number} cursor @returns {Promise<Values & {revision: number}>} */
  values(cursor) {
    return this.ask('GET', `/values?at=${cursor}`);
  }

  /** The same in bytes, as `readFrame` reads them. @param {number} cursor @returns {Promise<ArrayBuffer>} */
  frame(cursor) {
    return pull(`${this.address}/values?at=${cursor}`);
  }
}
