/** The whole graph as one SVG that stands alone: the page's records and wires, its colours written into them. */

import { trimmed } from '../model/numbers.js';
import { controlOf } from '../scene/curve.js';
import { ItemRecord } from './record.js';
import { svg } from './svg.js';
import { lookOf } from './wires.js';
import { WireStyles } from './wirestyles.js';

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../model/state.js').State} State */
/** @typedef {import('./palette.js').Palette} Palette */

export const MOST_ITEMS = 5000;
const EDGE = 24;
const TEXT = ['fill', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline'];
const SHAPE = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray'];
/** What an element has anyway. */
const USUAL = ['none', 'inline', '1', 'auto', 'start'];

/**
 * @param {Scene} scene @param {State} state @param {boolean} forward whether data is what moved last
 * @param {Palette} palette
 * @param {HTMLElement} stage whose style sheet the drawing takes on; it is there for a moment
 * @returns {SVGElement} with width and height
 */
export function drawing(scene, state, forward, palette, stage) {
  const { left, top, right, bottom } = scene.area;
  const [width, height] = [right - left + 2 * EDGE, bottom - top + 2 * EDGE];
  const box = { x: left - EDGE, y: top - EDGE, width, height };
  const items = Array.from({ length: scene.count }, (_, item) => {
    const record = new ItemRecord(scene, item);
    record.place(scene.x[item], scene.y[item], 1);
    record.update(state);
    return record.element;
  });
  const picture = svg(
    'svg',
    {
      class: 'records full',
      width: Math.ceil(width),
      height: Math.ceil(height),
      viewBox: `${box.x} ${box.y} ${width} ${height}`,
    },
    svg('title', {}, title(scene, state)),
    svg('rect', { ...box, fill: palette.ground }),
    ...scene.frames.map(({ left: x, top: y, width: w, height: h }) =>
      svg('rect', { x, y, width: w, height: h, rx: 14, fill: 'none', stroke: palette.line }),
    ),
    ...wires(scene, state, forward, palette),
    ...items,
  );
  stage.append(picture);
  write(items);
  picture.remove();
  picture.removeAttribute('class');
  return picture;
}

/** One path for all wires of a look. @param {Scene} scene @param {State} state @param {boolean} forward @param {Palette} palette */
function wires(scene, state, forward, palette) {
  const styles = new WireStyles(scene.wires.count);
  styles.update(scene, state, forward);
  return Array.from(styles.start.subarray(0, -1), (start, style) => {
    const some = styles.order.subarray(start, styles.start[style + 1]);
    const { tone, alpha, width, dash } = lookOf(style);
    return svg('path', {
      d: Array.from(some, (wire) => curve(scene.wires, wire)).join(''),
      fill: 'none',
      stroke: palette[tone],
      'stroke-opacity': alpha,
      'stroke-width': width,
      'stroke-dasharray': dash.join(' ') || 'none',
    });
  }).filter((path) => path.getAttribute('d') !== '');
}

/** Level stretches and S-curves, as the canvas has them. @param {import('../scene/scene.js').Wires} wires @param {number} wire */
function curve({ pointStart, pointX, pointY }, wire) {
  const first = pointStart[wire];
  let text = `M${short(pointX[first])} ${short(pointY[first])}`;
  for (let i = first + 1; i < pointStart[wire + 1]; i++) {
    const [x, y] = [short(pointX[i]), short(pointY[i])];
    const middle = short(controlOf(pointX, i, first));
    text +=
      pointY[i] === pointY[i - 1] ? `H${x}` : `C${middle} ${short(pointY[i - 1])} ${middle} ${y} ${x} ${y}`;
  }
  return text;
}

/** @param {number} x */
function short(x) {
  return Number(x.toFixed(1));
}

/** Gives every element the look that the style sheet gives it. @param {SVGElement[]} items */
function write(items) {
  /** @type {Map<string, string[][]>} elements of one kind in items of one kind look alike */
  const looks = new Map();
  const written = items.flatMap((item) => {
    return [item, ...item.querySelectorAll('*')].map((element) => {
      const key = [item, element].map((one) => `${one.tagName} ${one.getAttribute('class')}`).join(' in ');
      const look = looks.get(key) ?? lookedAt(element);
      looks.set(key, look);
      return { element, look };
    });
  });
  for (const { element, look } of written) {
    for (const { name } of [...element.attributes]) {
      if (/^(class|style|role|tabindex|aria-.*|data-.*)$/.test(name)) element.removeAttribute(name);
    }
    for (const [name, value] of look) element.setAttribute(name, value);
  }
}

/** @param {Element} element */
function lookedAt(element) {
  const style = getComputedStyle(element);
  const own = element.tagName === 'g' ? [] : element.tagName === 'text' ? TEXT : SHAPE;
  return ['display', 'opacity', ...own]
    .map((name) => [name, style.getPropertyValue(name)])
    .filter(([name, value]) => name === 'fill' || !USUAL.includes(value));
}

/** @param {Scene} scene @param {State} state */
function title({ graph }, state) {
  if (graph.size === 0) return 'An empty graph';
  return `${graph.name(graph.root)} = ${trimmed(state.dataOf(graph.root))}, a graph of ${graph.size} nodes`;
}
