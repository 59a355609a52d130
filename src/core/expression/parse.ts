import { fault } from './fault.ts';
import { keywords, type Node, type Span, type Token } from './syntax.ts';
import { tokenize } from './tokenize.ts';

const LONGEST = 10_000;
const DEEPEST = 200;

/** How tightly operators bind: the higher, the tighter. */
const binding: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '=': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  between: 4,
  is: 4,
  like: 4,
  contains: 4,
  startswith: 4,
  endswith: 4,
  matches: 4,
  not: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
  '^': 8
};
const PREFIX_NOT = 3;
const PREFIX_MINUS = 7;
const sameSign: Readonly<Record<string, string>> = { '==': '=', '<>': '!=' };
/** Operators in words that take one value at the right. */
const wordOperators: ReadonlySet<string> = new Set(['like', 'contains', 'startswith', 'endswith', 'matches']);

/**
 * Reads an expression: a Pratt parser.
 * @throws LatheError `expression-invalid` with the place and what was expected there
 */
export function parseExpression(text: string): Node {
  if (text.length > LONGEST)
    throw fault(
      `The expression has ${text.length} characters`,
      { from: LONGEST, to: text.length },
      `Keep it under ${LONGEST}: derive a column for a part of it first.`
    );
  return new Parser(tokenize(text)).whole();
}

