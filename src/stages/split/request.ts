import { paramOutOfRange } from '../../core/errors/anywhere.ts';
import { splitFieldUnused, splitNeedsColumn } from '../../core/errors/splitting.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import type { Rng } from '../../core/rng.ts';
import type { CvSpec, Dividing } from '../../core/split.ts';
import { findColumn, type Column, type Table } from '../../core/table.ts';
import { columnStrata, targetStrata } from './keys.ts';
import type { Apart, Divisible, SplitKindType, SplitRequest } from './split-type.ts';

/** What was asked for, of a division into parts or into folds. */
export type Asked = Dividing & Pick<CvSpec, 'learnFrom' | 'embargo'>;

/**
 * What a kind of split is given: its columns found, its distances checked.
 * @throws LatheError `column-not-found`, `split-needs-column`, `split-field-unused` or `param-out-of-range`
 */
export function requestOf(table: Table, kind: SplitKindType, asked: Asked, given: Divisible, rng: Rng): SplitRequest {
  checkUse(kind, asked);
  const { columns } = asked;
  const strata = (columns ?? []).map((name) => strataBy(table, name, given));
  const column = kind.id === 'stratified' && strata.length > 0 ? null : columnFor(table, kind, asked.column, given);
  return { ...given, table, column, strata, apart: apartOf(asked), rng };
}

/**
 * The column a kind of split works on: the one named, or the one with the kind's role; null where there is none and it can do without.
 * @throws LatheError `column-not-found` or `split-needs-column`
 */
export function columnFor(table: Table, kind: SplitKindType, named: string | undefined, { schema, target }: Divisible): Column | null {
  const name = named ?? schema.find((column) => kind.role !== null && column.role === kind.role)?.name;
  const isTarget = name !== undefined && name === target?.name;
  const column = name === undefined ? undefined : findColumn(table, name);
  if (named !== undefined && !column && !isTarget) throw columnNotFound(named, namesOf(table));
  const canDoWithout = kind.role === null || kind.isFree === true || (kind.id === 'stratified' && target);
  if (!column && !canDoWithout) throw splitNeedsColumn(kind.id, kind.role!);
  return column ?? null;
}

const namesOf = (table: Table): string[] => table.columns.map((known) => known.name);

function strataBy(table: Table, name: string, { target, rows }: Divisible): Int32Array {
  if (target && name === target.name) return targetStrata(target, rows);
  const column = findColumn(table, name);
  if (!column) throw columnNotFound(name, namesOf(table));
  return columnStrata(column, rows);
}

/** What a kind has no use for is refused and not passed over: whoever asks for a gap must not get rows side by side. */
function checkUse({ id, label, uses }: SplitKindType, asked: Asked): void {
  if (asked.columns?.length === 0) throw paramOutOfRange(label, 'columns', 'at least one column', 'an empty list');
  const unused = (['columns', 'gap', 'purge', 'embargo', 'learnFrom'] as const).find(
    (field) => asked[field] !== undefined && asked[field] !== 0 && !uses?.includes(field)
  );
  if (unused) throw splitFieldUnused(id, unused);
  if (id === 'time' && asked.embargo && asked.learnFrom !== 'around') throw splitFieldUnused(id, 'embargo');
}

function apartOf({ gap = 0, purge = 0, embargo = 0, learnFrom = 'before' }: Asked): Apart {
  if (!Number.isInteger(gap) || gap < 0) throw paramOutOfRange('By time', 'gap', 'a whole number of rows from 0', gap);
  for (const [name, value] of Object.entries({ purge, embargo }))
    if (!Number.isFinite(value) || value < 0) throw paramOutOfRange('By time', name, 'a finite number from 0', value);
  if (learnFrom !== 'before' && learnFrom !== 'around') throw paramOutOfRange('By time', 'learnFrom', 'one of before, around', learnFrom);
  return { gap, purge, embargo, learnFrom };
}
