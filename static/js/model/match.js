/**
 * Which node of a new graph was which of the old one, so that an edit moves nothing that it did not change: first by
 * names that are given as often as before, then by the same operation on the same inputs, then by the place below a
 * consumer that is known.
 */

/** @typedef {import('./graph.js').Graph} Graph */

/**
 * @param {Graph} old
 * @param {Graph} now
 * @returns {Int32Array} for each node of `now` its node in `old`, −1 for a new one
 */
export function matchNodes(old, now) {
  const match = new Int32Array(now.size).fill(-1);
  const taken = new Uint8Array(old.size);
  const pair = (/** @type {number} */ node, /** @type {number} */ before) => {
    if (match[node] !== -1 || taken[before] || !alike(old, before, now, node)) return;
    match[node] = before;
    taken[before] = 1;
  };
  byLabel(old, now, pair, (before, after) => before === after);
  byInputs(old, now, match, pair);
  if (now.size > 0 && old.size > 0) pair(now.root, old.root);
  byConsumer(old, now, match, pair);
  byLabel(old, now, pair, (before, after) => before !== after);
  byInputs(old, now, match, pair);
  byConsumer(old, now, match, pair);
  return match;
}

/** A leaf is never taken for a result, nor for a bare number. @param {Graph} old @param {number} before @param {Graph} now @param {number} node */
function alike(old, before, now, node) {
  if (old.computed[before] !== now.computed[node]) return false;
  return (old.op(before) === 'constant') === (now.op(node) === 'constant');
}

/**
 * A name given several times: the first with the first, and so on. Which is which is not to be seen by the name once it
 * is given more often or less.
 * @param {Graph} old @param {Graph} now @param {(node: number, before: number) => void} pair
 * @param {(before: number, after: number) => boolean} meant which names, by how often they were and are given
 */
function byLabel(old, now, pair, meant) {
  const labelled = labels(old);
  for (const [label, after] of labels(now)) {
    const before = labelled.get(label) ?? [];
    if (!meant(before.length, after.length)) continue;
    after.slice(0, before.length).forEach((node, i) => {
      pair(node, before[i]);
    });
  }
}

/** @param {Graph} graph @returns {Map<string, number[]>} the nodes of each name */
function labels(graph) {
  const labelled = new Map();
  for (let node = 0; node < graph.size; node++) {
    const label = labelIn(graph, node);
    if (!label) continue;
    const there = labelled.get(label);
    if (there) there.push(node);
    else labelled.set(label, [node]);
  }
  return labelled;
}

/** @param {Graph} graph @param {number} node */
function labelIn(graph, node) {
  const label = graph.label(node);
  return label && `${graph.groups[graph.group[node]]}/${label} ${graph.computed[node]}`;
}

/** @param {Graph} old @param {Graph} now @param {Int32Array} match @param {(node: number, before: number) => void} pair */
function byInputs(old, now, match, pair) {
  /** @type {Map<string, number[]>} */
  const made = new Map();
  for (let node = old.size - 1; node >= 0; node--) {
    if (!old.computed[node]) continue;
    const key = `${old.op(node)} ${old.inputs.subarray(old.start[node], old.start[node + 1])}`;
    const there = made.get(key);
    if (there) there.push(node);
    else made.set(key, [node]);
  }
  for (let node = 0; node < now.size; node++) {
    if (!now.computed[node]) continue;
    const inputs = now.inputs.subarray(now.start[node], now.start[node + 1]).map((input) => match[input]);
    const candidates = made.get(`${now.op(node)} ${inputs}`);
    if (match[node] === -1) {
      const before = candidates?.pop();
      if (before !== undefined) pair(node, before);
    } else if (candidates?.at(-1) === match[node]) candidates.pop();
  }
}

/** @param {Graph} old @param {Graph} now @param {Int32Array} match @param {(node: number, before: number) => void} pair */
function byConsumer(old, now, match, pair) {
  for (let node = now.size - 1; node >= 0; node--) {
    const before = match[node];
    if (before === -1) continue;
    const inputs = now.start[node + 1] - now.start[node];
    if (inputs !== old.start[before + 1] - old.start[before]) continue;
    for (let slot = 0; slot < inputs; slot++) {
      pair(now.inputs[now.start[node] + slot], old.inputs[old.start[before] + slot]);
    }
  }
}
