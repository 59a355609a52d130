import type { ColumnType, Role } from '../../../core/schema.ts';
import type { Column } from '../../../core/table.ts';
import { isoText } from '../csv/csv-text.ts';
import type { Rule } from './rule.ts';

/** A category with more labels than this gets no `in-set` rule: the list would be no promise. */
const MOST_LISTED = 50;

/**
 * Rules that the data at hand keep, to hold later data against: never missing, each value once (identifiers), the range of numbers and times, the
 * labels of short categories.
 */
export function proposeRules(column: Column, about: { readonly type: ColumnType; readonly role: Role; readonly missing: number }): Rule[] {
  const { name } = column;
  const rules: Rule[] = [{ column: name, kind: 'type', value: about.type }];
  if (about.missing === 0) rules.push({ column: name, kind: 'not-null' });
  if (about.role === 'id') rules.push({ column: name, kind: 'unique' });
  const range = column.kind === 'number' || column.kind === 'time' ? rangeOf(column.values) : null;
  if (range && about.role !== 'id')
    rules.push({
      column: name,
      kind: 'range',
      value: column.kind === 'time' ? { min: isoText(range.min), max: isoText(range.max) } : range
    });
  if (column.kind === 'category' && column.labels.length <= MOST_LISTED)
    rules.push({ column: name, kind: 'in-set', value: [...column.labels] });
  return rules;
}

function rangeOf(values: Float64Array): { min: number; max: number } | null {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : null;
}
