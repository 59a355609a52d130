import type { MissingMarkers } from '../missing-markers.ts';
import { isTyped } from './sniff-header.ts';

/** What a cell is by its looks. */
export type CellKind = 'missing' | 'number' | 'date' | 'word';

const DATE = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|^\d{4}-\d{2}\b|\d:\d{2}/;

/** @param cell a field, undefined where its record ends before it */
export function kindOfCell(cell: string | undefined, markers: MissingMarkers): CellKind {
  if (cell === undefined || markers.has(cell) || markers.isLoose(cell)) return 'missing';
  if (!isTyped(cell)) return 'word';
  return DATE.test(cell) ? 'date' : 'number';
}

export const isTypedKind = (kind: CellKind): boolean => kind === 'number' || kind === 'date';

/** What a column holds without an exception, from some record on. */
export interface ColumnEnd {
  /** What its values are from `since` on; missing where it has none. */
  readonly kind: CellKind;
  /** The first record from which on every value is of that kind. */
  readonly since: number;
  /** The first record from which on none is missing. */
  readonly fullSince: number;
  /** Values of that kind. */
  readonly values: number;
}

/** Looks at the columns of some records from the last one up. */
export function columnEnds(kinds: readonly (readonly CellKind[])[], width: number): ColumnEnd[] {
  return Array.from({ length: width }, (_, j) => {
    const [last, ...rest] = kinds.map((record) => record[j] ?? 'missing').reverse();
    const upwards = last === undefined ? [] : [last, ...rest];
    const kind = upwards.find((one) => one !== 'missing') ?? 'missing';
    const odd = upwards.findIndex((one) => one !== 'missing' && one !== kind);
    const gap = upwards.indexOf('missing');
    const own = odd < 0 ? upwards : upwards.slice(0, odd);
    return {
      kind,
      since: odd < 0 ? 0 : upwards.length - odd,
      fullSince: gap < 0 ? 0 : upwards.length - gap,
      values: own.filter((one) => one !== 'missing').length
    };
  });
}
