import type { RowSet } from './table.ts';

export type PartName = 'train' | 'validation' | 'test';
export type SplitKind = 'random' | 'stratified' | 'group' | 'time' | 'fold-column';

export interface SplitSpec {
  readonly kind: SplitKind;
  readonly shares?: { readonly train: number; readonly validation: number; readonly test: number };
  /** The column to stratify, group, order or divide by; the target or the column with that role when not given. By time, the order of the rows where there is none. */
  readonly column?: string;
  readonly seed?: number;
}

/** The three parts of a dataset. Disjoint; rows without a target are in none. */
export type Parts = Readonly<Record<PartName, RowSet>>;

export interface CvSpec {
  readonly kind: 'k-fold' | 'stratified' | 'group' | 'time' | 'fold-column';
  readonly folds?: number;
  readonly repeats?: number;
  readonly column?: string;
}

/** One fold of a cross-validation: row numbers into the same table. */
export interface Fold {
  readonly train: RowSet;
  readonly validation: RowSet;
}
