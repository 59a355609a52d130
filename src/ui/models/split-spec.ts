import type { Dividing, SplitSpec } from '../../core/split.ts';

/** Milliseconds of a day: what a form counts times in. */
export const DAY_MS = 86_400_000;

/** What the form of a division holds beside kind, column, shares and seed. */
export interface SplitExtra {
  /** A column kept in proportion too; empty = none. */
  readonly also: string;
  readonly gap: number | null;
  /** In days of a time, in units of a number. */
  readonly purge: number | null;
}

/** Column and extras as a division takes them. @param column empty = the usual one of its kind */
export function dividingOf(
  kind: SplitSpec['kind'],
  column: string,
  extra: SplitExtra,
  known: { target: string | undefined; isTime: boolean }
): Dividing {
  const named = column === '' ? {} : { column };
  const { also, gap, purge } = extra;
  if (kind === 'stratified' && also !== '') {
    const first = column === '' ? known.target : column;
    return { columns: [...new Set([...(first === undefined ? [] : [first]), also])] };
  }
  if (kind === 'group') return { ...named, ...(also === '' ? {} : { columns: [also] }) };
  if (kind === 'time') return { ...named, ...(gap ? { gap } : {}), ...(purge ? { purge: known.isTime ? purge * DAY_MS : purge } : {}) };
  return kind === 'random' ? {} : named;
}

/** The fields of the form for a division. */
export function extraOf({ kind, column, columns = [], gap, purge }: SplitSpec, isTime: boolean): SplitExtra & { readonly column: string } {
  const inForm = kind === 'stratified' && columns.length > 0;
  return {
    column: (inForm ? columns[0] : column) ?? '',
    also: (inForm ? columns[1] : columns[0]) ?? '',
    gap: gap ?? null,
    purge: purge === undefined ? null : isTime ? purge / DAY_MS : purge
  };
}
