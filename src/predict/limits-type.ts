import type { ModelIn } from './model-in.ts';

/** Where a model may not be asked: what a package that was trained to know it says beside its answers. */
export interface Limits {
  /** Classes only: how much of the ranking of a class is still believed; null with too few rows to say. */
  readonly sets: null | {
    readonly method: string;
    /** Largest score of a class that is taken in, in the order of the labels: the same for all, or one a class; once for each place of `groups`. */
    readonly cutoffs: Float64Array;
    /** Added for each rank from `free` on, so that sets of many classes stay small; 0 = nothing. */
    readonly penalty: number;
    readonly free: number;
    /** `drawn`: how much of a class's own probability counts hangs on the values of the row; `smallest`: its own probability alone counts. Else half of it does, beside that of the likelier ones. */
    readonly rule?: 'drawn' | 'smallest';
    readonly n: number;
  };
  /** Numbers only: how far the truth lies from the prediction, by where the prediction lies; null as above, and where `ends` say it. */
  readonly widths: null | {
    readonly method: string;
    /** Ends between the stretches of predictions, ascending, one fewer than the stretches. */
    readonly edges: Float64Array;
    /** One a stretch; all of them once for each place of `groups`. */
    readonly below: Float64Array;
    readonly above: Float64Array;
    readonly n: number;
  };
  /** How far from the training rows a row lies; null where there is no number among the features, or too many. */
  readonly distance: null | {
    /** Features after the recipe, by name. */
    readonly columns: readonly string[];
    readonly centre: Float64Array;
    /** Lower triangle, row by row, of what makes a row's difference from the centre of unit spread. */
    readonly whiten: Float64Array;
    readonly marks: Marks;
    readonly n: number;
  };
  /** Numbers only: ends that models beside the model say. */
  readonly ends?: Ends;
  /** The groups that what is promised is kept for, each by itself. */
  readonly groups?: LimitGroups;
  /** How soon random cuts set a row apart, by an isolation forest over features after the recipe; a gap counts as the mean, `centre`. */
  readonly forest?: {
    readonly columns: readonly string[];
    readonly centre: Float64Array;
    readonly model: ModelIn;
    readonly marks: Marks;
    readonly n: number;
  };
  /** Networks that tell classes apart: how little speaks for any class. */
  readonly energy?: { readonly marks: Marks; readonly n: number };
}

/** What rows that had no say come to, ascending: at 1, 2 ... 99, 99.5 and, of later packages, 99⅔ of 100. The higher, the stranger. */
export type Marks = Float64Array;

/**
 * The groups of a column. What goes by them has a place for each of `labels` and a last one, for rows of none of these, which is as wide as the widest.
 * Without labels (rows do not say their group) the last is the only one.
 */
export interface LimitGroups {
  readonly column: string;
  readonly labels: readonly string[];
}

interface EndsBase {
  readonly method: string;
  readonly n: number;
  readonly members: readonly ModelIn[];
}

export type Ends =
  /** Two members: the lower and the upper quantile; none where the model itself is asked for them, `own`. A margin a group, added on both sides. */
  | (EndsBase & { readonly kind: 'quantiles'; readonly margins: Float64Array; readonly own?: readonly [number, number] })
  /** One member: the size of the misses, at least `least`; a multiple a group. */
  | (EndsBase & { readonly kind: 'scaled'; readonly margins: Float64Array; readonly least: number })
  /** A member a fold, and the sizes of its misses on its own rows, ascending: one list a fold for each group, one group after the other. */
  | (EndsBase & { readonly kind: 'plus'; readonly misses: readonly Float64Array[] });
