import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  axesOf,
  classesOf,
  nearestPoint,
  pointsOf,
  viewOf,
} from '../../../../static/js/view/runs/examples.js';

const plane = {
  columns: ['x1', 'x2', 'y'],
  target: 'y',
  rows: [
    [0, 0, -1],
    [1, 2, 1],
  ],
  held_out: [1],
};

test('two inputs with a class make a plane, one input with its answer makes another', () => {
  assert.deepEqual(axesOf(plane, 'classes'), { x: 0, y: 1, classes: true });
  assert.deepEqual(axesOf({ ...plane, columns: ['x', 'y'] }, 'numbers'), { x: 0, y: 1, classes: false });
  assert.deepEqual(axesOf({ ...plane, columns: ['y', 'a', 'b'] }, 'classes'), { x: 1, y: 2, classes: true });
});

test('three inputs, or two with an answer that is a number, make none', () => {
  assert.equal(axesOf({ ...plane, columns: ['x1', 'x2', 'x3', 'y'] }, 'classes'), null);
  assert.equal(axesOf(plane, 'numbers'), null);
  assert.equal(axesOf({ ...plane, target: '' }, null), null);
});

test('points know their class and whether they are held out', () => {
  assert.deepEqual(pointsOf(plane, { x: 0, y: 1, classes: true }, 0), [
    { x: 0, y: 0, second: false, held: false },
    { x: 1, y: 2, second: true, held: true },
  ]);
});

test('the two classes are those of the examples, or those the data set has', () => {
  assert.deepEqual(
    classesOf(
      {
        ...plane,
        rows: [
          [0, 0, 3],
          [0, 0, 7],
        ],
      },
      -1,
    ),
    [3, 7],
  );
  assert.deepEqual(classesOf({ ...plane, rows: [[0, 0, 1]] }, 0), [0, 1]);
});

test('the view is that of the boundary, else the examples with air, else the middle', () => {
  const points = pointsOf(plane, { x: 0, y: 1, classes: true }, 0);
  const boundary = { x: [-2, 2], y: [-1, 3], size: 2, values: [0, 0, 0, 0], threshold: 0 };
  assert.deepEqual(viewOf(points, boundary, null), { x: { low: -2, high: 2 }, y: { low: -1, high: 3 } });
  const { x, y } = viewOf(points, null, null);
  assert.ok(x.low < 0 && x.high > 1 && y.low < 0 && y.high > 2);
  assert.deepEqual(viewOf([], null, null).x, { low: -2, high: 2 });
});

test('nearest counts both directions as they are seen', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
  ];
  const view = { x: { low: 0, high: 100 }, y: { low: 0, high: 1 } };
  assert.equal(nearestPoint(points, view, 0.9, 0.5).index, 1);
  assert.equal(nearestPoint([], view, 0, 0).index, -1);
});
