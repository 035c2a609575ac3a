/** Building by hand: each gesture asks for what it needs and is sent as one change of the program. */

import { Refusal } from '../net/request.js';
import {
  freeName,
  inputQuestion,
  nameQuestion,
  names,
  nextOfOp,
  numberQuestion,
  ordinal,
  slotQuestion,
} from './questions.js';

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('../scene/stage.js').Stage} Stage */
/** @typedef {import('./ask.js').Ask} Ask */
/** @typedef {import('./ask.js').Answer} Answer */
/** @typedef {import('./ask.js').Talk} Talk */
/** @typedef {import('./notices.js').Notices} Notices */
/** @typedef {import('./palette.js').Entry} Entry */
/** @typedef {import('./palette.js').Palette} Palette */
/** @typedef {import('./work.js').Work} Work */

const UNFINISHED = 'The program has a change that did not run yet: mend it, or take it back with undo.';

export class Build {
  #ask;
  #palette;
  #stage;
  #work;
  #notices;
  #sending = false;
  /** @type {((entry: Entry) => void) | null} what the op that is picked next is for */
  #purpose = null;

  /** @param {{ask: Ask, palette: Palette, stage: Stage, work: Work, notices: Notices}} parts */
  constructor({ ask, palette, stage, work, notices }) {
    this.#ask = ask;
    this.#palette = palette;
    this.#stage = stage;
    this.#work = work;
    this.#notices = notices;
    palette.addEventListener('pick', (event) => {
      const { entry } = /** @type {CustomEvent} */ (event).detail;
      const purpose = this.#purpose ?? ((/** @type {Entry} */ picked) => this.#add(picked, []));
      this.#purpose = null;
      purpose(entry);
    });
    palette.addEventListener('dismiss', () => {
      this.#purpose = null;
    });
    stage.addEventListener('select', (event) => {
      const { node } = /** @type {CustomEvent} */ (event).detail;
      if (node === null || !ask.wantsNode) return;
      stage.select(null); // the same node may be wanted again
      ask.answer(node);
    });
    ask.addEventListener('asking', () => {
      notices.pass(); // it may cover what is wanted
      if (ask.wantsNode) stage.select(null); // what is chosen already may be what is wanted
    });
    work.addEventListener('changed', (event) => {
      if (/** @type {CustomEvent} */ (event).detail.structure && !this.#sending) ask.letBe();
    });
  }

  /** Anything: a leaf or an op. */
  open() {
    this.#palette.open('');
  }

  /** An op with this node as its first input. @param {number} node */
  use(node) {
    this.#pick(`With ${this.#name(node)} as the first input`, (entry) => this.#add(entry, [node]));
  }

  /** @param {number} node */
  rename(node) {
    const label = this.#graph.label(node);
    const text = label ? `What shall ${label} be called?` : `What shall ${this.#name(node)} be called?`;
    const hint = label ? 'left empty, it does without a name' : '';
    const question = nameQuestion(text, { hint, value: label, go: 'Rename' });
    if (label)
      question.read = (given) => (given.trim() ? nameQuestion('').read?.(given) : null) ?? { answer: '' };
    this.#talk({
      next: (answers) => (answers.length === 0 ? question : null),
      finish: ([name]) => this.#send({ gesture: 'rename', node, name }),
    });
  }

  /** @param {number} node */
  replace(node) {
    const graph = this.#graph;
    const has = this.#inputs(node).length;
    this.#pick(`Instead of ${graph.title(node)} in ${this.#name(node)}`, (entry) => {
      const needed = Math.max(0, entry.inputs - has);
      this.#talk({
        next: ({ length }) => (length < needed ? slotQuestion(entry, has + length, graph) : null),
        finish: (more) => this.#send({ gesture: 'replace', node, op: entry.op, more }),
      });
    });
  }

  /** @param {number} node @param {number} [source] asked for when it is not known */
  connect(node, source) {
    const [graph, inputs] = [this.#graph, this.#inputs(node)];
    if (inputs.length === 0) return this.#notices.say(`${this.#name(node)} is a leaf: nothing goes into it.`);
    const choices = inputs.map((input, slot) => ({
      label: `${ordinal(slot)}: ${graph.name(input)}`,
      value: String(slot),
    }));
    this.#talk({
      next: ([slot, chosen = source]) => {
        if (slot === undefined) return { text: `Which input of ${this.#name(node)}?`, choices };
        if (chosen !== undefined) return null;
        const text = `Into ${this.#name(node)}, instead of ${graph.name(inputs[Number(slot)])}`;
        return inputQuestion(graph, { text, glyph: graph.glyph(node), go: 'Connect' });
      },
      finish: ([slot, chosen = source]) =>
        this.#send({ gesture: 'connect', node, slot: Number(slot), source: chosen }),
      given: inputs.length === 1 ? ['0'] : [],
    });
  }

  /** @param {number} node */
  remove(node) {
    const graph = this.#graph;
    const first = this.#inputs(node).find((input) => graph.kind(input) !== 'constant');
    const choices = [{ label: 'Delete them too', value: 'delete' }];
    if (first !== undefined)
      choices.push({ label: `Put ${graph.name(first)} in its place`, value: 'reconnect' });
    const used = graph.useStart[node + 1] > graph.useStart[node];
    const text = `Other nodes are computed from ${this.#name(node)}.`;
    this.#talk({
      next: (answers) => (used && answers.length === 0 ? { text, choices } : null),
      finish: ([users]) => this.#send({ gesture: 'delete', node, ...(users && { users }) }),
    });
  }

  /** @param {Entry} entry @param {Answer[]} given */
  #add(entry, given) {
    const free = freeName(this.#work.program);
    if (entry.op === 'leaf') {
      const finish = (/** @type {Answer[]} */ [name, number]) =>
        this.#send({ gesture: 'leaf', name, number });
      const next = (/** @type {Answer[]} */ [name, number]) => {
        if (name === undefined) return nameQuestion('What is the leaf called?', { value: free });
        return number === undefined ? numberQuestion(`Which number is ${name}?`) : null;
      };
      this.#talk({ next, finish, say: String });
      return;
    }
    const graph = this.#graph;
    this.#talk({
      next: (answers) => nextOfOp(entry, graph, free, answers),
      finish: (answers) => {
        const inputs = answers.slice(0, -1).filter((answer) => answer !== '');
        return this.#send({ gesture: 'apply', op: entry.op, inputs, name: answers.at(-1) });
      },
      given,
    });
  }

  /** @param {string} note @param {(entry: Entry) => void} purpose */
  #pick(note, purpose) {
    this.#purpose = purpose;
    this.#palette.open(note);
  }

  /** @param {Omit<Talk, 'say'> & Partial<Talk>} talk */
  async #talk(talk) {
    const say = (/** @type {Answer} */ answer) => (typeof answer === 'number' ? this.#name(answer) : answer);
    if (this.#work.timeline) this.#ask.names = names(this.#graph);
    const problem = await this.#ask.all({ say, ...talk });
    if (problem) this.#notices.say(problem);
  }

  /** @param {object} gesture @returns {Promise<string>} what was wrong, or nothing */
  async #send(gesture) {
    if (this.#work.unfinished) return UNFINISHED;
    this.#sending = true;
    try {
      const { said, node } = await this.#work.build(gesture);
      const { scene } = this.#stage;
      if (node !== null && scene?.graph === this.#graph) this.#stage.select(node);
      this.#notices.say(said, { label: 'Undo', act: () => this.#work.travel('undo') });
      return '';
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [error.message, error.problem.hint].filter(Boolean).join(' ');
    } finally {
      this.#sending = false;
    }
  }

  get #graph() {
    return /** @type {Graph} */ (this.#work.timeline?.graph);
  }

  /** @param {number} node */
  #name(node) {
    return this.#graph.name(node);
  }

  /** @param {number} node */
  #inputs(node) {
    const { start, inputs } = this.#graph;
    return [...inputs.subarray(start[node], start[node + 1])];
  }
}
