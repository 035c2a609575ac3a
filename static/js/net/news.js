/** Facts about a session as they come, while the page is seen. Browsers hold six connections to one server over HTTP/1.1
 * and let all else wait, so that a page out of sight keeps none; whoever comes back is told how things stand. */

const KINDS = ['run', 'lab', 'session'];
const CLOSED = 2; // of an EventSource
const GONE = 404;
const AGAIN = 2000; // milliseconds

/** Events, each with what it says as `detail`: `run`, `lab`, `session` when it was changed anywhere; `open` whenever it
 * begins again, `broken` when it has, `gone` when there is no such session any more. */
export class News extends EventTarget {
  #session;
  #page;
  /** @type {EventSource | null} */
  #source = null;

  /** @param {string} session its address @param {Pick<Document, 'hidden' | 'addEventListener'>} [page] */
  constructor(session, page = document) {
    super();
    this.#session = session;
    this.#page = page;
    page.addEventListener('visibilitychange', () => this.#look());
    this.#look();
  }

  #look() {
    if (this.#page.hidden) {
      this.#source?.close();
      this.#source = null;
    } else this.#source ??= this.#open();
  }

  #open() {
    const source = new EventSource(`${this.#session}/events`);
    source.addEventListener('open', () => this.dispatchEvent(new CustomEvent('open')));
    source.addEventListener('error', () => {
      if (source !== this.#source) return;
      this.dispatchEvent(new CustomEvent('broken'));
      if (source.readyState === CLOSED) this.#again(); // a browser goes on by itself only after some errors
    });
    for (const kind of KINDS)
      source.addEventListener(kind, (event) => {
        const detail = JSON.parse(/** @type {MessageEvent} */ (event).data);
        this.dispatchEvent(new CustomEvent(kind, { detail }));
      });
    return source;
  }

  async #again() {
    this.#source = null;
    const { status } = await fetch(this.#session).catch(() => ({ status: 0 }));
    if (status === GONE) this.dispatchEvent(new CustomEvent('gone'));
    else setTimeout(() => this.#look(), AGAIN);
  }
}
