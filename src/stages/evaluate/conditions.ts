import { sayerOf } from '../../core/say-value.ts';
import { quantileSorted } from '../../core/stats.ts';
import type { Column, NumberColumn, Table, TimeColumn } from '../../core/table.ts';
import { quoted } from '../../core/words.ts';

/** Some rows, and what they have in common. */
export interface Condition {
  readonly columns: readonly string[];
  /** In words: `sex is female`, `age from 30 to 42`, `age is missing`; joined by "and". */
  readonly text: string;
  /** What is joined. */
  readonly parts: readonly string[];
  /** 1 for each row it speaks of. */
  readonly rows: Uint8Array;
  readonly count: number;
}

const AND = ' and ';

/** Each level of a category and each quarter of a number or a time, and the rows without a value. */
export const conditionsOf = (table: Table): Condition[] => table.columns.flatMap(ofColumn);

/** What holds where both do. */
export function both(first: Condition, second: Condition): Condition {
  const rows = first.rows.map((own, row) => own & second.rows[row]!);
  return {
    columns: [...first.columns, ...second.columns],
    text: first.text + AND + second.text,
    parts: [...first.parts, ...second.parts],
    rows,
    count: countOf(rows)
  };
}

/** The rows that a condition in words speaks of, 1 each; undefined for one there is not. */
export const rowsWhere = (table: Table, text: string): Uint8Array | undefined => rowsOf(conditionsOf(table), text);

function rowsOf(known: readonly Condition[], text: string): Uint8Array | undefined {
  for (const condition of known) {
    if (text === condition.text) return condition.rows;
    if (!text.startsWith(condition.text + AND)) continue;
    const others = rowsOf(known, text.slice((condition.text + AND).length));
    if (others) return condition.rows.map((own, row) => own & others[row]!);
  }
  return undefined;
}

function ofColumn(column: Column): Condition[] {
  if (column.kind === 'category') return levelConditions(column.name, column.codes, column.labels);
  if (column.kind === 'number' || column.kind === 'time') return quarterConditions(column);
  return [];
}

function levelConditions(name: string, codes: Int32Array, labels: readonly string[]): Condition[] {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([code, count]) => {
      const text = code === -1 ? `${quoted(name)} is missing` : `${quoted(name)} is ${quoted(labels[code]!)}`;
      return { columns: [name], text, parts: [text], count, rows: Uint8Array.from(codes, (own) => (own === code ? 1 : 0)) };
    });
}

function quarterConditions(column: NumberColumn | TimeColumn): Condition[] {
  const { name, values } = column;
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const edges = [...new Set([0, 0.25, 0.5, 0.75, 1].map((share) => quantileSorted(sorted, share)))];
  const say = sayerOf(column, (value) => String(Number(value.toPrecision(4))));
  const quarters = edges.slice(1).map((high, i) => {
    const low = edges[i]!;
    const isIn = (value: number) => (i === 0 ? value >= low : value > low) && value <= high;
    return toCondition(name, `${quoted(name)} ${i === 0 ? 'from' : 'above'} ${say(low)} to ${say(high)}`, values, isIn);
  });
  return [...quarters, toCondition(name, `${quoted(name)} is missing`, values, Number.isNaN)];
}

function toCondition(column: string, text: string, values: Float64Array, isIn: (value: number) => boolean): Condition {
  const rows = Uint8Array.from(values, (value) => (isIn(value) ? 1 : 0));
  return { columns: [column], text, parts: [text], rows, count: countOf(rows) };
}

function countOf(rows: Uint8Array): number {
  let count = 0;
  for (const one of rows) count += one;
  return count;
}
