/** What is said to the learner outside of any panel: trouble that lasts, and news that passes. */

const PASSING = 6000;

export class Notices {
  #trouble;
  #toast;
  #timer = 0;

  /** @param {HTMLElement} trouble @param {HTMLElement} toast both role=status */
  constructor(trouble, toast) {
    this.#trouble = trouble;
    this.#toast = toast;
  }

  /** Stays until it is called with null. @param {string | null} text */
  trouble(text) {
    if (this.#trouble.textContent === (text ?? '')) return;
    this.#trouble.hidden = text === null;
    this.#trouble.textContent = text;
  }

  /** @param {string} text @param {{label: string, act: () => void}} [action] offered beside it */
  say(text, action) {
    window.clearTimeout(this.#timer);
    this.#toast.replaceChildren(text);
    if (action) this.#toast.append(' ', this.#button(action));
    this.#timer = window.setTimeout(() => this.pass(), action ? 4 * PASSING : PASSING);
  }

  /** What was said makes way for what comes. */
  pass() {
    window.clearTimeout(this.#timer);
    this.#toast.replaceChildren();
  }

  /** Of a part of the page that is fetched by itself. @param {string} what */
  missing(what) {
    const action = { label: 'Reload the page', act: () => location.reload() };
    this.say(`${what} could not be fetched. Is the server there?`, action);
  }

  /** @param {{label: string, act: () => void}} action */
  #button({ label, act }) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'toast-action';
    button.textContent = label;
    button.addEventListener('click', () => {
      this.pass();
      act();
    });
    return button;
  }

  /** Says it when the server does not answer, until it does. @param {EventTarget} session */
  listen(session) {
    session.addEventListener('silent', (event) => {
      const { after } = /** @type {CustomEvent} */ (event).detail;
      const kept = 'Your text is kept in this browser.';
      if (after === null) this.trouble(`The server does not answer; trying again … ${kept}`);
      else this.trouble(`The server asks to wait for ${Math.ceil(after / 1000)} s. ${kept}`);
    });
    session.addEventListener('answered', () => this.trouble(null));
  }
}
