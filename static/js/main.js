/** The session page: makes the parts and joins them. Nothing is decided here. */

import { full } from './model/numbers.js';
import { Session } from './net/session.js';
import { Player } from './play/player.js';
import { Stage } from './scene/stage.js';
import { Demonstrations } from './view/demonstrations.js';
import { Editor } from './view/editor.js';
import { Epochs } from './view/epochs.js';
import { Findings } from './view/findings.js';
import { Follow } from './view/follow.js';
import { keys } from './view/keys.js';
import { Leaves } from './view/leaves.js';
import { Notices } from './view/notices.js';
import { Panel } from './view/panel.js';
import { Paths } from './view/paths.js';
import { pictures } from './view/pictures.js';
import { search } from './view/search.js';
import { Seed } from './view/seed.js';
import { share } from './view/share.js';
import { tabs } from './view/tabs.js';
import { Tape } from './view/tape.js';
import { theme } from './view/theme.js';
import { Tour } from './view/tour.js';
import { Training } from './view/training.js';
import { TrainingRoom } from './view/training_room.js';
import { Transport } from './view/transport.js';
import { Vitals } from './view/vitals.js';
import { Welcome } from './view/welcome.js';
import { Work } from './view/work.js';

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const button = (/** @type {string} */ id) => /** @type {HTMLButtonElement} */ (document.getElementById(id));
const detail = (/** @type {Event} */ event) => /** @type {CustomEvent} */ (event).detail;

const id = document.body.dataset.session ?? '';
const brought = /** @type {HTMLTemplateElement | null} */ (document.getElementById('opened'));
const session = new Session(id, { brought: JSON.parse(brought?.content.textContent ?? 'null') });
const player = new Player();
const stage = new Stage(byId('stage'), { player });
const notices = new Notices(byId('trouble'), byId('toast'));
const editor = new Editor(byId('editor'));
const findings = new Findings(editor, {
  error: byId('editor-error'),
  prints: byId('prints'),
  notes: byId('notes'),
  mistakes: byId('mistakes'),
});
const leaves = new Leaves(byId('leaves'));
const tape = new Tape(byId('tape'));
const transport = new Transport(byId('transport'), player);
const seed = new Seed(/** @type {HTMLInputElement} */ (byId('seed')));
const epochs = new Epochs(byId('epochs'), player);
const training = new Training(byId('training'));
const panels = {
  step: new Panel(byId('step')),
  paths: new Panel(byId('paths')),
  tape: new Panel(byId('tape')),
  leaves: new Panel(byId('leaves')),
  check: new Panel(byId('check')),
  code: new Panel(byId('code')),
};
const at = /** @type {HTMLInputElement} */ (byId('at'));
const follow = new Follow({
  player,
  stage,
  editor,
  leaves,
  tape,
  training,
  vitals: new Vitals(byId('vitals'), (node) => stage.select(node)),
  step: panels.step,
  tapePanel: panels.tape,
  places: { step: byId('step'), tape: byId('tape'), leaves: byId('leaves'), check: byId('check') },
  at,
});
const mine = document.body.dataset.mine === 'yes';
const work = new Work({ id, session, player, editor, findings, notices });
const welcome = new Welcome(byId('empty'), (program) => work.edit(program));

work.addEventListener('shown', (event) => {
  const { graph, timeline } = detail(event);
  transport.own = epochs.editable = mine && !work.lent;
  stage.show(graph, timeline);
  transport.show(graph, timeline);
  if (!work.lent) epochs.goesOn(timeline);
  transport.upcoming = epochs.upcoming;
  follow.show(graph, timeline, work.lent ? {} : work.lines);
  welcome.shown = graph.size === 0;
  byId('fold-tools').hidden = !graph.folds;
});
work.addEventListener('changed', (event) => {
  const { timeline, structure, fresh, change } = detail(event);
  button('undo').disabled = !work.mine || !change.can_undo;
  button('redo').disabled = !work.mine || !change.can_redo;
  training.show(change.learning_rate);
  seed.show(change.seed);
  for (const choice of byId('precision').querySelectorAll('input')) {
    choice.checked = choice.value === change.precision;
    choice.disabled = !work.mine;
  }
  epochs.show(change.epochs, timeline);
  transport.upcoming = epochs.upcoming;
  training.losses.show(change.epochs);
  if (fresh) training.losses.read(timeline);
  if (structure || change.own) panels.tape.refresh();
  if (structure) panels.leaves.refresh();
  panels.check.refresh();
  panels.code.refresh();
});
work.addEventListener('losses', (event) => training.losses.last(detail(event).timeline));

