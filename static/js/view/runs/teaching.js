/** What is trained, on what, and how: the forms, and the session that they change. */

import { cellsOf, readTable } from '../../model/cells.js';
import { attempt } from './attempt.js';
import { DataForm } from './data.js';
import { Drawing } from './drawing.js';
import { ModelForm, suited } from './model.js';
import { byId } from './page.js';
import { RateHint, rateFor, rateWith } from './rate.js';
import { Settings } from './settings.js';
import { Shown } from './shown.js';
import { TableEditor } from './table.js';

/** @typedef {import('../../net/run.js').RunLink} RunLink */
/** @typedef {import('../../net/run.js').Training} TrainingState */
/** @typedef {import('../../net/run.js').Examples} Examples */
/** @typedef {import('../../net/session.js').Session} Session */
/** @typedef {import('../work.js').Work} Work */
/** @typedef {import('../notices.js').Notices} Notices */

/** @typedef {import('../../net/run.js').Choices} Choices */
/** @typedef {import('../../net/run.js').DataSet} DataSet */
/** @typedef {Omit<Partial<Choices>, 'data' | 'optimizer'> & {data?: Partial<DataSet>, optimizer?: Partial<Choices['optimizer']>}} Chosen of what has parts only those that are other */

/** What is refused because a program names what is not there. */
const STRANGE = 'unknown_names';

/** @typedef {{id: string, session: Session, work: Work, notices: Notices, mine: boolean, mode: import('../mode.js').Mode}} Parts */

/** Events: `taught` {fresh} when something was chosen; fresh: the examples are others than before; `written` when a form wrote the program. */
export class Teaching extends EventTarget {
  #parts;
  #link;
  #mode;
  #settings = new Settings();
  #rate = new RateHint();
  #data = new DataForm();
  #shown = new Shown();
  #model = new ModelForm();
  #table = new TableEditor();
  #sought = '';
  /** @type {Promise<void> | null} */
  #asked = null;
  #stale = false;
  /** @type {TrainingState | null} */
  training = null;
  /** @type {Examples | null} */
  examples = null;
  drawing;

  /** @param {Parts} parts @param {RunLink} link */
  constructor(parts, link) {
    super();
    this.#parts = parts;
    this.#link = link;
    this.#mode = parts.mode;
    this.drawing = new Drawing(parts.mine);
    const choose = (/** @type {Event} */ event) => this.#choose(detail(event).what);
    for (const form of [this.#settings, this.#rate, this.#data, this.#shown])
      form.addEventListener('choose', choose);
    this.#data.addEventListener('table', () => this.#edit());
    this.#data.addEventListener('csv', (event) => this.#upload(detail(event).text));
    this.#table.addEventListener('save', (event) => this.#useTable(detail(event)));
    this.drawing.addEventListener('look', (event) => this.#choose({ shown: detail(event).index }));
    this.drawing.addEventListener('drawn', (event) => this.#useTable(detail(event)));
    this.#model.addEventListener('write', (event) => this.#write(detail(event).form));
    parts.work.addEventListener('changed', (event) => {
      const { change } = detail(event);
      if (change.training) this.#take(change.training);
      else this.refresh();
    });
  }

  /** As the server has it; asked once at a time. */
  refresh() {
    this.#stale = true;
    this.#asked ??= this.#ask();
    return this.#asked;
  }

  async #ask() {
    while (this.#stale) {
      this.#stale = false;
      await attempt(
        async () => this.#take(await this.#link.training()),
        (text) => this.#data.wrong(text),
      );
    }
    this.#asked = null;
  }

  /** @param {TrainingState} training */
  async #take(training) {
    if (this.training && training.version < this.training.version) return; // an answer that came late
    this.training = training;
    this.#settings.show(training);
    this.#rate.show(training);
    const names = training.columns.map(({ name }) => name);
    this.#data.show(training, answerOf(training, names));
    this.#model.show(training);
    const { data, held_out, target } = training.training;
    this.#mode.suggest(data.kind === 'none' ? 'expression' : 'network');
    if (training.target === null) byId('model-panel', HTMLDetailsElement).open = true;
    const sought = JSON.stringify([data, held_out, target]);
    const fresh = sought !== this.#sought;
    if (fresh) {
      this.#sought = sought;
      const examples = training.examples > 0 ? await this.#link.data() : null;
      if (sought !== this.#sought) return; // others were chosen meanwhile
      this.examples = examples && { ...examples, target: answerOf(training, examples.columns) };
    }
    this.drawing.show(training, this.examples);
    this.#shown.show(training, this.examples);
    this.dispatchEvent(new CustomEvent('taught', { detail: { fresh } }));
  }

  /** @param {Chosen} what */
  #choose(what) {
    const { work, session } = this.#parts;
    const kind = what.optimizer?.kind;
    const rate = this.training && kind ? rateFor(this.training, kind) : {};
    return attempt(
      () => work.teach(() => session.training({ ...what, ...rate })),
      (text, { code }) => {
        const data = this.training && what.data && { ...this.training.training.data, ...what.data };
        this.#data.wrong(text, data && code === STRANGE ? this.#offer(data) : undefined);
      },
    );
  }

  /** The examples as they are once all that was chosen has arrived. */
  #edit() {
    const { session } = this.#parts;
    return attempt(
      async () => {
        await session.settled();
        const { columns, rows } = await this.#link.data();
        this.#table.open(columns, rows);
      },
      (text) => this.#data.wrong(text),
    );
  }

  /** The program is about other columns: a model for these may take its place. @param {DataSet} data */
  #offer(data) {
    const act = () => this.#write({ ...suited(data.kind), data });
    return { label: 'Write a model for this data', act };
  }

