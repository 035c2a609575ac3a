/** The lab joined to the server: rates are tried, followed while they run, and one of them may be taken over. */

/** @typedef {import('./lab.js').LabPanel} LabPanel */
/** @typedef {import('../../net/run.js').RunLink} RunLink */
/** @typedef {import('../../net/run.js').Run} Run */
/** @typedef {import('../../net/live.js').Live} Live */

/**
 * @typedef {object} Joints
 * @property {RunLink} link @property {Live} live
 * @property {() => Promise<void>} settled when nothing waits to be sent @property {() => Promise<void>} drawn
 * @property {(run: Run) => Promise<void>} heard @property {(act: () => unknown) => Promise<void>} attempt
 */

export class Experiment {
  #lab;
  #joints;
  #wanted = false;
  #asked = false;

  /** @param {LabPanel} lab @param {Joints} joints */
  constructor(lab, joints) {
    this.#lab = lab;
    this.#joints = joints;
    const { link, live, settled, heard, attempt } = joints;
    lab.addEventListener('try', (event) => {
      const { rates, epochs } = /** @type {CustomEvent} */ (event).detail;
      attempt(async () => {
        await settled();
        lab.show(await link.tryRates(rates, epochs));
        await this.pull(); // it may be done before its answer is here
      });
    });
    lab.addEventListener('take', (event) =>
      attempt(async () => {
        live.forget();
        await heard(await link.take(/** @type {CustomEvent} */ (event).detail.rate));
      }),
    );
    lab.addEventListener('end', () =>
      attempt(async () => {
        await link.endLab();
        await this.pull();
      }),
    );
    live.addEventListener('lab', () => attempt(() => this.pull()));
    document.addEventListener('visibilitychange', () => attempt(() => this.pull()));
  }

  /** As it stands; asked for once at a time, again if something has happened meanwhile, and only where it is seen. */
  async pull() {
    this.#wanted = true;
    if (this.#asked) return;
    this.#asked = true;
    try {
      while (this.#wanted && !document.hidden) {
        this.#wanted = false;
        this.#lab.show(await this.#joints.link.lab());
        await this.#joints.drawn();
      }
    } finally {
      this.#asked = false;
    }
  }
}
