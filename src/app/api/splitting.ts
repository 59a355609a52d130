import type { SplitSpec } from '../../core/split.ts';

/** The division into training, validation and test. */
export interface SplitVerbs {
  set(spec: SplitSpec): Promise<SplitInfo>;
  get(): Promise<SplitInfo>;
  /** The split the data call for, with reasons. Nothing is changed. */
  suggest(): Promise<{ spec: SplitSpec; reasons: string[] }>;
  /** What is in each part: of a division to try, or of the project's (the suggested one where there is none). Nothing is stored. */
  describe(spec?: SplitSpec): Promise<SplitPicture>;
}

/**
 * `fold-column`: a column holding train, validation, test names the parts; any other values are the folds of a cross-validation over all rows
 * (nothing is sealed then, and the report says so).
 */
export interface SplitInfo extends SplitSpec {
  rows: { train: number; validation: number; test: number };
  testOpenings: number;
  hash: string;
}

/** Rows, answers, order and groups of the three parts, counted. */
export interface SplitPicture {
  spec: SplitSpec;
  rows: Record<'train' | 'validation' | 'test', number>;
  /** Rows with an answer that are in no part. */
  left: number;
  target:
    | { kind: 'classes'; name: string; labels: string[]; counts: Record<'train' | 'validation' | 'test', number[]> }
    | { kind: 'numbers'; name: string; quartiles: Record<'train' | 'validation' | 'test', [number, number, number] | null> }
    | null;
  order: {
    column: string;
    isTime: boolean;
    /** Of moments: the zone whose clocks they are read by. */
    zone?: string;
    spans: Record<'train' | 'validation' | 'test', [number, number] | null>;
  } | null;
  groups: { column: string; counts: Record<'train' | 'validation' | 'test', number>; shared: number } | null;
  /** Rows of a later part that are, in every feature, copies of rows in an earlier one. */
  copies: { validationInTrain: number; testInTrain: number; testInValidation: number };
  notes: string[];
}
