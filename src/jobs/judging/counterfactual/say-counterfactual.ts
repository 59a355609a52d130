import { sayerOf } from '../../../core/say-value.ts';
import { type Column, findColumn, isMissing, type Table, textAt } from '../../../core/table.ts';
import { listed, quoted } from '../../../core/words.ts';

type Value = number | string;

/** A value as a row gives it: numbers, times in ms since 1970, labels, texts; null where missing. */
export function valueIn(table: Table, name: string, row = 0): Value | null {
  const column = findColumn(table, name)!;
  if (isMissing(column, row) || column.kind === 'image') return null;
  if (column.kind === 'category') return column.labels[column.codes[row]!]!;
  return column.kind === 'text' ? textAt(column, row) : column.values[row]!;
}

interface Change {
  readonly column: string;
  readonly from: Value | null;
  readonly to: Value;
}

/** @param wanted as a goal says it */
export function sayCounterfactual(wanted: string, changes: readonly Change[], columnOf: (name: string) => Column): string {
  const parts = changes.map(({ column, from, to }) => {
    const say = (value: Value | null) =>
      value === null ? 'missing' : typeof value === 'string' ? quoted(value) : sayerOf(columnOf(column), exactly)(value);
    return `${quoted(column)} was ${say(to)} instead of ${say(from)}`;
  });
  return `To be ${wanted}, it would have been enough that ${listed(parts)}.`;
}

/** All digits that a change has: a rounded one might not be enough. */
const exactly = (value: number): string => String(Number(value.toPrecision(12)));
