import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Memo } from '../../../static/js/layout/memo.js';
import { pointAt } from '../../../static/js/scene/curve.js';
import { Builder, mlp, neuron } from '../builder.js';
import { boxes, displacements, overlapping, sceneOf } from './arranged.js';
import { changed, EDITS, expressions, PROGRAMS, places } from './corpus.js';

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

const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;
const withTerm = (b, id) => b.op('add', [id, b.leaf('new', 1)]);
const withTanh = (b, id) => b.op('tanh', [id]);

test('an edit that changes no structure moves nothing at all', () => {
  for (const builder of [neuron(), mlp([3, 4, 4, 1]), expressions(1)]) {
    const memo = new Memo();
    const old = sceneOf(builder, { memo });
    const now = new Builder();
    now.groups = builder.groups;
    now.nodes = builder.nodes.map((node) => ({ ...node, op: node.op === 'mul' ? 'add' : node.op }));
    assert.equal(Math.max(...displacements(old, sceneOf(now, { old, memo }))), 0);
  }
});

for (const [name, builder] of Object.entries(PROGRAMS)) {
  test(`after any one edit of 200 nodes, ${name}, the mean node moves less than 25 px`, () => {
    Object.entries(EDITS).forEach(([kind, edit], shift) => {
      for (const at of places(builder, 9).filter((_, i) => (i + shift) % 2 === 0)) {
        const memo = new Memo();
        const old = sceneOf(builder, { memo });
        const now = sceneOf(changed(builder, at, edit), { old, memo });
        const moved = mean(displacements(old, now));
        assert.ok(moved < (/number|name|op replaced/.test(kind) ? 0.001 : 25), `${kind} at ${at}: ${moved}`);
      }
    });
  });
}

test('what is put into the middle of a long chain stands beside it, and nothing overlaps', () => {
  const builder = PROGRAMS['a chain of named lines'];
  const at = places(builder, 9)[4];
  const old = sceneOf(builder);
  const now = sceneOf(changed(builder, at, EDITS['a line put in']), { old });
  assert.ok(Math.max(...displacements(old, now)) < 1);
  assert.deepEqual(overlapping(now), []);
  const { from, to, count } = now.wires;
  const back = Array.from({ length: count }, (_, wire) => wire).filter(
    (wire) => now.x[from[wire]] >= now.x[to[wire]],
  );
  assert.deepEqual(
    back.map((wire) => now.name(to[wire])),
    ['line'],
  );
  const [x, y] = pointAt(now.wires, back[0], 0.5); // it goes round both
  assert.ok(
    boxes(now).every(({ left, right, top, bottom }) => x < left || x > right || y < top || y > bottom),
  );
});

test('line after line in the middle of a chain is not stacked without end', () => {
  let builder = PROGRAMS['a chain without names'];
  let scene = sceneOf(builder);
  for (let i = 0; i < 14; i++) {
    builder = changed(builder, builder.nodes.length >> 1, EDITS['an op put around']);
    scene = sceneOf(builder, { old: scene });
  }
  const back = scene.wires.from.filter((from, wire) => scene.x[from] >= scene.x[scene.wires.to[wire]]);
  assert.ok(back.length <= 12, `${back.length} wires go back`);
  assert.deepEqual(overlapping(scene), []);
});

test('laid out anew, an edited graph is as good as one that was never edited', () => {
  const builder = PROGRAMS['expressions 1'];
  const now = changed(builder, places(builder, 9)[4], EDITS['a line put in']);
  const memo = new Memo();
  sceneOf(now, { old: sceneOf(builder, { memo }), memo });
  assert.deepEqual(sceneOf(now, { memo }).x, sceneOf(now).x);
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

test('a long chain runs on almost level: its leaves make way', () => {
  const { area, wires } = sceneOf(PROGRAMS['a chain of named lines']);
  const columns = wires.count / 3; // two into each product, one on
  assert.ok(area.bottom - area.top < 20 * columns, `${area.bottom - area.top} in ${columns} steps`);
});
