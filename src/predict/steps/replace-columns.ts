import { columnKindMismatch } from '../../core/errors/packaging.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import type { CategoryColumn, Column, ColumnKind, NumberColumn, Table, TimeColumn } from '../../core/table.ts';

type Make = (column: Column, index: number) => readonly Column[];

/**
 * The table with each of the named columns replaced, where it stands, by what `make` gives for it (none, one or more).
 * @param make gets the column and its place in `names`
 * @throws LatheError `column-not-found`
 */
export function replaceColumns(table: Table, names: readonly string[], make: Make): Table {
  const placeOf = places(names);
  const columns: Column[] = [];
  let found = 0;
  for (const column of table.columns) {
    const place = placeOf(column.name);
    if (place === -1) columns.push(column);
    else {
      found++;
      columns.push(...make(column, place));
    }
  }
  if (found !== names.length) throw missingName(table, names);
  return { rows: table.rows, columns };
}

/** A map only pays for itself when there are many names. */
function places(names: readonly string[]): (name: string) => number {
  if (names.length <= 16) return (name) => names.indexOf(name);
  const map = new Map(names.map((name, i) => [name, i]));
  return (name) => map.get(name) ?? -1;
}

function missingName(table: Table, names: readonly string[]) {
  const known = table.columns.map((column) => column.name);
  return columnNotFound(names.find((name) => !known.includes(name)) ?? '', known);
}

/**
 * The table with each number of the named columns changed on its own; missing stays missing.
 * @param change of a column by its place in `names`
 * @throws LatheError `column-not-found`, `column-kind-mismatch`
 */
export const mapNumbers = (
  owner: string,
  table: Table,
  names: readonly string[],
  change: (index: number) => (x: number) => number
): Table =>
  replaceColumns(table, names, (column, i) => {
    const changed = change(i);
    const { name, values } = asNumbers(owner, column);
    return [{ kind: 'number', name, values: values.map((x) => (Number.isNaN(x) ? x : changed(x))) }];
  });

/** 1 where a value is missing, else 0. */
export const gapsOf = (values: Float64Array, name: string): NumberColumn => ({
  kind: 'number',
  name,
  values: values.map((x) => (Number.isNaN(x) ? 1 : 0))
});

/**
 * The table with gaps of the named columns filled all together, and behind each that has one its indicator.
 * @param fill gets copies of the columns and where a row of them has a gap, and fills them in place
 * @param indicators names, null = no indicator
 */
export function fillGaps(
  owner: string,
  table: Table,
  names: readonly string[],
  indicators: readonly (string | null)[],
  fill: (values: readonly Float64Array[], gappy: readonly number[]) => void
): Table {
  const given = numbersOf(owner, table, names);
  const values = given.map((own) => own.slice());
  const gappy: number[] = [];
  for (let row = 0; row < table.rows; row++) if (given.some((own) => Number.isNaN(own[row]))) gappy.push(row);
  fill(values, gappy);
  return replaceColumns(table, names, ({ name }, i) => {
    const indicator = indicators[i] ?? null;
    const filled: NumberColumn = { kind: 'number', name, values: values[i]! };
    return indicator === null ? [filled] : [filled, gapsOf(given[i]!, indicator)];
  });
}

/**
 * The numbers of columns, in the order of their names.
 * @throws LatheError `column-not-found`, `column-kind-mismatch`
 */
export function numbersOf(owner: string, table: Table, names: readonly string[]): Float64Array[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return names.map((name) => {
    const column = byName.get(name);
    if (!column) throw columnNotFound(name, [...byName.keys()]);
    return asNumbers(owner, column).values;
  });
}

/** @throws LatheError `column-kind-mismatch` */
export function asNumbers(owner: string, column: Column): NumberColumn {
  if (column.kind !== 'number') throw mismatch(owner, column, ['number']);
  return column;
}

/** @throws LatheError `column-kind-mismatch` */
export function asCategory(owner: string, column: Column): CategoryColumn {
  if (column.kind !== 'category') throw mismatch(owner, column, ['category']);
  return column;
}

/** @throws LatheError `column-kind-mismatch` */
export function asTime(owner: string, column: Column): TimeColumn {
  if (column.kind !== 'time') throw mismatch(owner, column, ['time']);
  return column;
}

const mismatch = (owner: string, column: Column, accepted: readonly ColumnKind[]) =>
  columnKindMismatch(owner, column.name, column.kind, accepted);

/** Rows up to which looking each value up beats making a map first: scoring one row must stay cheap. */
const FEW_ROWS = 8;

/**
 * For each row the place of its level in `levels`; -1 = missing, -2 = a level that is not among them. Matches by label, so the codes of the
 * column may be anything.
 */
export function placesOf(column: CategoryColumn, levels: readonly string[]): Int32Array {
  const out = new Int32Array(column.codes.length);
  const find = column.codes.length <= FEW_ROWS ? (label: string) => levels.indexOf(label) : finder(levels);
  const seen = column.codes.length <= FEW_ROWS ? null : new Int32Array(column.labels.length).fill(-3);
  for (let i = 0; i < out.length; i++) {
    const code = column.codes[i]!;
    if (code < 0) out[i] = -1;
    else if (seen && seen[code] !== -3) out[i] = seen[code]!;
    else {
      const place = find(column.labels[code]!);
      out[i] = place === -1 ? -2 : place;
      if (seen) seen[code] = out[i]!;
    }
  }
  return out;
}

function finder(levels: readonly string[]): (label: string) => number {
  const map = new Map(levels.map((label, i) => [label, i]));
  return (label) => map.get(label) ?? -1;
}