findings.addEventListener('node', (event) => {
  stage.select(detail(event).node);
  editor.reveal(detail(event).line);
});
editor.addEventListener('draft', () => {
  button('undo').disabled = false;
});
leaves.addEventListener('leaf', (event) => work.leaf(detail(event).node, detail(event).what));
training.addEventListener('rate', (event) => work.settings(detail(event)));
training.addEventListener('run', async (event) => {
  await room.rest();
  work.run(detail(event).phase);
});
const toEpoch = async (/** @type {Event} */ event) => {
  const { epoch, cursor, play } = detail(event);
  await work.epoch(epoch, cursor);
  if (play) player.play();
};
epochs.addEventListener('epoch', toEpoch);
transport.addEventListener('on', () => epochs.on());
training.losses.addEventListener('epoch', (event) => epochs.go(detail(event).epoch));
transport.addEventListener('run', (event) => work.run(detail(event).phase, true));
seed.addEventListener('seed', (event) => work.settings(detail(event)));
byId('precision').addEventListener('change', (event) => {
  work.settings({ precision: /** @type {HTMLInputElement} */ (event.target).value });
});

byId('leaves').addEventListener('htmx:after:swap', () => {
  document.title = `${byId('title').textContent} · Backlight`; // the title comes with the leaves
});

const undo = () => work.travel('undo');
const redo = () => work.travel('redo');
for (const [name, act] of /** @type {const} */ ([
  ['undo', undo],
  ['redo', redo],
])) {
  button(name).addEventListener('click', act);
  editor.addEventListener(name, act);
}

const camera = { in: () => stage.zoom(true), out: () => stage.zoom(false), fit: () => stage.fit() };
for (const [name, act] of Object.entries(camera)) {
  document.querySelector(`[data-camera="${name}"]`)?.addEventListener('click', act);
}
const groups = {
  inside: () => stage.stepInside() || notices.say('The next step is in no closed group.'),
  fold: () => stage.foldAll(false),
  open: () => stage.foldAll(true),
};
for (const [name, act] of Object.entries(groups)) {
  document.querySelector(`[data-fold="${name}"]`)?.addEventListener('click', act);
}
const help = () => /** @type {HTMLDialogElement} */ (byId('keys')).showModal();
button('keys-button').addEventListener('click', help);
if (byId('tour')) {
  const tour = new Tour({ offer: byId('tour-offer'), card: byId('tour') });
  byId('keys-tour').addEventListener('click', () => setTimeout(() => tour.begin())); // once the keys are closed
}
keys(player, {
  undo,
  redo,
  zoomIn: camera.in,
  zoomOut: camera.out,
  fit: camera.fit,
  inside: groups.inside,
  fold: groups.fold,
  unfold: groups.open,
  letGo: () => (demonstrations.on ? demonstrations.leave() : stage.select(null)),
  add: async () => work.lent || (await build)?.open(),
  find: () => byId('search-text').focus(),
  epoch: (direction) => epochs.by(direction),
  help,
});
theme(button('theme'), () => {
  stage.theme();
  welcome.theme();
});
share(button('share'), notices);
search(
  /** @type {HTMLFormElement} */ (byId('search')),
  () => work.timeline?.graph ?? null,
  (node) => stage.select(node, true),
  () => byId('stage').focus(),
);
pictures(byId('export'), { stage, element: byId('stage'), player, timeline: () => work.timeline, notices });
tabs(/** @type {HTMLElement} */ (document.querySelector('[role="tablist"]')), (name) => {
  if (name === 'training') room.enter();
  panels.check.shown = name === 'check';
  panels.code.shown = name === 'code';
});
panels.check.shown = panels.code.shown = false;
byId('check-controls').addEventListener('input', () => {
  const slider = /** @type {HTMLInputElement} */ (byId('check-h'));
  const h = full(10 ** Number(slider.value));
  byId('check-h-is').textContent = h;
  slider.ariaValueText = h;
  panels.check.refresh();
});
stage.addEventListener('select', (event) => {
  const { node } = detail(event);
  if (node !== null) /** @type {HTMLInputElement} */ (byId('check-leaf')).value = String(node);
  panels.check.refresh();
});

const demonstrations = new Demonstrations(
  {
    session,
    work,
    player,
    stage,
    notices,
    rest: () => room.rest(),
    told: () => follow.shown,
    renew: () => {
      for (const name of /** @type {const} */ (['step', 'tape', 'leaves'])) panels[name].refresh();
    },
  },
  {
    buttons: byId('demonstrations'),
    banner: byId('demonstration'),
    field: /** @type {HTMLInputElement} */ (byId('demonstrated')),
  },
);
const paths = new Paths(byId('paths'), {
  stage,
  panel: panels.paths,
  node: /** @type {HTMLInputElement} */ (byId('paths-node')),
});
byId('step').addEventListener('htmx:after:swap', () => paths.refresh());
seed.editable = mine;
const opened = work.open();
const room = new TrainingRoom({ id, session, work, player, stage, follow, transport, notices, mine }, opened);
const build = opened.then(async () => {
  for (const part of [leaves, training]) part.editable = work.mine;
  const module = await import('./view/building.js').catch(() => notices.missing('Building by hand'));
  return module?.building({ stage, player, work, notices });
});
