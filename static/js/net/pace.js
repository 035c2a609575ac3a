/** How many pictures a second a page asks for: as many as the screen shows, fewer where the page or the way to it is slower. */

const SCREEN = 60;
const STILL = 2; // where motion is not wanted
const LEAST = 2;
const LOOK = 1000; // milliseconds after which it is looked at again
const LATE = 100; // milliseconds later than the quickest: what was sent waits on its way
const MISSED = 0.75; // of those that came are drawn at least, or fewer are asked for
const GOOD = 2; // looks after which more are tried
const MORE = 2;

export class Pace {
  #still;
  #now;
  /** Pictures a second. */
  asked = SCREEN;
  #since = 0;
  #came = 0;
  #drawn = 0;
  #late = 0;
  #good = 0;
  #quickest = Number.POSITIVE_INFINITY;

  /** @param {() => boolean} still whether motion is not wanted @param {() => number} [now] milliseconds */
  constructor(still, now = () => performance.now()) {
    this.#still = still;
    this.#now = now;
  }

  /** Pictures begin to come. */
  begin() {
    this.asked = Math.min(this.asked, this.#most);
    this.#quickest = Number.POSITIVE_INFINITY;
    this.#lookFrom(this.#now());
  }

  /** A picture was drawn. */
  drew() {
    this.#drawn++;
  }

  /** A picture came. @param {number} made when, in milliseconds of the server's clock @returns {boolean} whether another pace is better now */
  came(made) {
    const now = this.#now();
    this.#quickest = Math.min(this.#quickest, now - made);
    this.#came++;
    if (now - made - this.#quickest > LATE) this.#late++;
    if (now - this.#since < LOOK) return false;
    const before = this.asked;
    this.asked = Math.max(LEAST, Math.min(this.#most, this.#better((now - this.#since) / 1000)));
    this.#lookFrom(now);
    return this.asked !== before;
  }

  get #most() {
    return this.#still() ? STILL : SCREEN;
  }

  /** @param {number} seconds that were looked at */
  #better(seconds) {
    if (this.#late > this.#came / 2 || this.#drawn < MISSED * this.#came) {
      this.#good = 0;
      const half = Math.floor(this.asked / 2); // at most at once: a single second, such as the page's first, says little
      return this.#late > this.#came / 2 ? half : Math.max(half, Math.ceil(this.#drawn / seconds));
    }
    if (++this.#good < GOOD) return this.asked;
    this.#good = 0;
    return Math.ceil(this.asked * MORE);
  }

  /** @param {number} now */
  #lookFrom(now) {
    [this.#since, this.#came, this.#drawn, this.#late] = [now, 0, 0, 0];
  }
}
