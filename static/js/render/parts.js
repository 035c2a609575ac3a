/** What an item is made of, by its kind: record, constant, closed neuron, closed block. The origin is its middle. */

import { CIRCLE, RECORD, STEM } from '../layout/size.js';
import { svg } from './svg.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/**
 * @typedef {object} Parts
 * @property {SVGElement[]} elements from the back to the front
 * @property {SVGElement} card what is pressed and focused, and says what the item is; no text is inside it
 * @property {SVGElement} data @property {SVGElement} grad the numbers; not among the elements when there are none
 * @property {{data: SVGElement, grad: SVGElement}} [brief] the same in two digits, to be read from farther away
 * @property {SVGElement} [dataCaption] @property {SVGElement} [gradCaption]
 */

const LINE = { name: -10.5, data: 5.5, grad: 20, brief: 7 }; // baselines on a record
const NAME_LETTERS = 15;
const SHORT_NAME_LETTERS = 9; // in the circle of a neuron

/** @param {Scene} scene @param {number} item @returns {Parts} */
export function partsOf(scene, item) {
  const node = scene.node[item];
  const [w, h] = [scene.width[item], scene.height[item]];
  if (scene.round[item]) return neuron(scene, item, w, h);
  if (node < 0) return block(scene, item, w, h);
  if (scene.graph.kind(node) === 'constant') return constant(w, h);
  return record(scene, item, node, w, h);
}

/** @param {Scene} scene @param {number} item @param {number} node @param {number} w @param {number} h @returns {Parts} */
function record({ graph, circle }, item, node, w, h) {
  const left = w / 2 - RECORD.width;
  const caption = { class: 'caption', x: left + 10 };
  const number = { x: w / 2 - 9 };
  const data = svg('text', { class: 'data', y: LINE.data, ...number });
  const grad = svg('text', { class: 'grad', y: LINE.grad, ...number });
  const dataCaption = svg('text', { y: LINE.data, ...caption }, 'data');
  const gradCaption = svg('text', { y: LINE.grad, ...caption }, 'grad');
  const card = svg('rect', { class: 'card', x: left, y: -h / 2, width: RECORD.width, height: h, rx: 8 });
  const elements = [
    card,
    svg('rect', { class: 'stripe', x: left, y: 8 - h / 2, width: 3, height: h - 16, rx: 1.5 }),
    svg('text', { class: 'name', x: left + 10, y: LINE.name }, clip(graph.name(node), NAME_LETTERS)),
    dataCaption,
    data,
    gradCaption,
    grad,
    svg('circle', { class: 'stop', cx: left + 1, cy: -h / 2 + 1, r: 5 }),
    svg('text', { class: 'differs', x: w / 2 - 9, y: LINE.name }, '≠'),
  ];
  if (circle[item] > 0) elements.unshift(...operation(graph.glyph(node), -w / 2, circle[item]));
  return { elements, card, data, grad, dataCaption, gradCaption };
}

/** The circle at the left of a record. @param {string} glyph @param {number} x @param {number} width */
function operation(glyph, x, width) {
  const size = glyph.length > 2 ? 'glyph long' : 'glyph';
  return [
    svg('line', { class: 'stem', x1: x + width, x2: x + width + STEM, y1: 0, y2: 0 }),
    svg('rect', { class: 'circle', x, y: -CIRCLE / 2, width, height: CIRCLE, rx: CIRCLE / 2 }),
    svg('text', { class: size, x: x + width / 2, y: 0 }, glyph),
  ];
}

/** @param {number} w @param {number} h @returns {Parts} */
function constant(w, h) {
  const data = svg('text', { class: 'data', y: 4 });
  const card = svg('rect', { class: 'card', x: -w / 2, y: -h / 2, width: w, height: h, rx: h / 2 });
  return { elements: [card, data], card, data, grad: svg('text') };
}

/** @param {Scene} scene @param {number} item @param {number} w @param {number} h @returns {Parts} */
function neuron(scene, item, w, h) {
  const data = svg('text', { class: 'data', y: LINE.data });
  const grad = svg('text', { class: 'grad', y: LINE.grad });
  const card = svg('circle', { class: 'card', r: h / 2 });
  const name = svg('text', { class: 'name', y: LINE.name }, clip(scene.name(item), SHORT_NAME_LETTERS));
  const stop = svg('circle', { class: 'stop', cx: -w * 0.36, cy: -h * 0.36, r: 5 });
  const brief = {
    data: svg('text', { class: 'brief of-data', y: LINE.brief }),
    grad: svg('text', { class: 'brief of-grad', y: LINE.brief }),
  };
  const differs = svg('text', { class: 'differs', x: w * 0.42, y: h * 0.42 }, '≠');
  const elements = [card, name, data, grad, brief.data, brief.grad, stop, differs];
  if (scene.results(item).length > 1)
    elements.unshift(svg('circle', { class: 'behind', r: h / 2, cx: 5, cy: -4 }));
  if (scene.node[item] < 0) elements.push(badge(w * 0.36, -h * 0.36));
  return { elements, card, data, grad, brief };
}

/** @param {Scene} scene @param {number} item @param {number} w @param {number} h @returns {Parts} */
function block(scene, item, w, h) {
  const { size } = scene.tree.groups[scene.group[item]];
  const card = svg('rect', { class: 'card', x: -w / 2, y: -h / 2, width: w, height: h, rx: 12 });
  const elements = [
    card,
    svg('text', { class: 'name', y: -2 }, clip(scene.name(item), NAME_LETTERS)),
    svg('text', { class: 'caption', y: 14 }, `${size} nodes`),
    badge(w / 2 - 6, 6 - h / 2),
  ];
  return { elements, card, data: svg('text'), grad: svg('text') };
}

/** Opens a closed group; keys and a double click do so too. @param {number} x @param {number} y */
function badge(x, y) {
  return svg(
    'g',
    { class: 'badge', transform: `translate(${x} ${y})` },
    svg('circle', { r: 8 }),
    svg('path', { d: 'M-4 0H4M0 -4V4' }),
  );
}

/** @param {string} name @param {number} letters */
function clip(name, letters) {
  return name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
}
