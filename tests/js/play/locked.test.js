import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Player } from '../../../static/js/play/player.js';

const timeline = (length, cursor) => ({
  length,
  cursor,
  segments: [{ phase: 'forward', start: 0, stop: length }],
});

test('a player that is locked stands still and says so, and still takes another timeline', () => {
  const player = new Player({ clock: { add() {}, remove() {} } });
  player.load(timeline(10, 4));
  let heard = 0;
  player.addEventListener('locked', () => heard++);
  player.locked = true;
  for (const act of [
    () => player.play(),
    () => player.step(1),
    () => player.seek(9),
    () => player.end(),
    () => player.phase(-1),
  ])
    act();
  assert.equal(player.cursor, 4);
  assert.equal(player.playing, false);
  assert.equal(heard, 5);
  player.load(timeline(8, 8));
  assert.equal(player.cursor, 8);
  player.locked = false;
  player.step(-1);
  assert.equal(player.cursor, 7);
});
