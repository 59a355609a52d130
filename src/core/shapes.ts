/** One place of a shape: a bin of numbers, a level, or missing values. */
export interface ShapePlace {
  /** A level, or null. */
  readonly level: string | null;
  /** Ends of a bin of numbers; infinite at both ends of the range; null where it is none. */
  readonly from: number | null;
  readonly to: number | null;
  readonly isMissing: boolean;
  /** What it adds to the score. */
  readonly value: number;
  /** Its 95 % band; null where none is known. */
  readonly low: number | null;
  readonly high: number | null;
}

/** What one feature adds. */
export interface Shape {
  readonly feature: string;
  /** The class whose score it is part of, where each class has its own. */
  readonly class: string | null;
  readonly isCategory: boolean;
  /** The mean size of what it adds, over the training rows where they are known. */
  readonly weight: number;
  readonly places: readonly ShapePlace[];
}

/** A pair with a table of its own. */
export interface PairWeight {
  readonly features: readonly [string, string];
  readonly weight: number;
}

/** The parts of an additive model, as a person reads them; the weightiest first. */
export interface ShapeTable {
  readonly sum: 'answer' | 'log-odds';
  /** Whether single places can be changed by hand. */
  readonly canEdit: boolean;
  readonly shapes: readonly Shape[];
  readonly pairs: readonly PairWeight[];
}
