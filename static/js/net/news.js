/** Facts about a session as they come, while the page is seen. Browsers hold six connections to one server over HTTP/1.1
 * and let all else wait, so that a page out of sight keeps none; whoever comes back is told how things stand. */

const KINDS = ['run', 'lab', 'session'];

/** Events, each with what it says as `detail`: `run`, `lab`, `session` when it was changed anywhere; `open` whenever it
 * begins again. */
export class News extends EventTarget {
  #url;
  #page;
  /** @type {EventSource | null} */
  #source = null;

  /** @param {string} url @param {Pick<Document, 'hidden' | 'addEventListener'>} [page] */
  constructor(url, page = document) {
    super();
    this.#url = url;
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
    const source = new EventSource(this.#url);
    source.addEventListener('open', () => this.dispatchEvent(new CustomEvent('open')));
    for (const kind of KINDS)
      source.addEventListener(kind, (event) => {
        const detail = JSON.parse(/** @type {MessageEvent} */ (event).data);
        this.dispatchEvent(new CustomEvent(kind, { detail }));
      });
    return source;
  }
}
