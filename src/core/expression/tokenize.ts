import type { Token } from './syntax.ts';

const space = /\s+/uy;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy;
const word = /[\p{L}_][\p{L}\p{N}_.]*/uy;
const sign = /<=|>=|<>|!=|==|[-+*/%^=<>(),]/uy;

/** Cuts a text into its pieces; never fails: what can't be read carries a `problem`. The last token is the end. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const blank = match(space, text, at);
    if (blank) {
      at += blank.length;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.to;
  }
  return [...tokens, { kind: 'end', value: '', from: text.length, to: text.length }];
}

function tokenAt(text: string, from: number): Token {
  const mark = text[from]!;
  if (mark === "'" || mark === '"') return quoted(text, from, mark, 'text');
  if (mark === '`') return quoted(text, from, mark, 'name');
  const digits = match(number, text, from);
  if (digits) return { kind: 'number', value: Number(digits), from, to: from + digits.length };
  const name = match(word, text, from);
  if (name) return { kind: 'name', value: name, isQuoted: false, from, to: from + name.length };
  const found = match(sign, text, from);
  if (found) return { kind: 'sign', value: found, from, to: from + found.length };
  const odd = String.fromCodePoint(text.codePointAt(from)!);
  return { kind: 'sign', value: odd, from, to: from + odd.length, problem: `"${odd}" means nothing here` };
}

/** A mark inside stands twice. */
function quoted(text: string, from: number, mark: string, kind: 'text' | 'name'): Token {
  let value = '';
  let at = from + 1;
  while (at < text.length) {
    if (text[at] === mark) {
      if (text[at + 1] !== mark) return piece(kind, value, { from, to: at + 1 });
      at++;
    }
    value += text[at++]!;
  }
  const what = kind === 'text' ? 'text' : 'column name';
  return { ...piece(kind, value, { from, to: text.length }), isOpen: true, problem: `the ${what} that begins here has no closing ${mark}` };
}

const piece = (kind: 'text' | 'name', value: string, span: { from: number; to: number }): Token =>
  kind === 'text' ? { kind, value, ...span } : { kind, value, isQuoted: true, ...span };

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
