/** Tabs as the ARIA pattern has them: arrows move, the chosen one shows its panel. */

/** @param {HTMLElement} list role=tablist @param {(name: string) => void} shown called with the panel's name */
export function tabs(list, shown) {
  const all = [...list.querySelectorAll('[role="tab"]')].filter((tab) => tab instanceof HTMLElement);
  const choose = (/** @type {HTMLElement} */ chosen) => {
    for (const tab of all) {
      const yes = tab === chosen;
      tab.setAttribute('aria-selected', String(yes));
      tab.tabIndex = yes ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
      if (panel) panel.hidden = !yes;
    }
    shown(chosen.id.replace('tab-', ''));
  };
  list.addEventListener('click', ({ target }) => {
    const tab = all.find((one) => target instanceof Node && one.contains(target));
    if (tab) choose(tab);
  });
  list.addEventListener('keydown', (event) => {
    const here = all.findIndex((tab) => tab.matches(':focus'));
    const last = all.length - 1;
    /** @type {Record<string, number>} */
    const places = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: last };
    if (here === -1 || !(event.key in places)) return;
    event.preventDefault();
    const tab = all[(places[event.key] + all.length) % all.length];
    tab.focus();
    choose(tab);
  });
}
