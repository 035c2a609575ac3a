/** The scrubber: a segment for each phase, a pill for each step while there is room; a slider to hand and keyboard. */

/** @typedef {import('../model/timeline.js').Segment} Segment */
/** @typedef {import('../play/player.js').Player} Player */

/** Pixels that a step needs to have a pill of its own. */
const PILL = 6;

export class Scrubber {
  #track;
  #thumb;
  #player;
  /** @type {Segment[]} */
  #segments = [];
  /** @type {HTMLElement[]} */
  #bars = [];
  #look = '';
  #width;

  /** @param {HTMLElement} track role=slider @param {Player} player */
  constructor(track, player) {
    this.#track = track;
    this.#player = player;
    this.#thumb = document.createElement('span');
    this.#thumb.className = 'thumb';
    track.addEventListener('pointerdown', (event) => this.#grab(event));
    track.addEventListener('pointermove', (event) => {
      if (track.hasPointerCapture(event.pointerId)) this.#seek(event.clientX);
    });
    track.addEventListener('keydown', (event) => this.#key(event));
    this.#width = track.clientWidth; // kept: to ask makes the browser lay out the page
    new ResizeObserver(() => {
      this.#width = track.clientWidth;
      this.show(this.#segments);
    }).observe(track);
  }

  /** @param {Segment[]} segments */
  show(segments) {
    const look = JSON.stringify([segments, this.#width]);
    this.#segments = segments;
    if (look === this.#look) return this.draw();
    this.#look = look;
    const steps = segments.at(-1)?.stop ?? 0;
    const solid = this.#width < steps * PILL;
    this.#track.classList.toggle('is-tight', segments.length > 8);
    this.#bars = segments.map(({ phase, start, stop }) => {
      const bar = document.createElement('span');
      bar.className = solid ? 'segment is-solid' : 'segment';
      bar.dataset.phase = phase;
      bar.style.setProperty('--steps', String(solid ? Math.sqrt(stop - start) : stop - start));
      bar.append(...Array.from({ length: solid ? 1 : stop - start }, () => document.createElement('i')));
      return bar;
    });
    this.#track.replaceChildren(...this.#bars, this.#thumb);
    this.#track.setAttribute('aria-valuemax', String(steps));
    this.draw();
  }

  draw() {
    const { cursor } = this.#player;
    this.#track.setAttribute('aria-valuenow', String(cursor));
    let phase = '';
    let left = 0;
    this.#bars.forEach((bar, i) => {
      const { start, stop } = this.#segments[i];
      const done = Math.min(Math.max(cursor - start, 0), stop - start);
      this.#fill(bar, done, stop - start);
      if (done === 0) return;
      phase = this.#segments[i].phase;
      const width = bar.offsetWidth / (stop - start);
      left = bar.offsetLeft + width * (bar.classList.contains('is-solid') ? done : done - 0.5);
    });
    this.#thumb.hidden = this.#player.length === 0;
    this.#thumb.dataset.phase = phase;
    this.#thumb.style.insetInlineStart = `${(100 * left) / (this.#width || 1)}%`; // right while it is resized, too
  }

  /** @param {HTMLElement} bar @param {number} done @param {number} steps */
  #fill(bar, done, steps) {
    const pills = /** @type {HTMLCollectionOf<HTMLElement>} */ (bar.children);
    if (bar.classList.contains('is-solid')) {
      pills[0].className = 'is-done';
      pills[0].style.inlineSize = `${(100 * done) / steps}%`;
      return;
    }
    for (let i = 0; i < pills.length; i++) pills[i].classList.toggle('is-done', i < done);
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.#track.focus();
    this.#track.setPointerCapture(event.pointerId);
    this.#player.pause();
    this.#seek(event.clientX);
  }

  /** @param {number} x */
  #seek(x) {
    this.#player.seek(this.#cursorAt(x));
  }

  /** @param {number} x @returns {number} the cursor whose pill is under x */
  #cursorAt(x) {
    let cursor = 0;
    for (let i = 0; i < this.#bars.length; i++) {
      const { left, width } = this.#bars[i].getBoundingClientRect();
      const { start, stop } = this.#segments[i];
      if (x < left) break;
      const part = Math.min(1, (x - left) / width) * (stop - start);
      cursor = start + Math.min(stop - start, Math.floor(part) + 1);
    }
    return cursor;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { cursor, length } = this.#player;
    const tenth = Math.max(1, Math.round(length / 10));
    /** @type {Record<string, number>} */
    const places = {
      ArrowUp: cursor + 1,
      ArrowDown: cursor - 1,
      PageUp: cursor + tenth,
      PageDown: cursor - tenth,
    };
    if (!(event.key in places) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#player.pause();
    this.#player.seek(Math.min(length, Math.max(0, places[event.key])));
  }
}
