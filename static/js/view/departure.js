/** Where a page was left, kept in its tab: loaded again, it may be sent before the server hears the last word of the page before. */

/** @typedef {import('../net/session.js').Session} Session */

/** @param {Session} session */
const keyOf = ({ address }) => `left ${address}`;

/** The last word of a page. @param {Session} session */
export function depart(session) {
  const { version, cursor } = session;
  session.leave();
  try {
    sessionStorage.setItem(keyOf(session), JSON.stringify({ version, cursor }));
  } catch {
    // forbidden: the server's word counts
  }
}

/** @param {Session} session @returns {number | null} the cursor where it was left, if nothing else has changed since */
export function departed(session) {
  try {
    const left = JSON.parse(sessionStorage.getItem(keyOf(session)) ?? 'null');
    sessionStorage.removeItem(keyOf(session));
    return left?.version === session.version ? left.cursor : null;
  } catch {
    return null;
  }
}
