import type { Plain } from './plain.ts';

/** One part of an additive model of tables: a feature, or a pair of them. */
export interface AdditiveTerm {
  readonly [key: string]: Plain;
  /** Places among the features: one, or two. */
  readonly features: Int32Array;
  /** What each slot adds to each raw score, [slots, scores]. Of a feature a slot is a bin, of a pair a cell of groups, row by row; missing values come last. */
  readonly values: Float64Array;
  /** How far each may be off: a standard error; empty where none is known. */
  readonly errors: Float64Array;
  /** Share of the training rows in each slot, rounded. */
  readonly shares: Float64Array;
}

/** A feature as an additive model of tables knows it. */
export interface AdditiveFeature {
  readonly [key: string]: Plain;
  readonly name: string;
  /** Levels seen in training, and the bin of each; null for a number. */
  readonly levels: readonly string[] | null;
  readonly binOfLevel: Uint8Array | null;
  /** Of a number: a value belongs to the first bin whose border it does not exceed, or to the last; null for a category. */
  readonly borders: Float64Array | null;
  /** The group of each bin in pairs, that of missing values last; null where it is in none. */
  readonly groupOf: Uint8Array | null;
}

/** An additive model of tables. */
export interface AdditiveState {
  readonly [key: string]: Plain;
  readonly outputs: number;
  /** Codes of the classes that occurred; empty for a number. */
  readonly present: Int32Array;
  readonly link: 'identity' | 'logistic' | 'softmax';
  /** Raw scores before any term. */
  readonly start: Float64Array;
  readonly features: readonly AdditiveFeature[];
  readonly terms: readonly AdditiveTerm[];
}

/** Bins of a feature, that of missing values among them. */
export const slotsOf = ({ borders, binOfLevel }: Pick<AdditiveFeature, 'borders' | 'binOfLevel'>): number =>
  borders ? borders.length + 2 : countOf(binOfLevel) + 1;

/** Groups of a feature in pairs, that of missing values among them. */
export const groupsOf = ({ groupOf }: Pick<AdditiveFeature, 'groupOf'>): number => countOf(groupOf);

const countOf = (places: Uint8Array | null): number => (places ? places.reduce((most, place) => Math.max(most, place + 1), 0) : 0);
