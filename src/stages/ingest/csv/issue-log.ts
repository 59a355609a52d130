/** One kind of thing met on the way: how often, and on which lines first. */
export interface Issue {
  readonly code: string;
  readonly message: string;
  readonly count: number;
  readonly lines: readonly number[];
  /** What can be done about it at once. */
  readonly offer?: TypeOffer;
}

/** Another type for a column, and what it costs: these values, so many in all, become missing. */
export interface TypeOffer {
  readonly column: string;
  readonly type: 'number' | 'integer' | 'time';
  readonly missing: number;
  /** The first different ones. */
  readonly values: readonly string[];
}

/** Something that could not be taken into the table as it stands in the file. */
export interface Rejection {
  /** Where the record begins. */
  readonly line: number;
  /** `too-many-fields`, `too-few-fields`, `unclosed-quote`, `bad-bytes`, `header-again`, `header-more`, `footer`, `bad-record` or `does-not-fit`. */
  readonly code: string;
  /** One sentence. */
  readonly reason: string;
  /** The record as it stands in the file, where it is at hand. */
  readonly text?: string;
}

/** A sentence for any count: as it is for one, and the parts between which the count stands, raised by `more`, when there are several. */
export interface FrozenWords {
  readonly one: string;
  readonly parts: readonly string[];
  readonly more: number;
}

/** A log as plain data. */
export interface FrozenLog {
  readonly rejected: number;
  readonly rejections: readonly Rejection[];
  readonly entries: readonly (readonly [string, { code: string; words: FrozenWords; count: number; lines: readonly number[] }])[];
}

const SHOWN_LINES = 10;
const MOST_REJECTIONS = 1000;

/** Counts what an import meets. Every event is counted; the first lines are kept, ascending. What is rejected is kept apart, the first of it. */
export class IssueLog {
  /** How much was rejected in all. */
  rejected = 0;
  readonly rejections: Rejection[] = [];
  /** Of these, records of which nothing is in the table, with their texts. */
  leftOut = 0;
  private readonly entries = new Map<string, { code: string; message: (count: number) => string; count: number; lines: number[] }>();

  /** @param detail tells apart issues of one code, such as the column they are in */
  add(code: string, line: number | null, message: (count: number) => string, detail = ''): void {
    const key = `${code}\n${detail}`;
    let entry = this.entries.get(key);
    if (!entry) this.entries.set(key, (entry = { code, message, count: 0, lines: [] }));
    entry.count++;
    if (line !== null && entry.lines.length < SHOWN_LINES && entry.lines.at(-1) !== line) entry.lines.push(line);
  }

  reject(rejection: Rejection): void {
    this.rejected++;
    if (rejection.text !== undefined) this.leftOut++;
    if (this.rejections.length < MOST_REJECTIONS) this.rejections.push(rejection);
  }

  /** Adds what another log holds. */
  take(other: IssueLog): void {
    this.rejected += other.rejected;
    this.leftOut += other.leftOut;
    this.rejections.push(...other.rejections);
    this.rejections.sort((a, b) => a.line - b.line).splice(MOST_REJECTIONS);
    for (const [key, { code, message, count, lines }] of other.entries) {
      const entry = this.entries.get(key);
      if (!entry) this.entries.set(key, { code, message, count, lines: [...lines] });
      else {
        entry.count += count;
        entry.lines = [...new Set([...entry.lines, ...lines])].sort((a, b) => a - b).slice(0, SHOWN_LINES);
      }
    }
  }

  freeze(): FrozenLog {
    const entries = [...this.entries].map(
      ([key, { code, message, count, lines }]) => [key, { code, words: wordsOf(message), count, lines: [...lines] }] as const
    );
    return { rejected: this.rejected, rejections: [...this.rejections], entries };
  }

  static thaw({ rejected, rejections, entries }: FrozenLog): IssueLog {
    const log = new IssueLog();
    log.rejected = rejected;
    log.rejections.push(...rejections);
    for (const [key, { words, lines, ...entry }] of entries)
      log.entries.set(key, { ...entry, message: (count) => saidOf(words, count), lines: [...lines] });
    return log;
  }

  list(): Issue[] {
    return [...this.entries.values()].map(({ code, message, count, lines }) => ({ code, message: message(count), count, lines }));
  }
}

/** Several logs as one: equal messages of different columns count together. */
export function mergeLogs(logs: readonly IssueLog[]): IssueLog {
  const all = new IssueLog();
  for (const log of logs) all.take(log);
  return all;
}

/** Learned from what the sentence says of two and of seven: where these differ, the count stands. */
function wordsOf(message: (count: number) => string): FrozenWords {
  const [two, seven] = [message(2), message(7)];
  const parts: string[] = [];
  let more = 0;
  let from = 0;
  for (let at = 0; at < two.length; at++) {
    if (two[at] === seven[at]) continue;
    more = Number(two[at]) - 2;
    parts.push(two.slice(from, at));
    from = at + 1;
  }
  const words = { one: message(1), parts: [...parts, two.slice(from)], more };
  if (saidOf(words, 7) !== seven) throw new TypeError(`A sentence counts in a way of its own: ${two}`);
  return words;
}

const saidOf = ({ one, parts, more }: FrozenWords, count: number): string =>
  count === 1 ? one : parts.join((count + more).toLocaleString('en-US'));
