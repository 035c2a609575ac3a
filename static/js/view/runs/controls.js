/** The run: begun, paused, gone on with, taken back; and how it stands, in words and numbers. */

import { full, short } from '../../model/numbers.js';
import { assign, byId, hide, NumberField, write } from './page.js';

/** @typedef {import('../../net/run.js').Run} Run */

const FACTS = /** @type {const} */ ([
  'epoch',
  'rate',
  'loss',
  'held_out_loss',
  'accuracy',
  'held_out_accuracy',
  'steps_per_second',
]);

/** What is said of a run when its status changes. @param {Run} run @returns {string} */
export function told({ status, epoch, asked, reason, verdict }) {
  const epochs = `${epoch} ${epoch === 1 ? 'epoch' : 'epochs'}`;
  switch (status) {
    case 'none':
      return '';
    case 'waiting':
      return reason ?? 'Waits for its turn.';
    case 'running':
      return asked === null ? 'Runs until you pause it.' : 'Runs.';
    case 'paused':
      return [`Paused after ${epochs}.`, reason ?? verdict?.said].filter(Boolean).join(' ');
    case 'done':
      return [`Done after ${epochs}.`, reason ?? verdict?.said].filter(Boolean).join(' ');
    case 'diverged':
      return reason ?? `Diverged after ${epochs}.`;
  }
}

/** Events: `begin` {epochs | null}, `step`, `pause`, `rewind` {epoch}. */
export class Controls extends EventTarget {
  #toggle = byId('run-toggle', HTMLButtonElement);
  #once = byId('run-once', HTMLButtonElement);
  #some = byId('run-some', HTMLButtonElement);
  #status = byId('run-status', HTMLElement);
  #facts = byId('run-facts', HTMLElement);
  #rewind = byId('rewind', HTMLInputElement);
  #rewound = byId('rewind-epoch', HTMLOutputElement);
  #held = false;
  #rewinds = 0; // that were asked for and have not been answered: until then the slider stays where it was put
  /** Whether the rate stays as it was chosen. */
  steady = true;
  /** @type {Run | null} */
  #run = null;
  #epochs;

  constructor() {
    super();
    this.#epochs = new NumberField(
      byId('run-epochs', HTMLInputElement),
      { least: 1, most: 1e6, whole: true },
      () => {},
    );
    this.#toggle.addEventListener('click', () => {
      if (this.#goesOn) this.#say('pause', {});
      else this.#say('begin', { epochs: null });
    });
    this.#once.addEventListener('click', () => this.#goesOn || this.#say('step', {}));
    this.#some.addEventListener('click', () => {
      if (this.#goesOn) return;
      const epochs = this.#epochs.read();
      if (epochs !== null) this.#say('begin', { epochs });
    });
    this.#rewind.addEventListener('input', () => {
      this.#held = true;
      this.#drawRewind();
    });
    this.#rewind.addEventListener('change', () => {
      this.#held = false;
      const epoch = this.#run?.kept[Number(this.#rewind.value)];
      if (epoch === undefined) return;
      this.#rewinds += 1;
      this.#say('rewind', { epoch });
    });
  }

  /** @param {Run} run */
  show(run) {
    this.#run = run;
    const goesOn = this.#goesOn;
    write(this.#toggle, goesOn ? 'Pause' : run.status === 'none' ? 'Run' : 'Go on');
    this.#toggle.title = goesOn ? 'Pause the run' : 'Until it is paused';
    for (const button of [this.#once, this.#some]) assign(button, 'aria-disabled', String(goesOn)); // it keeps the focus
    write(this.#status, told(run));
    this.#status.classList.toggle('is-diverged', run.status === 'diverged');
    hide(this.#facts, run.status === 'none');
    for (const name of FACTS) this.#drawFact(name, run[name]);
    hide(byId('rewind-row', HTMLElement), run.kept.length < 2);
    this.#rewind.max = String(Math.max(0, run.kept.length - 1));
    if (!this.#held && !this.#rewinds) {
      const at = run.kept.findLastIndex((epoch) => epoch <= run.epoch);
      this.#rewind.value = String(Math.max(0, at));
    }
    this.#drawRewind();
  }

  /** A rewind was granted or refused. */
  answered() {
    this.#rewinds -= 1;
    if (this.#run) this.show(this.#run);
  }

  get #goesOn() {
    return this.#run?.status === 'running' || this.#run?.status === 'waiting';
  }

  /** @param {string} name @param {number | null} value */
  #drawFact(name, value) {
    const fact = /** @type {HTMLElement} */ (this.#facts.querySelector(`[data-fact="${name}"]`));
    const held = name.startsWith('held_out');
    const needless = name === 'rate' && this.steady;
    hide(fact, needless || (value === null && (held || name === 'accuracy' || name === 'rate')));
    const place = /** @type {HTMLElement} */ (fact.querySelector('dd'));
    if (name.endsWith('accuracy')) write(place, value === null ? '—' : `${(100 * value).toFixed(1)} %`);
    else if (name.endsWith('loss') || name === 'rate') write(place, short(value));
    else write(place, value === null ? '—' : Math.round(value).toLocaleString('en').replaceAll(',', ' '));
    place.title = full(value);
  }

  #drawRewind() {
    const epoch = this.#run?.kept[Number(this.#rewind.value)] ?? 0;
    write(this.#rewound, String(epoch));
    this.#rewind.setAttribute('aria-valuetext', `epoch ${epoch}`);
  }

  /** @param {string} name @param {object} detail */
  #say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
