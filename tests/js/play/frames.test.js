import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Frames } from '../../../static/js/play/frames.js';

let frames;
let requests;
let drawn;
const acts = new Map();
const act = (name, then = () => {}) => {
  if (!acts.has(name))
    acts.set(name, () => {
      drawn.push(name);
      then();
    });
  return acts.get(name);
};
/** The screen is drawn. */
const draw = () => {
  drawn = [];
  for (const request of requests.splice(0)) request();
  return drawn;
};

beforeEach(() => {
  requests = [];
  acts.clear();
  frames = new Frames((request) => requests.push(request));
});

test('all who draw are called once, with one request', () => {
  for (const name of ['plane', 'loss', 'plane']) frames.ask(act(name));
  assert.equal(requests.length, 1);
  assert.deepEqual(draw(), ['plane', 'loss']);
  assert.deepEqual(draw(), []);
});

test('who is asked for while the screen is drawn joins that picture', () => {
  frames.ask(act('run', () => frames.ask(act('plane'))));
  assert.deepEqual(draw(), ['run', 'plane']);
  assert.equal(requests.length, 0);
});

test('who has drawn in a picture waits for the next one', () => {
  frames.ask(act('clock', () => frames.ask(act('clock'))));
  for (let picture = 0; picture < 3; picture++) assert.deepEqual(draw(), ['clock']);
});

test('one that fails takes no other along', () => {
  frames.ask(() => {
    throw new Error('no canvas');
  });
  frames.ask(act('plane'));
  assert.throws(draw, /no canvas/);
  assert.deepEqual(draw(), ['plane']);
});
