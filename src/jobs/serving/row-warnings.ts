import { oddValues, type BatchOddities, type ColumnOddities, type OddityKind } from '../../core/batch-answer.ts';
import { isMissing, type Column, type Table } from '../../core/table.ts';
import { timeText } from '../../core/time-text.ts';
import { quoted } from '../../core/words.ts';
import type { InputColumn } from '../../predict/package-type.ts';
import { MissingMarkers } from '../../stages/ingest/csv/missing-markers.ts';
import type { RawRows } from '../../stages/ingest/csv/read-for-schema.ts';

const MOST_LEVELS = 5;

interface Watched {
  readonly input: InputColumn;
  /** What the file calls it. */
  readonly called: string;
  readonly markers: MissingMarkers;
  readonly range: readonly [string, string] | undefined;
  readonly counts: Record<OddityKind, number>;
  readonly levels: Set<string>;
}

/**
 * What is odd about the rows of a batch, row by row and counted over all of it. The same oddities are refused or told when rows come one by one; only that a
 * value is missing where training had none is told of batches alone, where it can be a column that was forgotten.
 */
export class OddityWatch {
  private readonly watched: readonly Watched[];
  private rows = 0;
  private oddRows = 0;

  /** @param asked the inputs under the names the file has for them, in the order of `inputs` */
  constructor(inputs: readonly InputColumn[], asked: readonly InputColumn[]) {
    this.watched = inputs.map((input, j) => ({
      input,
      called: asked[j]!.name,
      markers: new MissingMarkers(input.written?.missing),
      range: rangeTexts(input),
      counts: { unreadable: 0, missing: 0, unseen: 0, outside: 0 },
      levels: new Set()
    }));
  }

  /**
   * @param table rows as the model takes them, in the order of its inputs
   * @returns for a row what is odd about it, in words; empty when nothing is. Each row is asked for once, as it is counted then.
   */
  look(table: Table, { header, lines }: RawRows): (row: number) => string {
    const places = this.watched.map(({ called }) => header.indexOf(called));
    return (row) => {
      const words = this.watched.flatMap((watched, j) => seeValue(watched, table.columns[j]!, row, (lines[row]![places[j]!] ?? '').trim()) ?? []); // prettier-ignore
      this.rows++;
      if (words.length > 0) this.oddRows++;
      return words.join('; ');
    };
  }

  told(): BatchOddities {
    const columns = this.watched
      .map(({ called, counts, levels, range }): ColumnOddities => ({
        column: called,
        ...counts,
        levels: [...levels],
        ...(range && { range })
      }))
      .filter((column) => oddValues(column) > 0)
      .sort((a, b) => oddValues(b) - oddValues(a));
    return { rows: this.rows, oddRows: this.oddRows, columns };
  }
}

function seeValue(watched: Watched, column: Column, row: number, text: string): string | null {
  const kind = oddityOf(watched, column, row, text);
  if (kind === null) return null;
  watched.counts[kind]++;
  if (kind === 'unseen' && watched.levels.size < MOST_LEVELS) watched.levels.add(text);
  return words[kind](watched, text);
}

function oddityOf({ input, markers }: Watched, column: Column, row: number, text: string): OddityKind | null {
  if (isMissing(column, row)) {
    if (!markers.has(text)) return 'unreadable';
    return input.missingShare === 0 ? 'missing' : null;
  }
  if (column.kind === 'category') return input.labels !== undefined && column.codes[row]! >= input.labels.length ? 'unseen' : null;
  if ((column.kind !== 'number' && column.kind !== 'time') || !input.range) return null;
  const value = column.values[row]!;
  return value < input.range[0] || value > input.range[1] ? 'outside' : null;
}

const words: Readonly<Record<OddityKind, (watched: Watched, text: string) => string>> = {
  unreadable: ({ called, input }, text) => `${quoted(called)}: ${quoted(text)} can’t be read as ${input.type}, taken as missing`,
  missing: ({ called }) => `${quoted(called)} is missing, which it never was in training`,
  unseen: ({ called }, text) => `${quoted(called)}: ${quoted(text)} was not seen in training`,
  outside: ({ called, range }, text) =>
    `${quoted(called)}: ${quoted(text)} lies outside what training mostly saw (${range![0]} to ${range![1]})`
};

function rangeTexts({ range, type, zone }: InputColumn): [string, string] | undefined {
  if (!range) return undefined;
  const said = (value: number) => (type === 'time' ? timeText(value, zone) : String(value));
  return [said(range[0]), said(range[1])];
}
