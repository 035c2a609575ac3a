/** The plane of the examples under the learner's hand: look at one, put new ones, take some away; by mouse, touch and keys. */

import { Plane } from '../../chart/plane.js';
import { trimmed } from '../../model/numbers.js';
import { axesOf, classesOf, nearestPoint, pointsOf, viewOf } from './examples.js';
import { byId, write } from './page.js';

/** @typedef {import('../../net/run.js').Examples} Examples */
/** @typedef {import('../../net/run.js').Training} Training */
/** @typedef {import('../../net/run.js').Boundary} Boundary */
/** @typedef {import('../../net/run.js').Fitted} Fitted */
/** @typedef {import('../../chart/plane.js').Scene} Scene */
/** @typedef {import('../../chart/plane.js').Point} Point */

const REACH = 0.06; // of the plane: how near a click has to be
const SPRAY = 0.05; // between two examples of one stroke
const STEP = 1 / 40;
const FAR = 1 / 8;

/** Events: `look` {index}, `drawn` {rows}. */
export class Drawing extends EventTarget {
  #element = byId('plane', HTMLElement);
  #panel = byId('plane-panel', HTMLElement);
  #tools = byId('plane-tools', HTMLFieldSetElement);
  #said = byId('plane-said', HTMLElement);
  #plane = new Plane(this.#element);
  #mine;
  /** @type {Examples | null} */
  #examples = null;
  /** @type {Training | null} */
  #training = null;
  /** @type {Boundary | null} */
  #boundary = null;
  /** @type {Fitted | null} */
  #fitted = null;
  /** @type {{x: number, y: number} | null} of the keyboard */
  #cross = null;
  /** @type {{x: number, y: number} | null} where a stroke put its last example */
  #stroke = null;
  #changed = false;
  /** @type {{of: unknown[], points: Point[]} | null} the last that were asked for */
  #points = null;

