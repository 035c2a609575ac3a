/** A short way through the page. Whoever has seen or skipped it is not asked again; the keys' dialog begins it anew. */

const SEEN = 'backlight tour';
const GAP = 12; // pixels between a place and what is said of it

/** @type {{place: string, title: string, text: string}[]} */
const STOPS = [
  {
    place: '#program',
    title: 'A program',
    text: 'Ordinary Python. Change a number or a line, and the graph follows while you type.',
  },
  {
    place: '#stage',
    title: 'Its graph',
    text: 'Blue is data, flowing forward. Orange is gradient, flowing back. Grey has not been reached yet.',
  },
  {
    place: '#transport',
    title: 'Play',
    text: 'Press play or Space. Arrow keys go one step at a time, in both directions; the bar takes you anywhere.',
  },
  {
    place: '.right',
    title: 'Every step explained',
    text: 'The chain rule in words, in symbols and with the numbers put in. The other panels train, check and export.',
  },
  {
    place: '#program summary',
    title: 'Don’t worry, you can’t break it',
    text: 'Drag numbers, add nodes, take a tanh apart. Undo reaches everything.',
  },
];

export class Tour {
  #offer;
  #card;
  #at = -1;
  /** @type {Element | null} */
  #from = null;

  /** @param {{offer: HTMLElement, card: HTMLElement}} parts the question whether to go, and what is said on the way */
  constructor({ offer, card }) {
    this.#offer = offer;
    this.#card = card;
    offer.hidden = seen();
    const on = (
      /** @type {HTMLElement} */ where,
      /** @type {string} */ what,
      /** @type {() => void} */ act,
    ) => where.querySelector(`[data-tour="${what}"]`)?.addEventListener('click', act);
    on(offer, 'go', () => this.begin());
    on(offer, 'no', () => this.end());
    on(card, 'next', () => this.#go(this.#at + 1));
    on(card, 'back', () => this.#go(this.#at - 1));
    on(card, 'skip', () => this.end());
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' || this.#at === -1) return;
        event.stopPropagation();
        this.end();
      },
      { capture: true },
    );
    window.addEventListener('resize', () => this.#place());
  }

  begin() {
    this.#from = document.activeElement;
    this.#offer.hidden = true;
    this.#go(0);
  }

  end() {
    const within = this.#at >= 0 || this.#offer.contains(document.activeElement);
    this.#offer.hidden = true;
    this.#mark(null);
    if (this.#at >= 0) this.#card.hidePopover();
    if (within) {
      const shown = this.#from?.getClientRects().length && this.#from !== document.body;
      const back = shown ? this.#from : document.querySelector('#stage');
      /** @type {HTMLElement | null} */ (back)?.focus({ preventScroll: true });
    }
    this.#at = -1;
    try {
      localStorage.setItem(SEEN, 'yes');
    } catch {
      // no storage: it is offered again
    }
  }

  /** @param {number} at */
  #go(at) {
    if (at >= STOPS.length) return this.end();
    this.#at = Math.max(0, at);
    const { title, text } = STOPS[this.#at];
    const write = (/** @type {string} */ part, /** @type {string} */ content) => {
      /** @type {HTMLElement} */ (this.#card.querySelector(part)).textContent = content;
    };
    const last = this.#at === STOPS.length - 1;
    write('h2', title);
    write('.tour-text', text);
    write('.tour-count', `${this.#at + 1} of ${STOPS.length}`);
    write('[data-tour="next"]', last ? 'Done' : 'Next');
    /** @type {HTMLElement} */ (this.#card.querySelector('[data-tour="back"]')).hidden = this.#at === 0;
    this.#card.showPopover();
    this.#mark(this.#target);
    this.#target?.scrollIntoView({ block: 'nearest' });
    this.#place();
    /** @type {HTMLElement} */ (this.#card.querySelector('[data-tour="next"]')).focus({
      preventScroll: true,
    });
  }

  get #target() {
    return this.#at < 0 ? null : document.querySelector(STOPS[this.#at].place);
  }

  /** @param {Element | null} target */
  #mark(target) {
    for (const marked of document.querySelectorAll('.is-toured')) marked.classList.remove('is-toured');
    target?.classList.add('is-toured');
  }

  /** Beside the place, where there is room; inside it where it fills the page. */
  #place() {
    const target = this.#target;
    if (!target) return;
    const { left, top, right, bottom } = target.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.#card;
    const [wide, high] = [window.innerWidth, window.innerHeight];
    let [x, y] = [left + GAP, bottom - height - GAP];
    const beside = Math.min(top + GAP, high - height - GAP);
    if (right + GAP + width < wide) [x, y] = [right + GAP, beside];
    else if (left - GAP - width > 0) [x, y] = [left - GAP - width, beside];
    else if (top - GAP - height > 0) y = top - GAP - height;
    else if (bottom + GAP + height < high) y = bottom + GAP;
    this.#card.style.left = `${Math.max(GAP, Math.min(x, wide - width - GAP))}px`;
    this.#card.style.top = `${Math.max(GAP, Math.min(y, high - height - GAP))}px`;
  }
}

function seen() {
  try {
    return localStorage.getItem(SEEN) !== null;
  } catch {
    return false;
  }
}
