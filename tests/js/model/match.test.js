import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readGraph } from '../../../static/js/model/graph.js';
import { matchNodes } from '../../../static/js/model/match.js';
import { Builder, mlp, neuron } from '../builder.js';

const match = (old, now) => [...matchNodes(readGraph(old.json()), readGraph(now.json()))];

test('a graph matches itself node for node', () => {
  const same = mlp([3, 4, 4, 1]);
  assert.deepEqual(
    match(same, same),
    same.nodes.map((_, node) => node),
  );
});

test('a leaf added at the top moves every index and no identity', () => {
  const now = new Builder();
  now.leaf('new', 1);
  const old = neuron();
  now.nodes.push(...old.nodes.map((node) => ({ ...node, inputs: node.inputs.map((input) => input + 1) })));
  assert.deepEqual(match(old, now), [-1, ...old.nodes.map((_, node) => node)]);
});

test('nodes without a name are known by their place below one that has', () => {
  const make = (op) => {
    const b = new Builder();
    const [a, c] = [b.leaf('a', 1), b.leaf('c', 2)];
    b.op('tanh', [b.op(op, [a, b.op('mul', [a, c])])], 'o');
    return b;
  };
  assert.deepEqual(match(make('add'), make('sub')), [0, 1, 2, 3, 4]);
});

test('an operation put between two others is the only new node', () => {
  const make = (between) => {
    const b = new Builder();
    const [a, c] = [b.leaf('a', 1), b.leaf('c', 2)];
    const product = b.op('mul', [a, c]);
    b.op('add', [between ? b.op('tanh', [product]) : product, a], 'o');
    return b;
  };
  assert.deepEqual(match(make(false), make(true)), [0, 1, 2, -1, 3]);
});

test('a name given twice is matched in the order it was given', () => {
  const make = (count) => {
    const b = new Builder();
    let x = b.leaf('x', 1);
    for (let i = 0; i < count; i++) x = b.op('tanh', [x], 'x');
    return b;
  };
  assert.deepEqual(match(make(2), make(3)), [0, 1, 2, -1]);
});

test('a leaf that became a result is not the same node', () => {
  const old = new Builder();
  old.op('tanh', [old.leaf('a', 1)], 'o');
  const now = new Builder();
  now.op('tanh', [now.op('tanh', [now.leaf('b', 1)], 'a')], 'o');
  assert.deepEqual(match(old, now), [-1, -1, 1]);
});

test('no old node is given to two new ones', () => {
  const found = match(mlp([2, 3, 1]), mlp([3, 3, 1])).filter((node) => node !== -1);
  assert.equal(new Set(found).size, found.length);
});
