/** What is asked when something is built by hand, and what the answers mean. */

/** @typedef {import('../model/graph.js').Graph} Graph */
/** @typedef {import('./ask.js').Answer} Answer */
/** @typedef {import('./ask.js').Question} Question */
/** @typedef {import('./palette.js').Entry} Entry */

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const NUMBER = /^[-+−]?\s*(\d[\d_]*\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/** @param {number} i from 0 */
export function ordinal(i) {
  return ORDINALS[i] ?? `${i + 1}th`;
}

/** A name that stands nowhere in a program yet: a, b, c … @param {string} program */
export function freeName(program) {
  const taken = new Set(program.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  for (let i = 0; ; i++) {
    const name = letters.map((letter) => (i === 0 ? letter : `${letter}${i}`)).find((one) => !taken.has(one));
    if (name) return name;
  }
}

/** @param {string} text @param {Partial<Question>} [more] @returns {Question} */
export function nameQuestion(text, more = {}) {
  const wrong = 'A name has letters, digits and _, and begins with a letter.';
  const read = (/** @type {string} */ given) =>
    NAME.test(given.trim()) ? { answer: given.trim() } : { wrong };
  return { text, read, ...more };
}

/** @param {string} text @returns {Question} */
export function numberQuestion(text) {
  const wrong = 'That is not a number: write 2, -3.0 or 1e-3.';
  const read = (/** @type {string} */ given) =>
    NUMBER.test(given.trim()) ? { answer: given.trim() } : { wrong };
  return { text, read, value: '1.0', go: 'Add' };
}

/** A node on the stage, its name, or a bare number. @param {Graph} graph @param {Partial<Question>} more @returns {Question} */
export function inputQuestion(graph, more) {
  return {
    text: '',
    hint: 'choose a node, or type',
    onStage: true,
    read: (text) => readInput(graph, text),
    ...more,
  };
}

/** What the slot of an op is for. @param {Entry} entry @param {number} slot @param {Graph} graph */
export function slotQuestion({ title, glyph, inputs, last }, slot, graph) {
  const which = last && slot === inputs - 1 ? last : inputs === 1 ? 'input' : `${ordinal(slot)} input`;
  const text = `${which[0].toUpperCase()}${which.slice(1)} of ${title}`;
  return inputQuestion(graph, { text, glyph, value: which === 'exponent' ? '2' : '' });
}

/** @param {Graph} graph @param {string} text @returns {{answer: Answer} | {wrong: string}} */
export function readInput(graph, text) {
  const wanted = text.trim();
  if (wanted === '') return { wrong: 'Choose a node on the stage, or type its name or a number.' };
  if (NUMBER.test(wanted)) return { answer: wanted };
  /** @type {number[]} */
  const found = [];
  for (let node = 0; node < graph.size; node++) {
    if (graph.label(node) === wanted || (graph.label(node) === '' && graph.name(node) === wanted))
      found.push(node);
  }
  if (found.length === 1) return { answer: found[0] };
  if (found.length === 0) return { wrong: `No node is called ${wanted}.` };
  return { wrong: `${found.length} nodes are called ${wanted}: choose one on the stage.` };
}

/** Names to propose: those that only one node has. @param {Graph} graph @param {number} [most] */
export function names(graph, most = 500) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (let node = 0; node < graph.size; node++) {
    const label = graph.label(node);
    if (label) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count === 1)
    .map(([label]) => label)
    .slice(0, most);
}

/** What to ask next for an op whose inputs are picked one by one; null when all is known. @param {Entry} entry @param {Graph} graph @param {string} free @param {Answer[]} answers */
export function nextOfOp(entry, graph, free, answers) {
  const { title, glyph, inputs } = entry;
  const picked = inputs === 0 ? answers.indexOf('') : inputs; // an empty answer ends any number of them
  if (picked === -1 || answers.length < picked) {
    if (inputs > 0 || answers.length === 0) return slotQuestion(entry, answers.length, graph);
    const read = (/** @type {string} */ text) =>
      text.trim() === '' ? { answer: '' } : readInput(graph, text);
    const hint = 'choose a node, type, or leave it empty';
    return inputQuestion(graph, { text: `Another input of ${title}`, hint, glyph, read });
  }
  const last = inputs === 0 ? picked + 1 : picked;
  return answers.length > last
    ? null
    : nameQuestion('What shall it be called?', { glyph, value: free, go: 'Add' });
}
