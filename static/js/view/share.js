/** Copies the address of the page. */

/** @typedef {import('./notices.js').Notices} Notices */

/** @param {HTMLButtonElement} button @param {Notices} notices */
export function share(button, notices) {
  button.addEventListener('click', async () => {
    const address = location.origin + location.pathname;
    const copied = await copy(address);
    notices.say(
      copied ? `Copied: ${address}. Whoever opens it can look and make a copy.` : `The address is ${address}`,
    );
  });
}

/** @param {string} text @returns {Promise<boolean>} */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no permission, or a page that is not served securely
  }
}
