/** Asks the learner one thing after the other: a node, a number, a name, or one of some choices. */

/** @typedef {string | number} Answer a text, or a node */
/**
 * @typedef {object} Question
 * @property {string} text
 * @property {string} [hint] how it can be answered
 * @property {string} [glyph] of the op that it is about
 * @property {string} [value] to begin with
 * @property {string} [go] what the button says
 * @property {boolean} [onStage] whether a node on the stage answers it
 * @property {{label: string, value: string}[]} [choices] buttons instead of a field
 * @property {(text: string) => {answer: Answer} | {wrong: string}} [read] what a text means
 */
/**
 * @typedef {object} Talk
 * @property {(answers: Answer[]) => Question | null} next null when there is nothing more to ask
 * @property {(answers: Answer[]) => Promise<string>} finish what was wrong, or nothing
 * @property {(answer: Answer) => string} say an answer in words
 * @property {Answer[]} [given] answers that are there already
 */

const LET_BE = Symbol('let be');
const BACK = Symbol('back');

/** Events: `asking` {onStage} with every question and `done` after the last. */
export class Ask extends EventTarget {
  #form;
  #says;
  #glyph;
  #text;
  #answers;
  #field;
  #go;
  #choices;
  #back;
  #problem;
  #names;
  #touch = matchMedia('(pointer: coarse)');
  /** @type {((answer: Answer | symbol) => void) | null} */
  #settle = null;
  /** @type {Question | null} */
  #question = null;
  #talks = 0;

  /** @param {HTMLFormElement} form @param {HTMLElement} says the live region */
  constructor(form, says) {
    super();
    const part = (/** @type {string} */ name) =>
      /** @type {HTMLElement} */ (form.querySelector(`#ask-${name}`));
    this.#form = form;
    this.#says = says;
    this.#glyph = part('glyph');
    this.#text = part('question');
    this.#answers = part('answers');
    this.#go = part('go');
    this.#choices = part('choices');
    this.#back = part('back');
    this.#problem = part('problem');
    this.#names = part('names');
    this.#field = /** @type {HTMLInputElement} */ (part('field'));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#typed();
    });
    this.#field.addEventListener('input', () => this.#tell(''));
    this.#back.addEventListener('click', () => this.#settle?.(BACK));
    part('cancel').addEventListener('click', () => this.letBe());
    const leave = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Escape' || !this.#question) return;
      event.preventDefault();
      this.letBe();
    };
    document.addEventListener('keydown', leave, { capture: true });
    document.addEventListener('keydown', (event) => this.#begin(event), { capture: true });
  }

  /** Whether a node on the stage is what is asked for. */
  get wantsNode() {
    return this.#question?.onStage === true;
  }

  /** @param {string[]} names that are proposed where a node is asked for */
  set names(names) {
    const options = names.map((value) => Object.assign(document.createElement('option'), { value }));
    this.#names.replaceChildren(...options);
  }

  /** A node on the stage. @param {number} node */
  answer(node) {
    if (this.wantsNode) this.#settle?.(node);
  }

  letBe() {
    this.#settle?.(LET_BE);
  }

  /** All questions in turn; a talk that begins meanwhile ends this one. @param {Talk} talk @returns {Promise<string>} a problem that no question is left to mend, or nothing */
  async all({ next, finish, say, given = [] }) {
    this.letBe();
    const talk = ++this.#talks;
    const from = document.activeElement;
    const answers = [...given];
    let problem = '';
    for (;;) {
      const question = next(answers);
      if (!question) {
        problem = await finish(answers);
        if (talk !== this.#talks) return problem;
        if (!problem || answers.length <= given.length) break;
        answers.pop();
        continue;
      }
      const answer = await this.#ask(question, answers.map(say), answers.length > given.length, problem);
      if (talk !== this.#talks) return '';
      problem = '';
      if (answer === LET_BE) break;
      if (answer === BACK) answers.pop();
      else answers.push(/** @type {Answer} */ (answer));
    }
    this.#end(from);
    return problem;
  }

  /** @param {Question} question @param {string[]} answers @param {boolean} back @param {string} problem @returns {Promise<Answer | symbol>} */
  #ask(question, answers, back, problem) {
    const { text, hint = '', glyph = '', value = '', go = 'Next', choices = [], onStage = false } = question;
    this.#question = question;
    this.#form.hidden = false;
    this.#glyph.textContent = glyph;
    this.#glyph.hidden = glyph === '';
    this.#text.textContent = text;
    this.#says.textContent = hint ? `${text}: ${hint}` : text;
    this.#answers.replaceChildren(...answers.map((answer) => item(answer)));
    this.#field.hidden = this.#go.hidden = choices.length > 0;
    this.#field.value = value;
    this.#field.placeholder = hint;
    if (onStage) this.#field.setAttribute('list', this.#names.id);
    else this.#field.removeAttribute('list');
    this.#go.textContent = go;
    this.#back.hidden = !back;
    this.#tell(problem);
    this.dispatchEvent(new CustomEvent('asking', { detail: { onStage } }));
    return new Promise((settle) => {
      this.#settle = settle;
      this.#choices.replaceChildren(
        ...choices.map(({ label, value: chosen }) => choice(label, () => settle(chosen))),
      );
      this.#focus(onStage);
    });
  }

  /** Who goes through the stage by keys stays there; on a touch screen no keyboard jumps up. @param {boolean} onStage */
  #focus(onStage) {
    if (onStage && document.activeElement?.closest('.stage')) return;
    const button = /** @type {HTMLElement | null} */ (this.#choices.firstElementChild);
    if (button) button.focus();
    else if (!this.#touch.matches) {
      this.#field.focus();
      this.#field.select();
    }
  }

  /** Who begins to write while the stage has the focus means the field. @param {KeyboardEvent} event */
  #begin(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (!this.wantsNode || key.length > 1 || key === ' ' || ctrlKey || metaKey || altKey) return;
    if (!document.activeElement?.closest('.stage')) return;
    event.stopPropagation();
    this.#field.focus();
    this.#field.select();
  }

  #typed() {
    const read = this.#question?.read?.(this.#field.value);
    if (!read) return;
    if ('wrong' in read) this.#tell(read.wrong);
    else this.#settle?.(read.answer);
  }

  /** @param {string} problem */
  #tell(problem) {
    this.#problem.textContent = problem;
    this.#field.setAttribute('aria-invalid', String(problem !== ''));
  }

  /** @param {Element | null} from where the focus was */
  #end(from) {
    const back = this.#form.contains(document.activeElement) || document.activeElement === document.body;
    this.#question = this.#settle = null;
    this.#form.hidden = true;
    this.#says.textContent = '';
    if (back && from?.isConnected) /** @type {HTMLElement} */ (from).focus({ preventScroll: true });
    this.dispatchEvent(new Event('done'));
  }
}

/** @param {string} text */
function item(text) {
  return Object.assign(document.createElement('li'), { textContent: text });
}

/** @param {string} label @param {() => void} act */
function choice(label, act) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button' });
  button.textContent = label;
  button.addEventListener('click', act);
  return button;
}