  /** @param {string} text */
  #upload(text) {
    const { work, session } = this.#parts;
    return attempt(
      () => work.teach(() => session.csv(text)),
      (message, { code }) => {
        const [columns, ...cells] = cellsOf(text);
        const read = readTable(columns, cells);
        const data = this.training?.training.data;
        const fits = code === STRANGE && data && 'table' in read;
        this.#data.wrong(message, fits ? this.#offer({ ...data, kind: 'table', ...read.table }) : undefined);
      },
    );
  }

  /** @param {{columns: string[], rows: number[][]}} table */
  #useTable({ columns, rows }) {
    const { work, session } = this.#parts;
    const data = this.training?.training.data;
    const open = byId('table-dialog', HTMLDialogElement).open;
    if (!data) return;
    const table = { kind: 'table', columns, rows };
    return attempt(
      async () => {
        await work.teach(() => session.training({ data: table }));
        if (open) this.#table.close();
      },
      (text, { code }) => {
        if (open && code !== STRANGE) return this.#table.wrong(text);
        this.#table.close();
        this.#data.wrong(text, code === STRANGE ? this.#offer({ ...data, ...table }) : undefined);
      },
    );
  }

  /** @param {{loss: string, data?: DataSet}} form */
  #write(form) {
    const { work, session, notices } = this.#parts;
    const rate = this.training ? rateWith(this.training, form) : {};
    return attempt(
      async () => {
        const answer = await work.teach(() => session.model({ ...form, ...rate }));
        this.#model.wrong(null);
        this.dispatchEvent(new Event('written'));
        if (answer?.said) notices.say(answer.said);
      },
      (text) => this.#model.wrong(text),
    );
  }
}

/**
 * The column of the right answers, whether or not the program uses it.
 * @param {TrainingState} training @param {string[]} columns
 */
export function answerOf({ target, training }, columns) {
  const chosen = [target, training.target].find((name) => name && columns.includes(name));
  return chosen ?? columns.at(-1) ?? '';
}

/** @param {Event} event */
function detail(event) {
  return /** @type {CustomEvent} */ (event).detail;
}
