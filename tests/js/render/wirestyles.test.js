import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTree } from '../../../static/js/model/tree.js';
import { lookOf } from '../../../static/js/render/wires.js';
import { WEIGHTS, WIRE, WireStyles } from '../../../static/js/render/wirestyles.js';
import { Arranger } from '../../../static/js/scene/arranger.js';
import { Scene } from '../../../static/js/scene/scene.js';
import { mlp } from '../builder.js';

const { graph, timeline } = mlp([2, 3, 1]).timeline();
const tree = readTree(graph);

/** @param {boolean} open @param {number} cursor @param {boolean} forward */
function styled(open, cursor, forward) {
  const arranger = new Arranger();
  arranger.folding.chooseAll(open);
  const closed = tree.groups.filter(({ children }) => children.every((child) => child >= 0));
  if (!open) for (const { path, parent } of closed) if (parent > 0) arranger.folding.choose(path, false);
  let scene;
  arranger.arrange(graph, tree, null, (arrangement) => {
    scene = new Scene(graph, tree, arrangement);
  });
  const styles = new WireStyles(scene.wires.count);
  styles.update(scene, /** @type {any} */ (timeline.stateAt(cursor)), forward);
  return { scene, styles };
}

const forwardEnd = timeline.segments[0].stop;

test('into a closed neuron data comes along a wire as wide as its weight, dashed where that is negative', () => {
  const { scene, styles } = styled(false, forwardEnd, true);
  const into = Array.from({ length: scene.wires.count }, (_, wire) => wire).filter(
    (wire) => scene.group[scene.wires.to[wire]] >= 0,
  );
  assert.ok(into.length > 0);
  assert.equal(styles.weights, true);
  const state = /** @type {any} */ (timeline.stateAt(forwardEnd));
  for (const wire of into) {
    const edges = [
      ...scene.wires.edges.subarray(scene.wires.edgeStart[wire], scene.wires.edgeStart[wire + 1]),
    ];
    const weights = edges.map((edge) => {
      const [a, b] = graph.inputs.subarray(graph.start[graph.consumer[edge]]);
      return state.dataOf(graph.kind(a) === 'parameter' ? a : b);
    });
    if (edges.length !== 1 || graph.op(graph.consumer[edges[0]]) !== 'mul') continue;
    assert.ok(styles.style[wire] >= WEIGHTS);
    assert.equal(lookOf(styles.style[wire]).dash.length > 0, weights[0] < 0);
    assert.equal(lookOf(styles.style[wire]).tone, 'data');
  }
});

test('between single nodes data comes along wires that are all alike', () => {
  const { styles } = styled(true, forwardEnd, true);
  assert.equal(styles.weights, false);
  assert.ok(styles.style.includes(WIRE.data));
});

test('in backward widths mean gradients', () => {
  const { styles } = styled(false, timeline.length, false);
  assert.equal(styles.weights, false);
  assert.equal(styles.flows, true);
});

test('what looks the same is told to be the same, so that nothing is drawn again', () => {
  const { scene, styles } = styled(true, 0, true);
  assert.equal(styles.changes, 1);
  assert.equal(new Set(styles.order).size, scene.wires.count); // sorted, although nothing has been reached
  const at = (/** @type {number} */ cursor) => /** @type {any} */ (timeline.stateAt(cursor));
  styles.update(scene, at(0), true);
  assert.equal(styles.changes, 1);
  styles.update(scene, at(forwardEnd), true);
  assert.equal(styles.changes, 2);
});
