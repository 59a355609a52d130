import type { Note } from '../../core/note.ts';
import type { Rng } from '../../core/rng.ts';
import type { ColumnSchema, Role } from '../../core/schema.ts';
import type { CvSpec, Fold, PartName, Parts, SplitKind } from '../../core/split.ts';
import type { Column, RowSet, Table } from '../../core/table.ts';
import type { Target } from '../../core/target.ts';

export type Shares = Readonly<Record<PartName, number>>;

/** What there is to divide. */
export interface Divisible {
  /** Aligned with the table's rows; those without an answer are not among `rows`. Null for a task without a target. */
  readonly target: Target | null;
  /** The rows that may be used. */
  readonly rows: RowSet;
  readonly schema: readonly ColumnSchema[];
}

export interface Division {
  readonly parts: Parts;
  /** Whether there is a test part to keep closed. */
  readonly sealed: boolean;
  readonly notes: readonly Note[];
}

export interface Folds {
  readonly folds: readonly Fold[];
  readonly notes: readonly Note[];
}

/** Everything a kind of split may look at: its columns found, its shares, folds and distances checked. */
export interface SplitRequest extends Divisible {
  readonly table: Table;
  /** Null where the kind needs none. */
  readonly column: Column | null;
  /** For each column to keep in proportion, the stratum of each entry of `rows`; empty where none was named. */
  readonly strata: readonly Int32Array[];
  readonly apart: Apart;
  readonly rng: Rng;
}

/** How far apart what is learned from and what is judged must be in time; 0 = not at all. */
export interface Apart {
  /** Rows. */
  readonly gap: number;
  /** In the unit of the column. */
  readonly purge: number;
  /** In the unit of the column, after the judged rows. */
  readonly embargo: number;
  readonly learnFrom: 'before' | 'around';
}

/** A way to divide rows, into three parts and into folds. */
export interface SplitKindType {
  readonly id: SplitKind;
  readonly label: string;
  readonly doc: string;
  /** The role whose column is taken when none is named; null when the kind needs no column. */
  readonly role: Role | null;
  /** Whether it can do without that column: by time, the order of the rows then stands for it. */
  readonly isFree?: boolean;
  /** What it takes beside its column, shares and seed. */
  readonly uses?: readonly ('columns' | keyof Apart)[];
  /** Name of the same idea among the kinds of cross-validation. */
  readonly crossValidation: CvSpec['kind'];
  divide(request: SplitRequest, shares: Shares): Division;
  /** One repeat of a cross-validation. */
  fold(request: SplitRequest, folds: number): Folds;
}

export const partNames: readonly PartName[] = ['train', 'validation', 'test'];

/** Row numbers in any order as a row set. */
export const rowSet = (rows: Iterable<number>): RowSet => Uint32Array.from(rows).sort();

/** @param partOf for each entry of `rows` its part's place in `partNames`; -1 = in none */
export function partsOf(rows: RowSet, partOf: ArrayLike<number>): Parts {
  const of = (part: number) => rowsWhere(rows, (i) => partOf[i] === part);
  return { train: of(0), validation: of(1), test: of(2) };
}

/** @param foldOf for each entry of `rows` its fold */
export function foldsOf(rows: RowSet, foldOf: ArrayLike<number>, folds: number): Fold[] {
  return Array.from({ length: folds }, (_, fold) => ({
    train: rowsWhere(rows, (i) => foldOf[i] !== fold),
    validation: rowsWhere(rows, (i) => foldOf[i] === fold)
  }));
}

/** Counted first: `filter` would keep all of them in a growing list beside. */
function rowsWhere(rows: RowSet, holds: (i: number) => boolean): RowSet {
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (holds(i)) count++;
  const chosen = new Uint32Array(count);
  for (let i = 0, at = 0; i < rows.length; i++) if (holds(i)) chosen[at++] = rows[i]!;
  return chosen;
}
