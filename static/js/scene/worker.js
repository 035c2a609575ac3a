/** The layout of large graphs beside the page: takes a shape and what was before, answers with an arrangement. */

import { arrange } from '../layout/groups.js';
import { Memo } from '../layout/memo.js';

const memo = new Memo();

addEventListener('message', ({ data: { shape, before } }) => {
  postMessage(arrange(shape, before, memo));
});
