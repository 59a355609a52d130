import type { MissingMarkers } from '../missing-markers.ts';
import { columnEnds, isTypedKind, kindOfCell, type CellKind, type ColumnEnd } from './cell-kinds.ts';

const MOST_ABOVE = 30;
const LOOKED_BELOW = 100;
const LEAST_BELOW = 2;
/** A total and the like at the end of a short file would break what its columns hold. */
const MOST_FOOTER = 3;

type Kinds = readonly (readonly CellKind[])[];

/**
 * Records above the table that are as wide as it, as banks write the account and the period above the payments. The table begins where columns begin to
 * hold numbers or dates without an exception, at the names above these. What stands above breaks that, each record of it, and is not simply another line
 * of names: a cell is empty where no row has a gap, or is a number or a date.
 * @param records of one width
 * @returns how many records stand above the table; 0 = none
 */
export function recordsAbove(records: readonly (readonly string[])[], width: number, markers: MissingMarkers): number {
  const looked = records.slice(0, MOST_ABOVE + LOOKED_BELOW);
  const kinds = looked.map((record) => Array.from({ length: width }, (_, j) => kindOfCell(record[j], markers)));
  const mostBelow = looked.length < records.length ? 0 : MOST_FOOTER;
  for (let below = 0; below <= mostBelow && looked.length - below > LEAST_BELOW; below++) {
    const above = recordsOver(looked.slice(0, looked.length - below), kinds.slice(0, looked.length - below), width);
    if (above > 0) return above;
  }
  return 0;
}

function recordsOver(looked: readonly (readonly string[])[], kinds: Kinds, width: number): number {
  const columns = columnEnds(kinds, width);
  const begins = [...new Set(columns.filter(isSteady).map(({ since }) => since))].sort((a, b) => a - b);
  for (const begin of begins) {
    if (begin === 0 || begin > MOST_ABOVE || looked.length - begin < LEAST_BELOW) continue;
    const first = isNames(looked[begin - 1]!, kinds[begin - 1]!, columns) ? begin - 1 : begin;
    const isOdd = first === begin ? isNoHeader : isNoName;
    if (first > 0 && kinds.slice(0, first).every((above) => breaks(above, columns, begin)) && isOdd(kinds.slice(0, first), columns, begin))
      return first;
  }
  return 0;
}

const isSteady = ({ kind, values }: ColumnEnd): boolean => isTypedKind(kind) && values >= LEAST_BELOW;

/** Words, each its own, above every column that has values. */
function isNames(record: readonly string[], kinds: readonly CellKind[], columns: readonly ColumnEnd[]): boolean {
  const named = record.filter((_, j) => kinds[j] === 'word');
  return (
    columns.every(({ kind }, j) => kinds[j] === 'word' || (kind === 'missing' && kinds[j] === 'missing')) &&
    new Set(named).size === named.length
  );
}

/** Whether a record holds something else in a column that is numbers or dates from `begin` on, or nothing at all. */
const breaks = (record: readonly CellKind[], columns: readonly ColumnEnd[], begin: number): boolean =>
  record.every((kind) => kind === 'missing') ||
  columns.some((column, j) => isSteady(column) && column.since <= begin && record[j] !== 'missing' && record[j] !== column.kind);

const lacks = (record: readonly CellKind[], columns: readonly ColumnEnd[], begin: number): number =>
  columns.filter(({ fullSince }, j) => fullSince <= begin && record[j] === 'missing').length;

/** Of the records above names: one of them is no line of names itself. */
const isNoName = (above: Kinds, columns: readonly ColumnEnd[], begin: number): boolean =>
  above.some((record) => lacks(record, columns, begin) > 0 || record.some(isTypedKind));

/** Of the records above rows without names: none of them can be the header. */
const isNoHeader = (above: Kinds, columns: readonly ColumnEnd[], begin: number): boolean =>
  above.every((record) => lacks(record, columns, begin) > 0) && above.some((record) => record.some(isTypedKind));
