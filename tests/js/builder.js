/**
 * Builds graphs, steps and values in the shapes that the server sends, for tests: a small autograd of its own, so
 * that the numbers are those of a real pass.
 */

import { readGraph } from '../../static/js/model/graph.js';
import { Timeline } from '../../static/js/model/timeline.js';

const OPS = {
  add: { glyph: '+', title: 'add', f: ([a, b]) => a + b, d: () => [1, 1] },
  sub: { glyph: '−', title: 'subtract', f: ([a, b]) => a - b, d: () => [1, -1] },
  mul: { glyph: '×', title: 'multiply', f: ([a, b]) => a * b, d: ([a, b]) => [b, a] },
  tanh: { glyph: 'tanh', title: 'tanh', f: ([a]) => Math.tanh(a), d: (_, out) => [1 - out * out] },
  relu: { glyph: 'ReLU', title: 'relu', f: ([a]) => Math.max(0, a), d: ([a]) => [Number(a > 0)] },
  square: { glyph: 'x²', title: 'square', f: ([a]) => a * a, d: ([a]) => [2 * a] },
};

export class Builder {
  nodes = [];
  groups = [''];
  #group = 0;

  /** Nodes made from here on stand in this group. */
  in(path) {
    this.#group = this.groups.indexOf(path);
    if (this.#group === -1) this.#group = this.groups.push(path) - 1;
    return this;
  }

  leaf(label, data, requires = true) {
    return this.#push({ op: 'leaf', inputs: [], label, data, requires });
  }

  constant(data) {
    return this.#push({ op: 'constant', inputs: [], label: '', data, requires: false });
  }

  op(op, inputs, label = '') {
    const data = OPS[op].f(inputs.map((input) => this.nodes[input].data));
    const requires = inputs.some((input) => this.nodes[input].requires);
    return this.#push({ op, inputs, label, data, requires });
  }

  #push(node) {
    return this.nodes.push({ ...node, group: this.#group }) - 1;
  }

  #name({ label, op, inputs, data }) {
    if (label) return label;
    if (op === 'constant') return String(data);
    const names = inputs.map((input) => this.#name(this.nodes[input]).slice(0, 18));
    const text = names.length === 2 ? names.join(` ${OPS[op].glyph} `) : `${op}(${names})`;
    return text.slice(0, 40);
  }

  json({ root = this.nodes.length - 1, revision = 1 } = {}) {
    const strings = [''];
    const string = (text) => (strings.includes(text) ? strings.indexOf(text) : strings.push(text) - 1);
    const start = [0];
    for (const { inputs } of this.nodes) start.push(start.at(-1) + inputs.length);
    const zeros = this.nodes.map(() => 0);
    return {
      revision,
      nodes: this.nodes.length,
      root,
      precision: 'float64',
      op: this.nodes.map(({ op }) => string(op)),
      label: this.nodes.map(({ label }) => string(label)),
      name: this.nodes.map((node) => string(this.nodes.length > 2000 ? node.label : this.#name(node))),
      strings,
      start,
      inputs: this.nodes.flatMap(({ inputs }) => inputs),
      param: this.nodes.map(() => null),
      requires_grad: this.nodes.map(({ requires }) => Number(requires)),
      line: zeros,
      column: zeros,
      end_line: zeros,
      end_column: zeros,
      group: this.nodes.map(({ group }) => group),
      groups: this.groups,
      ops: Object.fromEntries(Object.entries(OPS).map(([op, { glyph, title }]) => [op, { glyph, title }])),
    };
  }

  /** What is shown at cursor 0: leaves and constants have data, nothing has a gradient. */
  values() {
    return {
      data: this.nodes.map(({ inputs, data }) => (inputs.length === 0 ? data : null)),
      grad: this.nodes.map(() => null),
    };
  }

  forward() {
    return this.nodes.map(({ data }, node) => ({ kind: 'forward', node, value: data }));
  }

  /** @param grads what leaves have already; added to */
  backward(root = this.nodes.length - 1, grads = new Map()) {
    const steps = [{ kind: 'seed', node: root, total: 1 }];
    const grad = new Map(grads);
    grad.set(root, 1);
    for (let node = root; node >= 0; node--) {
      const { op, inputs, data } = this.nodes[node];
      if (!inputs.length || !grad.has(node)) continue;
      const locals = OPS[op].d(
        inputs.map((input) => this.nodes[input].data),
        data,
      );
      inputs.forEach((input, slot) => {
        if (!this.nodes[input].requires) return;
        const upstream = grad.get(node);
        const contribution = upstream * locals[slot];
        const total = (grad.get(input) ?? 0) + contribution;
        grad.set(input, total);
        steps.push({
          kind: 'backward',
          node,
          input,
          slot,
          upstream,
          local: locals[slot],
          contribution,
          total,
        });
      });
    }
    return steps;
  }

  timeline(
    phases = [
      ['forward', this.forward()],
      ['backward', this.backward()],
    ],
    cursor = 0,
  ) {
    const segments = [];
    let length = 0;
    for (const [phase, steps] of phases) {
      segments.push({ phase, start: length, stop: length + steps.length });
      length += steps.length;
    }
    const steps = phases.flatMap(([, list]) => list);
    const graph = readGraph(this.json());
    return {
      graph,
      timeline: new Timeline(graph, { cursor, length, segments }, this.values(), steps),
      steps,
    };
  }
}

/** The lecture's neuron. */
export function neuron() {
  const b = new Builder();
  const [x1, x2] = [b.leaf('x1', 2, false), b.leaf('x2', 0, false)];
  const [w1, w2] = [b.leaf('w1', -3), b.leaf('w2', 1)];
  const bias = b.leaf('b', 6.881373587019543);
  const sum = b.op('add', [b.op('mul', [x1, w1]), b.op('mul', [x2, w2])]);
  b.op('tanh', [b.op('add', [sum, bias], 'n')], 'o');
  return b;
}

/** A multi-layer perceptron in groups, on one or more examples. */
export function mlp(sizes, examples = 1) {
  const b = new Builder();
  let seed = 7;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return (seed / 2 ** 32) * 2 - 1;
  };
  const layers = sizes.slice(1).map((width, l) =>
    Array.from({ length: width }, (_, j) => {
      b.in(`model/layer ${l + 1}/neuron ${j + 1}`);
      const weights = Array.from({ length: sizes[l] }, (_, i) => b.leaf(`w${l}${j}${i}`, random()));
      return { weights, bias: b.leaf(`b${l}${j}`, random()) };
    }),
  );
  const losses = [];
  for (let example = 0; example < examples; example++) {
    b.in('');
    let x = Array.from({ length: sizes[0] }, (_, i) => b.leaf(`x${i + 1}`, random(), false));
    layers.forEach((neurons, l) => {
      x = neurons.map(({ weights, bias }, j) => {
        const inner = examples > 1 ? `/example ${example + 1}` : '';
        b.in(`model/layer ${l + 1}/neuron ${j + 1}${inner}`);
        let sum = bias;
        weights.forEach((weight, i) => {
          sum = b.op('add', [sum, b.op('mul', [weight, x[i]])]);
        });
        return b.op('tanh', [sum], `h${l + 1}${j + 1}`);
      });
    });
    b.in('');
    losses.push(b.op('square', [b.op('sub', [x[0], b.leaf('y', 1, false)])], 'loss'));
  }
  let total = losses[0];
  for (const loss of losses.slice(1)) total = b.op('add', [total, loss], 'L');
  return b;
}
