import type { RowSet } from './table.ts';

export type PartName = 'train' | 'validation' | 'test';
export type SplitKind = 'random' | 'stratified' | 'group' | 'time' | 'fold-column';

/** What a division into parts and one into folds may both ask for beside their kind. */
export interface Dividing {
  /** The column to stratify, group, order or divide by; the target or the column with that role when not given. By time, the order of the rows where there is none. */
  readonly column?: string;
  /** Columns whose values, taken together, are kept in the same proportion everywhere; the target may be one. Stratified: in the place of `column`. By group: as far as whole groups allow. */
  readonly columns?: readonly string[];
  /** By time: rows left out between what is learned from and what is judged. */
  readonly gap?: number;
  /**
   * By time: rows less than this before the first judged moment are not learned from, in the unit of the column (ms of a time). As long as an answer takes to
   * become known.
   */
  readonly purge?: number;
}

export interface SplitSpec extends Dividing {
  readonly kind: SplitKind;
  readonly shares?: { readonly train: number; readonly validation: number; readonly test: number };
  readonly seed?: number;
}

/** The three parts of a dataset. Disjoint; rows without a target are in none. */
export type Parts = Readonly<Record<PartName, RowSet>>;

export interface CvSpec extends Dividing {
  readonly kind: 'k-fold' | 'stratified' | 'group' | 'time' | 'fold-column';
  readonly folds?: number;
  readonly repeats?: number;
  /** By time: `before` learns from the rows before the judged ones alone, `around` from those after them too. */
  readonly learnFrom?: 'before' | 'around';
  /** By time, learning from around: rows of so long after the judged ones are left out too, in the unit of the column. */
  readonly embargo?: number;
}

/** One fold of a cross-validation: row numbers into the same table. */
export interface Fold {
  readonly train: RowSet;
  readonly validation: RowSet;
}
