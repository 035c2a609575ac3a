/** The page of sessions: begins one from a file that Export gave. */

import { Refusal, request } from './net/request.js';

const field = /** @type {HTMLInputElement} */ (document.getElementById('file'));
const said = /** @type {HTMLElement} */ (document.getElementById('file-said'));

field.addEventListener('change', async () => {
  const [file] = field.files ?? [];
  if (!file) return;
  said.textContent = '';
  try {
    const { id } = await request('POST', '/api/sessions/import', JSON.parse(await file.text()));
    location.assign(`/s/${id}`);
  } catch (error) {
    if (error instanceof SyntaxError) said.textContent = `${file.name} is no session: it holds no JSON.`;
    else if (error instanceof Refusal) said.textContent = `${file.name} is no session. ${error.message}`;
    else said.textContent = 'The server does not answer. Try again in a moment.';
  }
  field.value = '';
});