class Parser {
  #at = 0;
  #depth = 0;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Node {
    const node = this.#expression(0, 'A value was expected');
    const rest = this.#next;
    if (rest.kind === 'end') return node;
    throw fault(
      `${shown(rest)} does not follow from what stands before it`,
      rest,
      rest.value === ')' ? 'Leave it out, or open a parenthesis before.' : 'Put an operator such as and, or, + or = between the two.'
    );
  }

  get #next(): Token {
    const token = this.#tokens[this.#at]!;
    if (token.problem !== undefined) throw fault(sentence(token.problem), token, 'Text stands in quotes, names with spaces in backticks.');
    return token;
  }

  /** The word or sign of the next token as an operator; the empty text when it is none. */
  get #operator(): string {
    const token = this.#next;
    if (token.kind === 'sign') return sameSign[token.value] ?? token.value;
    return token.kind === 'name' && !token.isQuoted ? token.value.toLowerCase() : '';
  }

  #expression(tightness: number, expected: string): Node {
    if (++this.#depth > DEEPEST) throw fault('The expression is nested too deeply', this.#next, 'Derive a column for a part of it first.');
    let left = this.#prefix(expected);
    for (;;) {
      const operator = this.#operator;
      const binds = binding[operator] ?? 0;
      if (binds <= tightness) break;
      left = this.#infix(left, operator, binds);
    }
    this.#depth--;
    return left;
  }

  #prefix(expected: string): Node {
    const token = this.#next;
    if (token.kind === 'number' || token.kind === 'text') {
      this.#at++;
      return { kind: 'literal', value: token.value, from: token.from, to: token.to };
    }
    if (token.kind === 'name') return this.#name(token);
    if (token.value === '(') return this.#parenthesis();
    if (token.value === '-' || token.value === '+') {
      this.#at++;
      const value = this.#expression(PREFIX_MINUS, `A number was expected after "${token.value}"`);
      return token.value === '+' ? value : call('-x', [value], token);
    }
    const found = token.kind === 'end' ? 'the expression ends' : `${shown(token)} stands`;
    throw fault(`${expected}, but ${found} there`, token, 'Write a column, a number, a text in quotes, or a function.');
  }

  #name(token: Extract<Token, { kind: 'name' }>): Node {
    this.#at++;
    const { from, to } = token;
    const word = token.isQuoted ? '' : token.value.toLowerCase();
    if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true', from, to };
    if (word === 'missing' && this.#operator === '(')
      throw fault('"missing" is a value and no function', token, 'Ask isMissing(x), or write: x is missing.');
    if (word === 'missing') return { kind: 'literal', value: null, from, to };
    if (word === 'not') return call('not', [this.#expression(PREFIX_NOT, 'A condition was expected after "not"')], token);
    if (!token.isQuoted && this.#next.value === '(' && this.#next.kind === 'sign') return this.#call(token);
    if (keywords.has(word))
      throw fault(
        `A value was expected, but the word "${token.value}" stands there`,
        token,
        `A column of that name stands in backticks: \`${token.value}\`.`
      );
    return { kind: 'column', name: token.value, from, to };
  }

  #call(name: Token): Node {
    this.#at++;
    const args = this.#list(`An argument of ${String(name.value)} was expected`);
    return { ...call(String(name.value).toLowerCase(), args, name), to: this.#tokens[this.#at - 1]!.to };
  }

  #parenthesis(): Node {
    const open = this.#next;
    this.#at++;
    const inner = this.#expression(0, 'A value was expected after "("');
    const close = this.#take(')', open);
    return { ...inner, from: open.from, to: close.to };
  }

  /** What stands up to the closing parenthesis, parted by commas. */
  #list(expected: string): Node[] {
    const open = this.#tokens[this.#at - 1]!;
    const items: Node[] = [];
    if (this.#operator === ')') this.#at++;
    else
      for (;;) {
        items.push(this.#expression(0, expected));
        if (this.#operator !== ',') break;
        this.#at++;
      }
    if (items.length > 0) this.#take(')', open);
    return items;
  }

  #take(sign: string, open: Span): Token {
    const token = this.#next;
    if (token.kind !== 'sign' || token.value !== sign) {
      const found = token.kind === 'end' ? 'the expression ends' : `${shown(token)} stands`;
      throw fault(`"${sign}" was expected, but ${found} there`, token, `The parenthesis at position ${open.from + 1} is still open.`);
    }
    this.#at++;
    return token;
  }

  #infix(left: Node, operator: string, binds: number): Node {
    const token = this.#next;
    this.#at++;
    if (operator === 'not') return this.#notInfix(left, token);
    if (operator === 'in') return this.#in(left, token);
    if (operator === 'between') return this.#between(left, token);
    if (operator === 'is') return this.#is(left, token);
    // A power binds to its right: 2 ^ 3 ^ 2 is 2 ^ (3 ^ 2).
    const right = this.#expression(operator === '^' ? binds - 1 : binds, `A value was expected after "${String(token.value)}"`);
    return call(operator, [left, right], token);
  }

  /** `a not in (1, 2)` is `not (a in (1, 2))`. */
  #notInfix(left: Node, not: Token): Node {
    const operator = this.#operator;
    if (operator !== 'in' && operator !== 'between' && !wordOperators.has(operator))
      throw fault(
        'After a value, "not" goes before in, between, like, contains, startsWith, endsWith or matches',
        not,
        'To turn a condition round, write not before it.'
      );
    return { ...call('not', [this.#infix(left, operator, binding[operator]!)], not), from: left.from };
  }

  /** As SQL asks for what is not there: `a is null`, `a is not null`. */
  #is(left: Node, token: Token): Node {
    const isTurned = this.#operator === 'not';
    if (isTurned) this.#at++;
    const what = this.#next;
    if (!['null', 'missing'].includes(this.#operator))
      throw fault('"null" was expected after "is"', what, 'For example: age is null, or: age is not null. Values are compared by =.');
    this.#at++;
    const asked = call('ismissing', [left], { from: token.from, to: what.to });
    return isTurned ? call('not', [asked], token) : asked;
  }

  #in(left: Node, token: Token): Node {
    if (this.#operator !== '(')
      throw fault('A list in parentheses was expected after "in"', this.#next, "For example: colour in ('red', 'blue').");
    this.#at++;
    return call('in', [left, ...this.#list('A value of the list was expected')], token);
  }

  #between(left: Node, token: Token): Node {
    const low = this.#expression(binding['between']!, 'A lower bound was expected after "between"');
    if (this.#operator !== 'and')
      throw fault('"and" and an upper bound were expected after "between"', this.#next, 'For example: age between 18 and 65.');
    this.#at++;
    const high = this.#expression(binding['between']!, 'An upper bound was expected after "and"');
    return call('and', [call('>=', [left, low], token), call('<=', [left, high], token)], token);
  }
}

function call(name: string, args: readonly Node[], at: Span): Node {
  const from = Math.min(at.from, ...args.map((arg) => arg.from));
  const to = Math.max(at.to, ...args.map((arg) => arg.to));
  return { kind: 'call', name, args, nameAt: { from: at.from, to: at.to }, from, to };
}

const shown = (token: Token): string => (token.kind === 'text' ? `the text '${token.value}'` : `"${String(token.value)}"`);

const sentence = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
