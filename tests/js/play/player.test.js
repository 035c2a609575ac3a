import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Timeline } from '../../../static/js/model/timeline.js';
import { Clock } from '../../../static/js/play/clock.js';
import { Player } from '../../../static/js/play/player.js';
import { neuron } from '../builder.js';

/** A clock that only runs when told to. */
function hand() {
  let now = 0;
  let waiting = [];
  const time = { now: () => now, request: (tick) => waiting.push(tick) };
  return {
    clock: new Clock(time),
    idle: () => waiting.length === 0,
    run(milliseconds) {
      for (const end = now + milliseconds; now < end; ) {
        now = Math.min(end, now + 16);
        const ticks = waiting;
        waiting = [];
        for (const tick of ticks) tick();
      }
    },
  };
}

let time;
let player;
let seen;
beforeEach(() => {
  time = hand();
  player = new Player({ clock: time.clock });
  player.load(neuron().timeline().timeline);
  seen = [];
  player.addEventListener('cursor', () => seen.push(player.cursor));
});

test('playing takes every step once, in order, and stops at the end', () => {
  player.play();
  time.run(20_000);
  assert.deepEqual(
    seen,
    Array.from({ length: 18 }, (_, i) => i + 1),
  );
  assert.deepEqual([player.playing, player.moving, time.idle()], [false, false, true]);
});

test('a step takes half a second at speed 1, a leaf less, and a quarter of that at speed 4', () => {
  player.seek(12);
  player.play();
  time.run(480);
  assert.equal(player.cursor, 12);
  time.run(40);
  assert.equal(player.cursor, 13);
  player.speed = 4;
  time.run(130);
  assert.equal(player.cursor, 14);
  player.speed = 1;
  player.seek(0);
  time.run(240);
  assert.equal(player.cursor, 1);
});

test('pause stops everything where it is, and play goes on from there', () => {
  player.seek(12);
  player.play();
  time.run(256);
  player.pause();
  const { cursor, progress } = player;
  assert.ok(progress > 0.4 && progress < 0.6);
  time.run(5000);
  assert.deepEqual([player.cursor, player.progress, time.idle()], [cursor, progress, true]);
  player.play();
  time.run(260);
  assert.equal(player.cursor, 13);
});

test('one step is played and then rests', () => {
  player.seek(12);
  player.step(1);
  assert.deepEqual([player.cursor, player.moving, player.playing], [12, true, false]);
  time.run(2000);
  assert.deepEqual([player.cursor, player.moving], [13, false]);
});

test('steps asked for faster than they play are all taken', () => {
  player.seek(10);
  for (let i = 0; i < 4; i++) player.step(1);
  time.run(1000);
  assert.equal(player.cursor, 14);
});

test('a step back is there at once, also from the middle of a move', () => {
  player.seek(12);
  player.play();
  time.run(200);
  player.step(-1);
  assert.deepEqual([player.cursor, player.progress, player.playing], [11, 0, false]);
  player.seek(0);
  player.step(-1);
  assert.equal(player.cursor, 0);
});

test('phases: to the end of this one, to its start, to the one before', () => {
  player.phase(1);
  assert.equal(player.cursor, 10);
  player.phase(1);
  assert.equal(player.cursor, 18);
  player.seek(14);
  player.phase(-1);
  assert.equal(player.cursor, 10);
  player.phase(-1);
  assert.equal(player.cursor, 0);
});

test('seeking stays within what there is', () => {
  player.seek(99);
  assert.equal(player.cursor, 18);
  player.seek(-3);
  assert.equal(player.cursor, 0);
  player.end();
  player.start();
  assert.deepEqual(seen, [18, 0, 18, 0]);
});

test('play at the end begins again', () => {
  player.end();
  player.play();
  assert.deepEqual([player.cursor, player.playing], [0, true]);
});

test('speed goes from a quarter to eight times and to instant, and no further', () => {
  for (let i = 0; i < 9; i++) player.slower();
  assert.equal(player.speed, 0.25);
  for (let i = 0; i < 9; i++) player.faster();
  assert.equal(player.speed, Number.POSITIVE_INFINITY);
  player.play();
  time.run(16);
  assert.equal(player.cursor, 18);
});

test('a tab that slept for an hour goes on where it was', () => {
  player.seek(12);
  let now = 0;
  let tick = () => {};
  const sleepy = new Player({ clock: new Clock({ now: () => now, request: (next) => (tick = next) }) });
  sleepy.load(neuron().timeline().timeline, 12);
  sleepy.play();
  now += 3_600_000;
  tick();
  assert.deepEqual([sleepy.cursor, sleepy.playing], [12, true]);
});

test('steps joined to one move land together, but never beyond where playing stops', () => {
  player.beat = (cursor) => cursor + 5;
  player.step(1);
  time.run(2000);
  assert.deepEqual([player.cursor, player.origin], [5, 0]);
  player.stops = (cursor) => cursor === 7;
  player.play();
  time.run(2000);
  assert.deepEqual([player.cursor, player.playing], [7, false]);
});

test('steps that are not there yet are waited for', () => {
  const b = neuron();
  const { timeline: full, steps } = b.timeline();
  const json = { cursor: 12, length: full.length, segments: full.segments };
  const timeline = new Timeline(full.graph, json, b.values(), steps.slice(0, 13));
  player.load(timeline);
  player.play();
  time.run(3000);
  assert.deepEqual([player.cursor, player.playing], [13, true]);
  timeline.add(13, steps.slice(13));
  time.run(520);
  assert.equal(player.cursor, 14);
});

test('a shorter timeline brings the cursor back into it', () => {
  player.end();
  const b = neuron();
  player.load(b.timeline([['forward', b.forward()]], 10).timeline, 15);
  assert.deepEqual([player.cursor, player.length], [10, 10]);
});

test('playing stops at a breakpoint, at any speed, and goes on from there', () => {
  player.breakpoints.add(8);
  player.play();
  time.run(10_000);
  assert.deepEqual([player.cursor, player.playing], [9, false]);
  player.speed = Number.POSITIVE_INFINITY;
  player.play();
  time.run(50);
  assert.deepEqual([player.cursor, player.playing], [12, false]);
  player.play();
  time.run(50);
  assert.equal(player.cursor, 18);
});
