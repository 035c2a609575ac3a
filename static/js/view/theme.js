/** Light, dark, or as the system has it. A cookie remembers, so that the server sends the page in the right one. */

const YEAR = 365 * 24 * 3600;
const DARK = matchMedia('(prefers-color-scheme: dark)');

/** @param {HTMLButtonElement} button @param {() => void} changed called whenever colours may have changed */
export function theme(button, changed) {
  const page = document.documentElement;
  const dark = () => (page.dataset.theme ?? (DARK.matches ? 'dark' : 'light')) === 'dark';
  const label = () => {
    button.title = dark() ? 'Light theme' : 'Dark theme';
    button.setAttribute('aria-label', button.title);
  };
  button.addEventListener('click', () => {
    const chosen = dark() ? 'light' : 'dark';
    page.dataset.theme = chosen;
    const follows = chosen === (DARK.matches ? 'dark' : 'light');
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `theme=${chosen}; path=/; max-age=${follows ? 0 : YEAR}; samesite=lax`;
    label();
    changed();
  });
  DARK.addEventListener('change', () => {
    label();
    changed();
  });
  label();
}
