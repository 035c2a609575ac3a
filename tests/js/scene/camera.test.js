import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Camera } from '../../../static/js/scene/camera.js';

const area = { left: 100, top: 50, right: 1100, bottom: 250 };
const near = (a, b) => {
  a.forEach((x, i) => {
    assert.ok(Math.abs(x - b[i]) < 1e-6, `${a} ${b}`);
  });
};

function camera(width = 800, height = 600) {
  const made = new Camera();
  [made.width, made.height] = [width, height];
  return made;
}

test('fit shows all of an area, in the middle of what is free', () => {
  const eye = camera();
  eye.margin = { top: 10, right: 20, bottom: 110, left: 40 };
  eye.go(eye.fitted(area), false);
  near(eye.toScreen(100, 150), [40, 10 + 480 / 2]);
  near(eye.toScreen(1100, 150), [780, 10 + 480 / 2]);
});

test('fit does not magnify a small graph beyond reason, nor divide by nothing', () => {
  assert.equal(camera().fitted({ left: 0, top: 0, right: 0, bottom: 0 })[2], 1.25);
});

test('the first look at a graph that would be too small begins at its beginning', () => {
  const eye = camera(390, 700);
  const wide = { left: 0, top: 0, right: 1000, bottom: 300 };
  eye.go(eye.opening(wide), false);
  assert.ok(eye.scale > 0.6);
  near(eye.toScreen(0, 150), [28, 350]);
  const huge = { left: 0, top: 0, right: 50_000, bottom: 30_000 };
  assert.ok(eye.opening(huge)[2] < 0.01, 'a huge one is shown whole');
  const chain = { left: 0, top: 0, right: 900_000, bottom: 60 };
  assert.ok(eye.opening(chain)[2] > 0.6, 'but not as a mere line');
});

test('the first look at a network is at all of it, however small', () => {
  const eye = camera(390, 700);
  const network = { left: 0, top: 0, right: 1000, bottom: 300 };
  eye.go(eye.opening(network, true), false);
  near(eye.toScreen(0, 150), [28, 350]);
  near(eye.toScreen(1000, 150), [362, 350]);
  assert.equal(eye.toward(network), null, 'and nothing in it has to be brought into view');
});

test('what is under the pointer stays there while zooming, up to the nearest and the farthest', () => {
  const eye = camera();
  const before = eye.toWorld(300, 200);
  for (const factor of [1.5, 100, 1e-9]) {
    eye.zoomAt(300, 200, factor);
    near(eye.toWorld(300, 200), before);
    assert.ok(eye.scale <= 4 && eye.scale >= 0.004);
  }
});

test('what is in view is not moved, what is not is brought in at the same scale', () => {
  const eye = camera();
  assert.equal(eye.toward({ left: 100, top: 100, right: 200, bottom: 200 }), null);
  const place = eye.toward({ left: 900, top: 100, right: 1000, bottom: 200 });
  assert.equal(place[2], 1);
  eye.go(place, false);
  assert.equal(eye.toward({ left: 900, top: 100, right: 1000, bottom: 200 }), null);
});

test('what is larger than the view is put in the middle', () => {
  const eye = camera();
  eye.go(eye.toward({ left: 0, top: 1000, right: 2000, bottom: 1100 }), false);
  near(eye.toScreen(1000, 0), [400, eye.y]);
});

test('a glide arrives exactly and then rests; a drag ends it', () => {
  const eye = camera();
  eye.go([50, 60, 2], true);
  assert.ok(eye.advance(100));
  assert.ok(eye.x > 0 && eye.x < 50);
  assert.equal(eye.advance(500), false);
  near([eye.x, eye.y, eye.scale], [50, 60, 2]);
  eye.go([0, 0, 1], true);
  eye.pan(5, 5);
  assert.equal(eye.advance(500), false);
  near([eye.x, eye.y], [55, 65]);
});

test('what is found is brought near enough to be read, in the middle', () => {
  const camera = new Camera();
  [camera.width, camera.height] = [800, 600];
  camera.go(camera.fitted({ left: 0, top: 0, right: 20_000, bottom: 3000 }), false);
  const [x, y, scale] = camera.near({ left: 900, top: 400, right: 1000, bottom: 500 });
  assert.deepEqual([950 * scale + x, 450 * scale + y, scale], [400, 300, 1]);
});
