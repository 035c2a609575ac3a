/** Colours for a program: text in, lines of coloured pieces out. Touches no DOM. */

/** @typedef {{kind: '' | 'comment' | 'string' | 'number' | 'keyword' | 'call', text: string}} Piece */

const WORDS =
  'and as assert async await break class continue def del elif else except False finally for from global if ' +
  'import in is lambda None nonlocal not or pass raise return True try while with yield';

const TOKENS = new RegExp(
  [
    '(?<comment>#.*)',
    String.raw`(?<string>[fFrRbBuU]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))`,
    String.raw`(?<number>(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?))`,
    String.raw`(?<keyword>\b(?:${WORDS.replaceAll(' ', '|')})\b)`,
    String.raw`(?<call>[\p{L}_][\p{L}\p{N}_]*(?=\s*\())`,
    String.raw`[\p{L}_][\p{L}\p{N}_]*`,
  ].join('|'),
  'gu',
);

/** @param {string} program @returns {Piece[][]} one array a line */
export function paint(program) {
  /** @type {Piece[][]} */
  const lines = [[]];
  let end = 0;
  for (const match of program.matchAll(TOKENS)) {
    add(lines, '', program.slice(end, match.index));
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [''];
    add(lines, /** @type {Piece['kind']} */ (kind), match[0]);
    end = match.index + match[0].length;
  }
  add(lines, '', program.slice(end));
  return lines;
}

/** @param {Piece[][]} lines @param {Piece['kind']} kind @param {string} text may hold line ends */
function add(lines, kind, text) {
  text.split('\n').forEach((part, i) => {
    if (i > 0) lines.push([]);
    if (part !== '') lines[lines.length - 1].push({ kind, text: part });
  });
}
