/** A value that differs; the side that lacks it is absent. */
export interface ValueChange {
  readonly name: string;
  readonly a?: unknown;
  readonly b?: unknown;
}

/** A step of the second recipe that the first lacks, the other way round, or one that both have in another form. Places are from 0 on. */
export type StepChange =
  | { readonly change: 'added'; readonly kind: string; readonly at: number; readonly columns: readonly string[] }
  | { readonly change: 'removed'; readonly kind: string; readonly at: number; readonly columns: readonly string[] }
  | {
      readonly change: 'changed';
      readonly kind: string;
      /** Its place in the second recipe. */
      readonly at: number;
      readonly columns: { readonly added: readonly string[]; readonly removed: readonly string[] };
      readonly params: readonly ValueChange[];
    };

export interface DataDiff {
  readonly hash: { readonly a: string; readonly b: string };
  /** Name, version and rows; null where the version is gone. */
  readonly a: DataFacts | null;
  readonly b: DataFacts | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Columns of both whose type, role or unit differ. */
  readonly changed: readonly { readonly column: string; readonly what: readonly ValueChange[] }[];
}

export interface DataFacts {
  readonly name: string;
  readonly version: number;
  readonly rows: number;
}

/** Everything by which two runs differ in how they were made, and in what they took; what is the same is left out. */
export interface RunDiff {
  /** The model and what was asked of it: seed, folds, calibration, backend. */
  readonly asked: readonly ValueChange[];
  readonly params: readonly ValueChange[];
  readonly recipe: readonly StepChange[];
  /** Null where both learned from the same bytes. */
  readonly data: DataDiff | null;
  readonly split: readonly ValueChange[];
  readonly environment: readonly ValueChange[];
  /** `fitMs`, `sizeBytes`, `peakBytes`: of both, the same or not. */
  readonly cost: readonly ValueChange[];
}
