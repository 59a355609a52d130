import type { ProtectStep } from './protect-step.ts';
import type { RowStep } from './row-step.ts';

/** Ways to sum a column up over the rows of a group. */
export type Aggregate = 'count' | 'sum' | 'mean' | 'median' | 'min' | 'max' | 'distinct' | 'first' | 'last';

export interface AggregateSpec {
  readonly how: Aggregate;
  /** Left out, `count` counts rows; with a column, its values that are there. */
  readonly column?: string;
  /** Name of the new column; made of the two when left out. */
  readonly as?: string;
}

export type JoinHow = 'inner' | 'left' | 'full' | 'anti';

export interface JoinKey {
  readonly left: string;
  /** The same name when left out. */
  readonly right?: string;
}

/** One change of a table. A list of them makes a new version; they are stored with it, so they are plain data. */
export type ShapeStep =
  /** Keeps the rows for which the condition is true. */
  | { readonly kind: 'filter'; readonly where: string }
  /** Adds a column, or replaces the one of that name. */
  | { readonly kind: 'derive'; readonly column: string; readonly formula: string }
  /**
   * Writes numbers in another unit of the same kind, all of them or those of the rows for which the condition is true. `from`: the column's own unit when
   * left out; `as`: another name for the column. With a condition, `to` is the column's own unit where that is known.
   */
  | {
      readonly kind: 'convert';
      readonly column: string;
      readonly from?: string;
      readonly to: string;
      readonly where?: string;
      readonly as?: string;
    }
  | { readonly kind: 'keep'; readonly columns: readonly string[] }
  | { readonly kind: 'drop'; readonly columns: readonly string[] }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  /** These columns first, the others behind them in their order. */
  | { readonly kind: 'reorder'; readonly columns: readonly string[] }
  /** By the first column, then the next; missing values last. Rows that are alike keep their order. */
  | { readonly kind: 'sort'; readonly by: readonly { readonly column: string; readonly descending?: boolean }[] }
  /** So many rows, or such a share of them, at random and without repeats, in their old order; with `by`, the same share of each value. */
  | { readonly kind: 'sample'; readonly rows?: number; readonly share?: number; readonly seed?: number; readonly by?: string }
  /** One row a group; with `keepRows` every row stays and gets what its group adds up to. */
  | {
      readonly kind: 'group';
      readonly by: readonly string[];
      readonly aggregates: readonly AggregateSpec[];
      readonly keepRows?: boolean;
    }
  | { readonly kind: 'join'; readonly datasetId: string; readonly on: readonly JoinKey[]; readonly how: JoinHow }
  | RowStep
  | ProtectStep;

/** What a computed column was made from. */
export interface ColumnOrigin {
  readonly columns: readonly string[];
  /** Values of other rows went into it: an aggregate. */
  readonly overRows: boolean;
}
