/** An empty page: the examples as small graphs that play by themselves, quietly; still where motion is unwelcome. */

import { readGraph } from '../model/graph.js';
import { Timeline } from '../model/timeline.js';
import { request } from '../net/request.js';
import { Player } from '../play/player.js';
import { Stage } from '../scene/stage.js';

/** @typedef {{name: string, program: string, graph: import('../model/graph.js').GraphJson,
 *   timeline: import('../model/timeline.js').TimelineJson, values: import('../model/timeline.js').Values,
 *   steps: import('../model/state.js').Step[]}} Example */

const SPEED = 2;
const REST = 2400; // milliseconds at the end of a play

export class Welcome {
  #element;
  #choose;
  #reduced = matchMedia('(prefers-reduced-motion: reduce)');
  /** @type {{player: Player, stage: Stage}[]} */
  #plays = [];
  #begun = false;

  /** @param {HTMLElement} element @param {(program: string) => void} choose an example for the page that is there */
  constructor(element, choose) {
    this.#element = element;
    this.#choose = choose;
    this.#reduced.addEventListener('change', () => this.#play());
  }

  /** @param {boolean} yes */
  set shown(yes) {
    this.#element.hidden = !yes;
    if (yes && !this.#begun) this.#begin();
    this.#play();
  }

  /** Reads the colours anew. */
  theme() {
    for (const { stage } of this.#plays) stage.theme();
  }

  async #begin() {
    this.#begun = true;
    /** @type {Example[]} */
    const examples = await request('GET', '/examples.json').catch(() => []); // the buttons do without
    for (const example of examples) {
      const button = this.#element.querySelector(`[data-example="${example.name}"]`);
      const place = button?.querySelector('.welcome-picture');
      if (!button || !place) continue;
      button.addEventListener('click', (event) => {
        event.preventDefault();
        this.#choose(example.program);
      });
      this.#plays.push(show(place, example));
    }
    this.#play();
  }

  /** Plays what is seen, or shows where it ends. */
  #play() {
    for (const { player } of this.#plays) {
      if (this.#element.hidden) player.pause();
      else if (this.#reduced.matches) player.end();
      else if (!player.playing) player.play();
    }
  }
}

/** @param {Element} place @param {Example} example */
function show(place, example) {
  const element = document.createElement('div');
  element.inert = true; // it is the button that is pressed
  place.append(element);
  const player = new Player();
  player.speed = SPEED;
  const stage = new Stage(element, { player });
  const graph = readGraph(example.graph);
  const timeline = new Timeline(graph, example.timeline, example.values, example.steps);
  player.load(timeline, 0);
  stage.show(graph, timeline);
  stage.foldAll(true);
  requestAnimationFrame(() => requestAnimationFrame(() => stage.fit())); // once it knows how large it is
  player.addEventListener('playing', () => {
    if (player.playing || player.cursor < player.length) return;
    setTimeout(() => element.checkVisibility() && player.play(), REST);
  });
  return { player, stage };
}
