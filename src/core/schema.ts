import type { ColumnWriting } from './csv-options.ts';
import type { ColumnOrigin } from './shape-step.ts';
import type { ColumnKind } from './table.ts';

/** What a column means. `integer` and `number` are stored alike; so are `boolean` (two labels, false first) and `category`. */
export type ColumnType = 'number' | 'integer' | 'boolean' | 'category' | 'text' | 'time' | 'image';

/** What a column is for. Only `feature` and `sensitive` columns can reach a model; `sensitive` ones do so only when asked for. */
export type Role = 'feature' | 'target' | 'id' | 'group' | 'time' | 'fold' | 'weight' | 'sensitive' | 'ignore';

/** Up to this many different values of a column are counted exactly as it is read; beyond, their number is an estimate. */
export const EXACT_DISTINCT = 262_144;

export interface ColumnSchema {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: Role;
  /** Of a category: a person said that its labels stand in their order, from least to most. */
  readonly isOrdinal?: true;
  /** Of a column of latitudes: the column of longitudes with which it says places. */
  readonly longitude?: string;
  /** Of times that are moments: the zone whose clocks they are read by, a name of the tz database. Times without one are clock times, as they were written. */
  readonly zone?: string;
  /** Of numbers: what they are counted in, as a person or the header of the file wrote it. */
  readonly unit?: string;
  /** How its file wrote the values. It is no part of what the column is: equal values written otherwise are the same data. */
  readonly written?: ColumnWriting;
  /** Of a computed column. */
  readonly origin?: ColumnOrigin;
}

/** What was said of a column beyond its type and its role; it goes along wherever the values stay what they are. */
export type ColumnMarks = Pick<ColumnSchema, 'isOrdinal' | 'longitude' | 'zone' | 'unit'>;

export const marksOf = ({ isOrdinal, longitude, zone, unit }: ColumnMarks): ColumnMarks => ({
  ...(isOrdinal ? { isOrdinal } : {}),
  ...(longitude === undefined ? {} : { longitude }),
  ...(zone === undefined ? {} : { zone }),
  ...(unit === undefined ? {} : { unit })
});

/** Something that is said of a column now and was not before, or otherwise; null = nothing. Of an order it is told only that there is one. */
export interface MarkChange {
  readonly mark: keyof ColumnMarks;
  readonly from: string | null;
  readonly to: string | null;
}

const markNames = ['isOrdinal', 'longitude', 'zone', 'unit'] as const satisfies readonly (keyof ColumnMarks)[];

export function markChanges(before: ColumnMarks, after: ColumnMarks): MarkChange[] {
  const said = (marks: ColumnMarks, mark: keyof ColumnMarks) => (marks[mark] === undefined ? null : String(marks[mark]));
  return markNames.map((mark) => ({ mark, from: said(before, mark), to: said(after, mark) })).filter(({ from, to }) => from !== to);
}

export const columnTypes: readonly ColumnType[] = ['number', 'integer', 'boolean', 'category', 'text', 'time', 'image'];
export const roles: readonly Role[] = ['feature', 'target', 'id', 'group', 'time', 'fold', 'weight', 'sensitive', 'ignore'];

const kinds: Readonly<Record<ColumnType, ColumnKind>> = {
  number: 'number',
  integer: 'number',
  boolean: 'category',
  category: 'category',
  text: 'text',
  time: 'time',
  image: 'image'
};

/** How a column of this type is stored. */
export const kindOf = (type: ColumnType): ColumnKind => kinds[type];

/**
 * Whether a column reaches the recipe. One that still has the role of the target, while the problem names another, is a feature like the rest. A time
 * that orders the rows can also tell something by its calendar: the recipe takes its parts.
 * @param target the column the problem names
 */
export const reachesModel = ({ name, role, type }: ColumnSchema, target: string | undefined): boolean =>
  name !== target && (role === 'feature' || role === 'target' || (role === 'time' && type === 'time'));
