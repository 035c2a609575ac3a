/**
 * Plays a timeline: where it stands (whole steps taken, and how far the next one has come), how fast, and whether
 * it runs. It draws nothing: `cursor`, `playing`, `speed` and `frame` events say what changed.
 */

import { breaksAt } from './breakpoint.js';
import { Clock } from './clock.js';
import { pace } from './motion.js';
import { faster, slower } from './speeds.js';

/** @typedef {import('../model/timeline.js').Timeline} Timeline */

const STEP = 500; // milliseconds at speed 1
const STILL = 1e-9;

/**
 * Events: `cursor` when whole steps were taken or undone, `begin` when the next one sets out, `playing`, `speed`,
 * `ended` when it has played to the end, `frame` for every picture while something moves, `locked` when it is asked to
 * play and must not.
 */
export class Player extends EventTarget {
  /** @type {Timeline | null} */
  #timeline = null;
  #cursor = 0;
  #origin = 0;
  #progress = 0;
  #playing = false;
  #target = 0;
  #speed = 1;
  #advance = (/** @type {number} */ elapsed) => this.#move(elapsed);

  /** @param {{clock?: Clock}} [options] */
  constructor({ clock = new Clock() } = {}) {
    super();
    this.clock = clock;
    /** How many steps make one move; the stage joins the steps inside a closed group. @type {(cursor: number) => number} */
    this.beat = (cursor) => cursor + 1;
    /** Where playing stops by itself. @type {(cursor: number) => boolean} */
    this.stops = () => false;
    /** Nodes where it does so too. @type {Set<number>} */
    this.breakpoints = new Set();
    /** Something else moves the numbers: nothing plays, and `locked` tells whoever may end that. */
    this.locked = false;
  }

  /** @param {Timeline} timeline @param {number} [cursor] */
  load(timeline, cursor = timeline.cursor) {
    this.#timeline = timeline;
    this.#place(cursor);
    if (this.#playing && this.#cursor === this.length) this.pause();
  }

  /** Steps taken. */
  get cursor() {
    return this.#cursor;
  }

  get length() {
    return this.#timeline?.length ?? 0;
  }

  /** How far the next move has come, 0 … 1. */
  get progress() {
    return this.#progress;
  }

  /** The cursor before the last move. */
  get origin() {
    return this.#origin;
  }

  /** The cursor after the move under way; no move goes beyond where playing stops. */
  get next() {
    const stop = Math.min(this.length, Math.max(this.#cursor + 1, this.beat(this.#cursor)));
    for (let cursor = this.#cursor + 1; cursor < stop; cursor++) if (this.#stopsAt(cursor)) return cursor;
    return stop;
  }

  get playing() {
    return this.#playing;
  }

  /** Whether something moves now, be it by play or by one step. */
  get moving() {
    return this.#playing || this.#target > this.#cursor;
  }

  get speed() {
    return this.#speed;
  }

  set speed(speed) {
    if (speed === this.#speed) return;
    this.#speed = speed;
    this.dispatchEvent(new Event('speed'));
  }

  play() {
    if (this.#isLocked() || this.#playing || this.length === 0) return;
    if (this.#cursor === this.length) this.seek(0);
    this.#run(this.length);
    this.#setPlaying(true);
  }

  /** Everything stops where it is, in the middle of a move too. */
  pause() {
    this.#rest();
    this.#setPlaying(false);
    this.#frame();
  }

  toggle() {
    if (this.#playing) this.pause();
    else this.play();
  }

  /** One move on, which is played; or one step back, which is not. @param {1 | -1} direction */
  step(direction) {
    if (this.#isLocked()) return;
    this.#setPlaying(false);
    if (direction < 0) {
      this.seek(this.#cursor - 1);
      return;
    }
    if (this.#target > this.#cursor) this.#land(); // asked again before the last one arrived
    if (this.#cursor < this.length) this.#run(this.next);
  }

  /** To the end of the phase, or back to its start and then to the one before. @param {1 | -1} direction */
  phase(direction) {
    const from = this.#cursor + (this.#progress > STILL ? 0.5 : 0);
    const bounds = [0, ...(this.#timeline?.segments ?? []).map(({ stop }) => stop)];
    const beyond = direction > 0 ? bounds.find((at) => at > from) : bounds.findLast((at) => at < from);
    this.seek(beyond ?? this.#cursor);
  }

  /** @param {number} cursor is brought into 0 … length */
  seek(cursor) {
    if (!this.#isLocked()) this.#place(cursor);
  }

  /** @param {number} cursor */
  #place(cursor) {
    const before = this.#cursor;
    this.#cursor = Math.max(0, Math.min(this.length, Math.round(cursor)));
    this.#origin = this.#cursor - 1;
    this.#progress = 0;
    if (this.#playing && this.#cursor < this.length) this.#target = this.length;
    else {
      this.#rest();
      this.#setPlaying(false);
    }
    if (before !== this.#cursor) this.dispatchEvent(new Event('cursor'));
    this.#frame();
  }

  start() {
    this.seek(0);
  }
  end() {
    this.seek(this.length);
  }

  faster() {
    this.speed = faster(this.#speed);
  }

  slower() {
    this.speed = slower(this.#speed);
  }

  /** @param {number} target */
  #run(target) {
    this.#target = target;
    this.clock.add(this.#advance);
  }

  #rest() {
    this.#target = this.#cursor;
    this.clock.remove(this.#advance);
  }

  /** @param {number} elapsed milliseconds */
  #move(elapsed) {
    if (this.#speed === Number.POSITIVE_INFINITY) this.#land(this.#nextStop());
    let left = elapsed * this.#speed;
    while (this.#target > this.#cursor && left > 0) {
      const first = this.#timeline?.stepAt(this.#cursor);
      if (!first || !this.#timeline) break; // not there yet: wait
      if (this.#progress === 0) this.dispatchEvent(new Event('begin'));
      const length = STEP * pace(this.#timeline, this.#cursor, this.next);
      const need = (1 - this.#progress) * length;
      if (left < need) {
        this.#progress += left / length;
        break;
      }
      left -= need;
      this.#land();
    }
    if (this.#target <= this.#cursor) {
      this.#rest();
      if (this.#playing) {
        this.#setPlaying(false);
        this.dispatchEvent(new Event('ended'));
      }
    }
    this.#frame();
  }

  /** @param {number} cursor */
  #stopsAt(cursor) {
    if (this.stops(cursor)) return true;
    return (
      this.breakpoints.size > 0 &&
      this.#timeline !== null &&
      breaksAt(this.#timeline, cursor, this.breakpoints)
    );
  }

  #nextStop() {
    let cursor = this.#cursor + 1;
    while (cursor < this.#target && !this.#stopsAt(cursor)) cursor++;
    return Math.min(cursor, this.#target);
  }

  /** @param {number} [cursor] */
  #land(cursor = this.next) {
    this.#origin = this.#cursor;
    this.#cursor = cursor;
    this.#progress = 0;
    if (this.#playing && this.#stopsAt(this.#cursor)) this.pause();
    this.dispatchEvent(new Event('cursor'));
  }

  /** @param {boolean} playing */
  #setPlaying(playing) {
    if (playing === this.#playing) return;
    this.#playing = playing;
    this.dispatchEvent(new Event('playing'));
  }

  #isLocked() {
    if (this.locked) this.dispatchEvent(new Event('locked'));
    return this.locked;
  }

  #frame() {
    this.dispatchEvent(new Event('frame'));
  }
}
