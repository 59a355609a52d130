/** One kind of thing met on the way: how often, and on which lines first. */
export interface Issue {
  readonly code: string;
  readonly message: string;
  readonly count: number;
  readonly lines: readonly number[];
}

const SHOWN_LINES = 10;

/** Counts what an import meets. Every event is counted; the first lines are kept, ascending. */
export class IssueLog {
  private readonly entries = new Map<string, { code: string; message: (count: number) => string; count: number; lines: number[] }>();

  /** @param detail tells apart issues of one code, such as the column they are in */
  add(code: string, line: number | null, message: (count: number) => string, detail = ''): void {
    const key = `${code}\n${detail}`;
    let entry = this.entries.get(key);
    if (!entry) this.entries.set(key, (entry = { code, message, count: 0, lines: [] }));
    entry.count++;
    if (line !== null && entry.lines.length < SHOWN_LINES && entry.lines.at(-1) !== line) entry.lines.push(line);
  }

  /** Adds what another log holds. */
  take(other: IssueLog): void {
    for (const [key, { code, message, count, lines }] of other.entries) {
      const entry = this.entries.get(key);
      if (!entry) this.entries.set(key, { code, message, count, lines: [...lines] });
      else {
        entry.count += count;
        entry.lines = [...new Set([...entry.lines, ...lines])].sort((a, b) => a - b).slice(0, SHOWN_LINES);
      }
    }
  }

  list(): Issue[] {
    return [...this.entries.values()].map(({ code, message, count, lines }) => ({ code, message: message(count), count, lines }));
  }
}

/** "1 row has", "3 rows have": a count with its noun. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** The issues of several logs as one list: equal messages of different columns count together. */
export function mergeLogs(logs: readonly IssueLog[]): Issue[] {
  const all = new IssueLog();
  for (const log of logs) all.take(log);
  return all.list();
}
