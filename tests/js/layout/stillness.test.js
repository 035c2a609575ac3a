import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Memo } from '../../../static/js/layout/memo.js';
import { Builder, mlp, neuron } from '../builder.js';
import { displacements, overlapping, sceneOf } from './arranged.js';

/** The same program with something put after one of its nodes. */
function edited(builder, at, make) {
  const now = new Builder();
  now.groups = builder.groups;
  const moved = [];
  builder.nodes.forEach((node, i) => {
    const id = now.nodes.push({ ...node, inputs: node.inputs.map((input) => moved[input]) }) - 1;
    moved[i] = id;
    if (i !== at) return;
    moved[i] = make(now, id);
    now.nodes[moved[i]].label = node.label;
    now.nodes[id].label = '';
    for (const fresh of now.nodes.slice(id)) fresh.group = node.group;
  });
  return now;
}

/** About 200 nodes of expressions that use each other, some with names. */
function program(seed) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
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

const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
const withTerm = (b, id) => b.op('add', [id, b.leaf('new', 1)]);
const withTanh = (b, id) => b.op('tanh', [id]);

test('an edit that changes no structure moves nothing at all', () => {
  for (const builder of [neuron(), mlp([3, 4, 4, 1]), program(1)]) {
    const memo = new Memo();
    const old = sceneOf(builder, { memo });
    const now = new Builder();
    now.groups = builder.groups;
    now.nodes = builder.nodes.map((node) => ({ ...node, op: node.op === 'mul' ? 'add' : node.op }));
    assert.equal(Math.max(...displacements(old, sceneOf(now, { old, memo }))), 0);
  }
});

test('after one edit of a 200-node program the mean node moves less than 25 px', () => {
  const all = [];
  for (const builder of [mlp([3, 5, 5, 1]), program(1), program(3)]) {
    const results = builder.nodes
      .map((_, node) => node)
      .filter((node) => builder.nodes[node].inputs.length > 0);
    for (let i = 0; i < results.length; i += Math.ceil(results.length / 12)) {
      const memo = new Memo();
      const old = sceneOf(builder, { memo });
      const now = sceneOf(edited(builder, results[i], i % 2 ? withTerm : withTanh), { old, memo });
      all.push(mean(displacements(old, now)));
    }
  }
  const sorted = all.toSorted((a, b) => a - b);
  assert.ok(sorted[all.length >> 1] < 20, `median ${sorted[all.length >> 1]}`);
  // Rarely an edit makes the longest way longer, and all that stands on one side of it has to give way.
  assert.ok(
    sorted[Math.floor(0.7 * all.length)] < 25,
    `of ten edits seven ${sorted[Math.floor(0.7 * all.length)]}`,
  );
});

test('a term added to the neuron leaves the rest where it was', () => {
  const old = sceneOf(neuron());
  const now = sceneOf(edited(neuron(), 8, withTerm), { old });
  assert.ok(mean(displacements(old, now)) < 80);
  const still = displacements(old, now).filter((distance) => distance < 1);
  assert.ok(still.length >= 7, `${still.length} of 10 stayed`);
});

test('many edits one after the other do not let the picture rot', () => {
  let builder = neuron();
  let scene = sceneOf(builder);
  for (let i = 0; i < 25; i++) {
    const results = builder.nodes
      .map((_, node) => node)
      .filter((node) => builder.nodes[node].inputs.length > 0);
    builder = edited(builder, results[(i * 7) % results.length], i % 2 ? withTanh : withTerm);
    scene = sceneOf(builder, { old: scene });
  }
  const fresh = sceneOf(builder);
  const height = ({ area }) => area.bottom - area.top;
  const width = ({ area }) => area.right - area.left;
  assert.deepEqual(overlapping(scene), []);
  assert.ok(height(scene) <= 1.5 * height(fresh) + 100, `${height(scene)} for ${height(fresh)}`);
  assert.ok(width(scene) <= 1.3 * width(fresh) + 100, `${width(scene)} for ${width(fresh)}`);
});

/** The same program with one of its nodes made by something else. */
function changed(builder, at, make) {
  const now = new Builder();
  now.groups = [...builder.groups];
  const moved = [];
  builder.nodes.forEach((node, i) => {
    const inputs = node.inputs.map((input) => moved[input]);
    moved[i] = i === at ? make(now, node, inputs) : now.nodes.push({ ...node, inputs }) - 1;
  });
  return now;
}

const KINDS = {
  'another number': (now, node, inputs) => now.nodes.push({ ...node, inputs, data: 3 }) - 1,
  'another name': (now, node, inputs) => now.nodes.push({ ...node, inputs, label: 'renamed' }) - 1,
  'a line put in': (now, node, inputs) => {
    const { group, label } = node;
    const id = now.nodes.push({ ...node, inputs, label: '' }) - 1;
    const leaf = now.nodes.push({ op: 'leaf', inputs: [], label: 'new', data: 1, requires: true, group }) - 1;
    return now.nodes.push({ op: 'mul', inputs: [id, leaf], label, data: 1, requires: true, group }) - 1;
  },
  'a line taken out': (_now, _node, inputs) => inputs[0],
};

for (const [kind, make] of Object.entries(KINDS)) {
  test(`${kind}, at the start, in the middle or at the end of 200 nodes, moves the mean node less than 25 px`, () => {
    const all = [];
    for (const builder of [mlp([3, 5, 5, 1]), program(1), program(2), program(3)]) {
      const results = builder.nodes.map((_, i) => i).filter((i) => builder.nodes[i].inputs.length > 0);
      for (const part of [0.02, 0.15, 0.35, 0.5, 0.65, 0.85, 0.97]) {
        const memo = new Memo();
        const old = sceneOf(builder, { memo });
        const at = results[Math.floor(part * results.length)];
        all.push(mean(displacements(old, sceneOf(changed(builder, at, make), { old, memo }))));
      }
    }
    const median = all.toSorted((a, b) => a - b)[all.length >> 1];
    assert.ok(median < 25, `median ${median}`);
    if (kind.startsWith('another')) assert.equal(Math.max(...all), 0);
  });
}
