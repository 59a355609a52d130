/**
 * Patterns (regular expressions) that take time in proportion to the text, whatever the text: all ways through the pattern are followed at once, so
 * that nothing is ever tried again (Thompson, 1968, "Regular expression search algorithm"). In return there are no back-references and no looking
 * ahead or behind.
 *
 * Understood: letters, `.`, `[a-z]`, `[^a-z]`, `\d \w \s` and their capitals, `^`, `$`, `( )`, `(?: )`, `|`, `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}`.
 */
type Tree =
  | { readonly kind: 'set'; readonly has: (point: number) => boolean }
  | { readonly kind: 'edge'; readonly at: 'start' | 'end' }
  | { readonly kind: 'chain' | 'choice'; readonly parts: readonly Tree[] }
  | { readonly kind: 'repeat'; readonly part: Tree; readonly least: number; readonly most: number };

const MOST_STATES = 2000;
const MOST_REPEATS = 1000;

/**
 * @returns whether the pattern is found anywhere in a text
 * @throws RangeError with a sentence when the pattern can't be read
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  const machine = new Machine();
  const start = machine.build(new PatternReader(pattern).whole(), machine.add({ kind: 'found' }));
  return (text) => machine.run(start, text);
}

class PatternReader {
  #at = 0;
  readonly #marks: readonly string[];

  constructor(pattern: string) {
    this.#marks = [...pattern];
  }

  whole(): Tree {
    const tree = this.#choice();
    if (this.#at < this.#marks.length) throw new RangeError('the pattern closes a parenthesis that was never opened');
    return tree;
  }

  #choice(): Tree {
    const parts = [this.#chain()];
    while (this.#marks[this.#at] === '|') {
      this.#at++;
      parts.push(this.#chain());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  #chain(): Tree {
    const parts: Tree[] = [];
    while (this.#at < this.#marks.length && this.#marks[this.#at] !== '|' && this.#marks[this.#at] !== ')') parts.push(this.#repeated());
    return { kind: 'chain', parts };
  }

  #repeated(): Tree {
    let part = this.#single();
    for (;;) {
      const bounds = this.#bounds();
      if (!bounds) return part;
      part = { kind: 'repeat', part, least: bounds[0], most: bounds[1] };
      // Whether the shortest or the longest is taken makes no difference to whether there is one.
      if (this.#marks[this.#at] === '?') this.#at++;
    }
  }

  #bounds(): [number, number] | null {
    const mark = this.#marks[this.#at];
    const simple: Readonly<Record<string, [number, number]>> = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] };
    if (mark !== undefined && simple[mark]) {
      this.#at++;
      return simple[mark];
    }
    const counted = /^\{(\d+)(,(\d*))?\}/.exec(this.#marks.slice(this.#at, this.#at + 12).join(''));
    if (mark !== '{' || !counted) return null;
    this.#at += counted[0].length;
    const least = Number(counted[1]);
    const most = counted[2] === undefined ? least : counted[3] === '' ? Infinity : Number(counted[3]);
    if (Math.max(least, most === Infinity ? 0 : most) > MOST_REPEATS || most < least)
      throw new RangeError(
        `the pattern repeats ${counted[0]}: ${MOST_REPEATS} times are the most, and the second number is not the smaller one`
      );
    return [least, most];
  }

  #single(): Tree {
    const mark = this.#marks[this.#at++]!;
    if (mark === '(') return this.#group();
    if (mark === '[') return { kind: 'set', has: this.#set() };
    if (mark === '.') return { kind: 'set', has: (point) => point !== 10 && point !== 13 };
    if (mark === '^' || mark === '$') return { kind: 'edge', at: mark === '^' ? 'start' : 'end' };
    if (mark === '\\') return { kind: 'set', has: this.#escape() };
    if ('*+?'.includes(mark)) throw new RangeError(`in the pattern nothing stands before "${mark}" to be repeated`);
    return { kind: 'set', has: only(mark) };
  }

  #group(): Tree {
    if (this.#marks[this.#at] === '?') {
      if (this.#marks[this.#at + 1] !== ':')
        throw new RangeError('patterns that look ahead or behind are not offered, for they can take for ever');
      this.#at += 2;
    }
    const tree = this.#choice();
    if (this.#marks[this.#at++] !== ')') throw new RangeError('in the pattern a parenthesis is not closed');
    return tree;
  }

  #escape(): (point: number) => boolean {
    const mark = this.#marks[this.#at++];
    if (mark === undefined) throw new RangeError('the pattern ends with a backslash');
    const known = classes[mark.toLowerCase()];
    if (known) return mark === mark.toLowerCase() ? known : (point) => !known(point);
    if (/[1-9]/.test(mark)) throw new RangeError('patterns that refer back to a group are not offered, for they can take for ever');
    if (mark === 'b' || mark === 'B') throw new RangeError('edges of words (\\b) are not offered');
    return only({ n: '\n', r: '\r', t: '\t' }[mark] ?? mark);
  }

  #set(): (point: number) => boolean {
    const isTurned = this.#marks[this.#at] === '^';
    if (isTurned) this.#at++;
    const tests: ((point: number) => boolean)[] = [];
    const first = this.#at;
    for (;;) {
      const mark = this.#marks[this.#at++];
      if (mark === undefined) throw new RangeError('in the pattern a "[" is not closed');
      if (mark === ']' && this.#at > first + 1) break;
      tests.push(mark === '\\' ? this.#escape() : this.#range(mark));
    }
    const has = (point: number) => tests.some((test) => test(point));
    return isTurned ? (point) => !has(point) : has;
  }

  #range(low: string): (point: number) => boolean {
    const high = this.#marks[this.#at + 1];
    if (this.#marks[this.#at] !== '-' || high === undefined || high === ']') return only(low);
    this.#at += 2;
    const [from, to] = [low.codePointAt(0)!, high.codePointAt(0)!];
    if (to < from) throw new RangeError(`in the pattern the range ${low}-${high} runs backwards`);
    return (point) => point >= from && point <= to;
  }
}

const only = (mark: string) => {
  const wanted = mark.codePointAt(0)!;
  return (point: number) => point === wanted;
};

const isDigit = (point: number) => point >= 48 && point <= 57;
const classes: Readonly<Record<string, (point: number) => boolean>> = {
  d: isDigit,
  w: (point) => isDigit(point) || point === 95 || (point >= 65 && point <= 90) || (point >= 97 && point <= 122),
  s: (point) => /\s/u.test(String.fromCodePoint(point))
};

type State =
  | { readonly kind: 'found' }
  | { readonly kind: 'set'; readonly has: (point: number) => boolean; readonly next: number }
  | { readonly kind: 'edge'; readonly at: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'fork'; readonly ways: number[] };

class Machine {
  readonly #states: State[] = [];

  add(state: State): number {
    if (this.#states.length >= MOST_STATES) throw new RangeError('the pattern is too large: write fewer or smaller repeats');
    return this.#states.push(state) - 1;
  }

  /** @returns the state a text must be at for `tree` to follow, then `next` */
  build(tree: Tree, next: number): number {
    switch (tree.kind) {
      case 'set':
        return this.add({ kind: 'set', has: tree.has, next });
      case 'edge':
        return this.add({ kind: 'edge', at: tree.at, next });
      case 'chain':
        return tree.parts.reduceRight((after, part) => this.build(part, after), next);
      case 'choice':
        return this.add({ kind: 'fork', ways: tree.parts.map((part) => this.build(part, next)) });
      case 'repeat':
        return this.#repeat(tree, next);
    }
  }

  #repeat({ part, least, most }: Extract<Tree, { kind: 'repeat' }>, next: number): number {
    let at = next;
    if (most === Infinity) {
      const ways: number[] = [];
      at = this.add({ kind: 'fork', ways });
      ways.push(this.build(part, at), next);
    } else for (let i = least; i < most; i++) at = this.add({ kind: 'fork', ways: [this.build(part, at), next] });
    for (let i = 0; i < least; i++) at = this.build(part, at);
    return at;
  }

  run(start: number, text: string): boolean {
    let now = new Set<number>();
    for (let at = 0; at <= text.length;) {
      // A match may begin at every place.
      if (this.#enter(start, at, text.length, now)) return true;
      if (at === text.length) return false;
      const point = text.codePointAt(at)!;
      at += point > 0xffff ? 2 : 1;
      const after = new Set<number>();
      for (const index of now) {
        const state = this.#states[index]!;
        if (state.kind === 'set' && state.has(point) && this.#enter(state.next, at, text.length, after)) return true;
      }
      now = after;
    }
    return false;
  }

  /** Follows what costs no letter. @returns whether the end was reached */
  #enter(from: number, at: number, end: number, into: Set<number>): boolean {
    const waiting = [from];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (into.has(index)) continue;
      into.add(index);
      const state = this.#states[index]!;
      if (state.kind === 'found') return true;
      if (state.kind === 'fork') waiting.push(...state.ways);
      if (state.kind === 'edge' && (state.at === 'start' ? at === 0 : at === end)) waiting.push(state.next);
    }
    return false;
  }
}