  /** @param {boolean} mine */
  constructor(mine) {
    super();
    this.#mine = mine;
    const element = this.#element;
    element.addEventListener('pointerdown', (event) => this.#press(event));
    element.addEventListener('click', (event) => {
      if (this.#tool === 'look') this.#look(...this.#placeOf(event));
    });
    element.addEventListener('pointermove', (event) => {
      if (element.hasPointerCapture(event.pointerId)) this.#act(...this.#placeOf(event));
    });
    for (const end of ['pointerup', 'pointercancel']) element.addEventListener(end, () => this.#finish());
    element.addEventListener('keydown', (event) => this.#key(event));
    element.addEventListener('blur', () => {
      this.#cross = null;
      this.#draw();
    });
  }

  /** @param {Training} training @param {Examples | null} examples */
  show(training, examples) {
    this.#training = training;
    if (!this.#stroke && !this.#changed) this.#examples = examples;
    const axes = this.#axes;
    this.#panel.hidden = axes === null;
    byId('plane-key', HTMLElement).hidden = !examples?.held_out.length;
    this.#tools.classList.toggle('is-one', axes !== null && !axes.classes);
    const [first, second] = examples ? classesOf(examples, training.training.data.negative) : [-1, 1];
    for (const [name, value] of /** @type {const} */ ([
      ['first', first],
      ['second', second],
    ])) {
      const place = this.#tools.querySelector(`[data-class="${name}"]`);
      if (place) place.textContent = axes?.classes ? trimmed(value) : 'add';
    }
    this.#draw();
  }

  /** What the model says of the plane now. @param {Boundary | null} boundary @param {Fitted | null} fitted */
  picture(boundary, fitted) {
    this.#boundary = boundary;
    this.#fitted = fitted;
    this.#draw();
  }

  /** The examples with what another model says. @param {{boundary: Boundary | null, fitted: Fitted | null}} of @returns {Scene | null} */
  scene({ boundary, fitted }) {
    const [examples, axes] = [this.#examples, this.#axes];
    if (!examples || !axes) return null;
    const threshold = this.#training?.threshold ?? boundary?.threshold ?? 0;
    const [first, second] = classesOf(examples, this.#training?.training.data.negative ?? -1);
    const middle = (first + second) / 2;
    const points = this.#pointsOf(examples, axes, middle);
    const own = boundary && axes.classes ? { ...boundary, threshold: boundary.threshold ?? threshold } : null;
    const curve = axes.classes ? null : fitted;
    return { ...viewOf(points, own, curve), points, boundary: own, fitted: curve, shown: -1, cross: null };
  }

  /** The same list for the same examples. @param {Examples} examples @param {import('./examples.js').Axes} axes @param {number} middle @returns {Point[]} */
  #pointsOf(examples, axes, middle) {
    const of = [examples, axes.x, axes.y, axes.classes, middle];
    if (!this.#points || of.some((part, i) => part !== this.#points?.of[i]))
      this.#points = { of, points: pointsOf(examples, axes, middle) };
    return this.#points.points;
  }

  get #axes() {
    return this.#examples && this.#training ? axesOf(this.#examples, this.#training.task) : null;
  }

  get #scene() {
    return this.scene({ boundary: this.#boundary, fitted: this.#fitted });
  }

  #draw() {
    const scene = this.#scene;
    if (!scene) return;
    const { shown } = this.#training?.training ?? {};
    this.#plane.show({ ...scene, shown: typeof shown === 'number' ? shown : -1, cross: this.#cross });
  }

  /** @param {MouseEvent} event @returns {[number, number]} */
  #placeOf({ clientX, clientY }) {
    const { left, top } = this.#element.getBoundingClientRect();
    return this.#plane.toPlane(clientX - left, clientY - top);
  }

  get #tool() {
    return this.#tools.querySelector('input:checked')?.getAttribute('value') ?? 'look';
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0 || !this.#scene || this.#tool === 'look') return;
    event.preventDefault();
    this.#element.setPointerCapture(event.pointerId);
    this.#act(...this.#placeOf(event));
  }

  /** One touch of the tool in hand. @param {number} x @param {number} y */
  #act(x, y) {
    const [tool, scene] = [this.#tool, this.#scene];
    if (!scene || !this.#mine) return;
    if (tool === 'erase') return this.#erase(x, y);
    const last = this.#stroke;
    const away = last
      ? Math.hypot((x - last.x) / (scene.x.high - scene.x.low), (y - last.y) / (scene.y.high - scene.y.low))
      : 1;
    if (away < SPRAY) return;
    this.#stroke = { x, y };
    this.#put(x, y, tool === 'second');
  }

  /** @param {number} x @param {number} y @param {boolean} second */
  #put(x, y, second) {
    const [examples, axes] = [this.#examples, this.#axes];
    if (!examples || !axes) return;
    const row = examples.columns.map(() => 0);
    row[axes.x] = rounded(x);
    row[axes.y] = rounded(y);
    const classes = classesOf(examples, this.#training?.training.data.negative ?? -1);
    if (axes.classes) row[examples.columns.indexOf(examples.target)] = classes[second ? 1 : 0];
    this.#examples = { ...examples, rows: [...examples.rows, row] };
    this.#changed = true;
    this.#draw();
  }

  /** @param {number} x @param {number} y */
  #erase(x, y) {
    const [examples, scene] = [this.#examples, this.#scene];
    if (!examples || !scene) return;
    const { index, distance } = nearestPoint(scene.points, scene, x, y);
    if (distance > REACH || examples.rows.length <= 1) return;
    this.#examples = { ...examples, rows: examples.rows.filter((_, i) => i !== index) };
    this.#changed = true;
    this.#draw();
  }

  /** A stroke is one change. */
  #finish() {
    this.#stroke = null;
    if (!this.#changed || !this.#examples) return;
    this.#changed = false;
    const { columns, rows } = this.#examples;
    this.dispatchEvent(new CustomEvent('drawn', { detail: { columns, rows } }));
  }

  /** @param {number} x @param {number} y */
  #look(x, y) {
    const scene = this.#scene;
    if (!scene) return;
    const { index, distance } = nearestPoint(scene.points, scene, x, y);
    if (index >= 0 && distance <= REACH) this.dispatchEvent(new CustomEvent('look', { detail: { index } }));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const scene = this.#scene;
    if (!scene || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.shiftKey ? FAR : STEP;
    /** @type {Record<string, [number, number]>} */
    const moves = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, by], ArrowDown: [0, -by] };
    const cross = this.#cross ?? { x: (scene.x.low + scene.x.high) / 2, y: (scene.y.low + scene.y.high) / 2 };
    const { key } = event;
    if (key in moves) {
      const [across, up] = moves[key];
      this.#cross = {
        x: clamp(cross.x + across * (scene.x.high - scene.x.low), scene.x),
        y: clamp(cross.y + up * (scene.y.high - scene.y.low), scene.y),
      };
    } else if ((key === '1' || key === '2') && this.#mine) this.#put(cross.x, cross.y, key === '2');
    else if (key === 'Delete' && this.#mine) this.#erase(cross.x, cross.y);
    else if (key === 'Enter') {
      const { index } = nearestPoint(scene.points, scene, cross.x, cross.y);
      if (index >= 0) this.dispatchEvent(new CustomEvent('look', { detail: { index } }));
    } else return;
    event.preventDefault();
    this.#finish();
    this.#tell(scene);
    this.#draw();
  }

  /** @param {Scene} scene */
  #tell(scene) {
    const [examples, axes, cross] = [this.#examples, this.#axes, this.#cross];
    if (!examples || !axes || !cross) return;
    const { index } = nearestPoint(scene.points, scene, cross.x, cross.y);
    const place = `${examples.columns[axes.x]} ${trimmed(rounded(cross.x))}, ${examples.columns[axes.y]} ${trimmed(rounded(cross.y))}`;
    const answer = examples.rows[index]?.[examples.columns.indexOf(examples.target)];
    const near =
      answer === undefined ? '' : ` · nearest: example ${index + 1}, ${examples.target} ${trimmed(answer)}`;
    write(this.#said, place + near);
  }
}

/** @param {number} value as somebody would write it */
function rounded(value) {
  return Number(value.toPrecision(4));
}

/** @param {number} value @param {{low: number, high: number}} range */
function clamp(value, { low, high }) {
  return Math.max(low, Math.min(high, value));
}
