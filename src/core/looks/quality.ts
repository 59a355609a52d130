import type { PlainRecord } from '../plain.ts';

export type QualityAxisId = 'completeness' | 'consistency' | 'uniqueness' | 'validity' | 'timeliness';

/** One thing that takes from an axis, with how many of its units. */
export interface QualityFault extends PlainRecord {
  readonly what: string;
  readonly column: string | null;
  readonly count: number;
}

/** One axis of quality: `good` of `of` units, and nothing else goes into its number. */
export interface QualityAxis extends PlainRecord {
  readonly id: QualityAxisId;
  /** `good / of`, 0 to 1; null where it can't be judged. */
  readonly share: number | null;
  readonly good: number;
  readonly of: number;
  /** What is counted: "cell", "row", "day". */
  readonly unit: string;
  /** How it was counted, or why it can't be judged. */
  readonly said: string;
  /** Most first. */
  readonly faults: readonly QualityFault[];
  /** What would raise it most, and how far; null where nothing is known to. */
  readonly raise: string | null;
}

/** Five numbers and no total: how many gaps make up for a copied row is for nobody to say. */
export interface QualityReport extends PlainRecord {
  readonly axes: readonly QualityAxis[];
}
