/** Programs of about 200 nodes, each of another shape, and every kind of one edit. */

import { Builder, mlp } from '../builder.js';

/** Numbers between 0 and 1, the same for the same seed. */
function randomly(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One line after the other, each of the last one. */
function chain(label) {
  const b = new Builder();
  let h = b.leaf('x', 1);
  for (let k = 0; b.nodes.length < 200; k++) {
    h = b.op('mul', [h, b.leaf(`w${k}`, 0.9)]);
    h = b.op('tanh', [h], label(k));
  }
  return b;
}

/** One neuron with many inputs. */
function wideNeuron() {
  const b = new Builder();
  const leaves = Array.from({ length: 50 }, (_, i) => [b.leaf(`x${i}`, 1, false), b.leaf(`w${i}`, 0.1)]);
  let sum = b.leaf('b', 0);
  for (const pair of leaves) sum = b.op('add', [sum, b.op('mul', pair)]);
  b.op('tanh', [sum], 'o');
  return b;
}

/** A network whose program has no groups. */
function ungrouped(sizes) {
  const b = mlp(sizes);
  for (const node of b.nodes) node.group = 0;
  return b;
}

/** A hundred leaves, added two by two. */
function tree() {
  const b = new Builder();
  let row = Array.from({ length: 100 }, (_, i) => b.leaf(`x${i}`, i));
  for (let depth = 0; row.length > 1; depth++) {
    const next = [];
    for (let i = 0; i < row.length; i += 2)
      next.push(i + 1 < row.length ? b.op('add', [row[i], row[i + 1]], `s${depth}_${i}`) : row[i]);
    row = next;
  }
  return b;
}

/** Expressions that use each other, some with names. */
export function expressions(seed) {
  const random = randomly(seed);
  const b = new Builder();
  const pool = Array.from({ length: 8 }, (_, i) => b.leaf(`x${i}`, random()));
  for (let k = 0; b.nodes.length < 190; k++) {
    if (random() < 0.25) pool.push(b.leaf(`w${k}`, random()));
    const pick = () => pool[Math.max(0, pool.length - 1 - Math.floor(random() * random() * pool.length))];
    pool.push(b.op(random() < 0.5 ? 'mul' : 'add', [pick(), pick()], random() < 0.4 ? `v${k}` : ''));
  }
  const used = new Set(b.nodes.flatMap(({ inputs }) => inputs));
  let sum = pool[0];
  for (const node of pool.slice(1)) if (!used.has(node)) sum = b.op('add', [sum, node]);
  return b;
}

/** Rows of twenty results, each of any two of the row before. */
function wide(seed) {
  const random = randomly(seed);
  const b = new Builder();
  let row = Array.from({ length: 20 }, (_, i) => b.leaf(`x${i}`, random()));
  const pick = () => row[Math.floor(random() * row.length)];
  for (let r = 0; r < 8; r++)
    row = row.map((_, i) => b.op(random() < 0.5 ? 'mul' : 'add', [pick(), pick()], `r${r}_${i}`));
  for (let sum = row[0], i = 1; i < row.length; i++) sum = b.op('add', [sum, row[i]]);
  return b;
}

export const PROGRAMS = {
  'a chain of named lines': chain((k) => `h${k}`),
  'a chain of one name given again and again': chain(() => 'h'),
  'a chain without names': chain(() => ''),
  'a neuron with fifty inputs': wideNeuron(),
  'a network': mlp([3, 5, 5, 1]),
  'a network without groups': ungrouped([3, 5, 5, 1]),
  'a network on three examples': mlp([2, 3, 3, 1], 3),
  'a tree of sums': tree(),
  'expressions 1': expressions(1),
  'expressions 2': expressions(2),
  'expressions 3': expressions(3),
  'wide rows': wide(4),
};

/** What stands where a node stood: its id in the new program. */
const push = (now, node) => now.nodes.push(node) - 1;
const leaf = (group) => ({ op: 'leaf', inputs: [], label: 'new', data: 1, requires: true, group });
const after = (now, node, inputs, op, others) => {
  const id = push(now, { ...node, inputs, label: '' });
  return push(now, { ...node, op, inputs: [id, ...others] });
};
export const EDITS = {
  'a number changed': (now, node, inputs) => push(now, { ...node, inputs, data: 3 }),
  'a name changed': (now, node, inputs) => push(now, { ...node, inputs, label: 'renamed' }),
  'an op replaced': (now, node, inputs) =>
    push(now, { ...node, inputs, op: inputs.length === 1 ? 'relu' : 'sub' }),
  'a term added': (now, node, inputs) => after(now, node, inputs, 'add', [push(now, leaf(node.group))]),
  'an op put around': (now, node, inputs) => after(now, node, inputs, 'tanh', []),
  'a line put in': (now, node, inputs) => {
    const id = push(now, { ...node, inputs });
    return push(now, { ...node, op: 'mul', inputs: [id, push(now, leaf(node.group))], label: 'line' });
  },
  'a line taken out': (_now, _node, inputs) => inputs[0],
};

/** The same program with one of its nodes made by something else. */
export function changed(builder, at, edit) {
  const now = new Builder();
  now.groups = [...builder.groups];
  const moved = [];
  builder.nodes.forEach((node, i) => {
    const inputs = node.inputs.map((input) => moved[input]);
    moved[i] = i === at ? edit(now, node, inputs) : push(now, { ...node, inputs });
  });
  return now;
}

/** The results of a program from its first to its last. */
export function places(builder, count) {
  const results = builder.nodes.map((_, i) => i).filter((i) => builder.nodes[i].inputs.length > 0);
  return Array.from(
    { length: count },
    (_, i) => results[Math.round((i * (results.length - 1)) / (count - 1))],
  );
}
