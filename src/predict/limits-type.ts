/** Where a model may not be asked: what a package that was trained to know it says beside its answers. */
export interface Limits {
  /** Classes only: how much of the ranking of a class is still believed; null with too few rows to say. */
  readonly sets: null | {
    readonly method: string;
    /** Largest score of a class that is taken in, in the order of the labels: the same for all, or one a class. */
    readonly cutoffs: Float64Array;
    /** Added for each rank from `free` on, so that sets of many classes stay small; 0 = nothing. */
    readonly penalty: number;
    readonly free: number;
    readonly n: number;
  };
  /** Numbers only: how far the truth lies from the prediction, by where the prediction lies; null as above. */
  readonly widths: null | {
    readonly method: string;
    /** Ends between the stretches of predictions, ascending, one fewer than the stretches. */
    readonly edges: Float64Array;
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
    /** Squared distances that training rows left out have: at 1, 2 ... 99, and 99.5 of 100. */
    readonly marks: Float64Array;
    readonly n: number;
  };
}
