import type { DecisionTree } from './decision-tree.ts';
import type { Metric } from './outcome.ts';

/** Rows behind a number of a report. */
export type Behind =
  /** A cell of the confusion matrix. */
  | { readonly kind: 'cell'; readonly actual: string; readonly predicted: string }
  /** Rows of a class that were not called so, or rows called so that are not. */
  | { readonly kind: 'missed'; readonly label: string }
  | { readonly kind: 'false-alarms'; readonly label: string }
  /** A condition on one column, as a report's slices say it. */
  | { readonly kind: 'condition'; readonly condition: string }
  /** A stretch of the calibration curve, from 0. */
  | { readonly kind: 'stretch'; readonly stretch: number }
  /** A group of like predictions, from 0. */
  | { readonly kind: 'like-predictions'; readonly bin: number }
  /** A node of the error tree, among the rows it was judged on. */
  | { readonly kind: 'node'; readonly node: number };

export interface RowsBehind {
  /** `validation` or `cross-validation`: rows of the test part are not looked at one by one. */
  readonly on: string;
  /** "12 rows are “no” and were called “yes”." */
  readonly sentence: string;
  readonly total: number;
  /** What these rows are held against: "the 80 rows of “no” that were called so". */
  readonly against: string;
  /** Columns in which they differ most, clear differences first. */
  readonly apart: readonly SetApart[];
  /** Differences looked at; their p-values allow for that many. */
  readonly tried: number;
  /** The worst first, at most a hundred. */
  readonly rows: readonly RowBehind[];
}

export interface RowBehind {
  /** Row of the dataset, from 0. */
  readonly row: number;
  readonly actual: string | number;
  readonly predicted: string | number;
  /** Classes: the probability of what it was called. Numbers: the size of the error. */
  readonly size: number;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

export interface SetApart {
  readonly column: string;
  /** What was compared: the values, a level, or how many are missing. */
  readonly of: 'values' | 'level' | 'missing';
  readonly level: string | null;
  /** Difference of means or shares over their standard deviation within both; above 0 is higher, or more often, in these rows. */
  readonly difference: number;
  /** Means, or shares 0 to 1. */
  readonly here: number;
  readonly elsewhere: number;
  /** Corrected by Holm for all that were looked at. */
  readonly pValue: number;
  readonly sentence: string;
}

/** A shallow tree that tells rows by how likely the model errs on them: grown on one half of the rows, judged on the other. */
export interface ErrorTree {
  readonly on: string;
  /** Rows it was grown on, and judged on. */
  readonly grownOn: number;
  readonly judgedOn: number;
  /** What an error is: a wrong answer, or its size. */
  readonly of: 'wrong' | 'size';
  /** On the half it was judged on. */
  readonly error: Metric;
  /** Rows and values of its nodes are of that half; null where nothing could be grown. */
  readonly tree: DecisionTree | null;
  /** The worst first. */
  readonly leaves: readonly ErrorLeaf[];
  /** A leaf errs more than the rest beyond what chance does, on rows that had no say in the tree. */
  readonly isClear: boolean;
  readonly sentence: string;
}

export interface ErrorLeaf {
  readonly node: number;
  readonly condition: string;
  readonly rows: number;
  readonly error: Metric;
  readonly rest: number;
  /** Corrected by Holm for the number of leaves. */
  readonly pValue: number;
}
