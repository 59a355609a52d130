import type { ParamSpecs, ParamsOf } from '../../../core/params.ts';
import type { Rng } from '../../../core/rng.ts';
import type { ColumnType } from '../../../core/schema.ts';
import type { Column } from '../../../core/table.ts';
import type { UsualValues } from './usual-values.ts';

interface Described<S extends ParamSpecs> {
  readonly id: string;
  readonly label: string;
  /** One plain sentence: what happens to the rows. */
  readonly doc: string;
  readonly params: S;
  /** Usual doses, ascending; 0 is the rows as they are. */
  readonly doses: readonly number[];
  /** The largest dose there is. */
  readonly most: number;
  /** What a dose counts, as an axis says it. */
  readonly axis: string;
  /** A dose is a share of 0 to 1. */
  readonly isShare: boolean;
  /** What stands behind a dose that is no share, in short: "px". */
  readonly unit?: string;
  /** The same dose always does the same: repeating it tells nothing. */
  readonly isFixed?: true;
  /** The dose at which columns are held against each other; the last of the usual ones when left out. */
  readonly rankAt?: number;
  /** As it stands behind "With": "10 % of the values missing". */
  sayDose(dose: number, params: ParamsOf<S>): string;
}

/** What changing a column hangs on beside the dose. */
export interface Breaking<P> {
  readonly params: P;
  readonly type: ColumnType;
  /** How the column is in the rows the model learned from. */
  readonly usual: UsualValues;
  /**
   * Draws the same numbers at every dose, so that a larger dose breaks what a smaller one broke and more: draws must not hang on the dose.
   */
  readonly rng: Rng;
}

/** A way in which values go wrong before a model sees them: one file each. Whatever the model does, it does with what comes out. */
export interface ValueStress<S extends ParamSpecs = ParamSpecs> extends Described<S> {
  readonly changes: 'values';
  takes(type: ColumnType): boolean;
  /** @param dose above 0. @returns a column of its own; the one that was given stays as it is */
  apply(column: Column, dose: number, how: Breaking<ParamsOf<S>>): Column;
}

/** A way in which other rows come: none is changed, some count more. */
export interface WeightStress<S extends ParamSpecs = ParamSpecs> extends Described<S> {
  readonly changes: 'weights';
  takes(type: ColumnType): boolean;
  /** Ends of a column that rows can lean to. */
  ends(params: ParamsOf<S>): readonly WeightEnd[];
  /** @param values of the rows, NaN = missing. @returns weights of mean 1 */
  weigh(values: Float64Array, dose: number, end: WeightEnd): Float64Array;
}

export type WeightEnd = 'high' | 'low';

export type StressType = ValueStress | WeightStress;

export const defineStress = <const S extends ParamSpecs>(type: ValueStress<S>): ValueStress<S> => type;
export const defineWeightStress = <const S extends ParamSpecs>(type: WeightStress<S>): WeightStress<S> => type;
