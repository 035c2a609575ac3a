/** Where the learner stands in the play of the session. The server hears of it once it has not changed for a while; what
 * is played in the session's place meanwhile does not count. */

/** Milliseconds of rest before the server hears of a new cursor. */
const REST = 400;

export class Standing {
  #session;
  #player;
  #stops;
  #resting = 0;
  /** @type {{cursor: number, breakpoints: Set<number>} | null} where the session was left */
  #left = null;
  /** Whether the session is the learner's, so that its cursor is kept. */
  mine = false;

  /** @param {import('../net/session.js').Session} session @param {import('../play/player.js').Player} player @param {(cursor: number) => boolean} stops where the session's play stops by itself */
  constructor(session, player, stops) {
    this.#session = session;
    this.#player = player;
    this.#stops = stops;
    player.stops = stops;
    for (const event of ['cursor', 'playing']) player.addEventListener(event, () => this.#moved());
  }

  /** The cursor at which the session was left, null while it is played itself. */
  get left() {
    return this.#left?.cursor ?? null;
  }

  /** @param {import('../model/timeline.js').Timeline} timeline is played instead @param {(cursor: number) => boolean} stops */
  leave(timeline, stops) {
    const player = this.#player;
    this.#left ??= { cursor: player.cursor, breakpoints: player.breakpoints };
    player.pause();
    player.breakpoints = new Set();
    player.stops = stops;
    player.load(timeline);
  }

  /** In the session's own play. @param {import('../model/timeline.js').Timeline} timeline @param {number} cursor @param {() => void} show the graph with it */
  come(timeline, cursor, show) {
    const left = this.#left;
    if (left) this.#player.pause();
    this.#player.stops = this.#stops;
    this.#player.load(timeline, cursor);
    this.#left = null;
    show();
    if (left) this.#player.breakpoints = left.breakpoints;
  }

  #moved() {
    const { cursor, playing } = this.#player;
    if (!this.mine || this.#left) return;
    this.#session.moved(cursor);
    window.clearTimeout(this.#resting);
    if (!playing) this.#resting = window.setTimeout(() => this.#session.rest(), REST);
  }
}
