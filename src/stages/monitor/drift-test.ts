import type { ReferenceColumn } from '../../predict/package-type.ts';

/** One column as it is now, made comparable with its reference. */
export type CurrentColumn = CurrentNumbers | CurrentLevels;

export interface CurrentNumbers {
  readonly kind: 'number';
  readonly name: string;
  /** The values that are there, ascending. */
  readonly sorted: Float64Array;
  readonly missing: number;
}

export interface CurrentLevels {
  readonly kind: 'category';
  readonly name: string;
  /** The reference's labels in its order, then those it has not seen. */
  readonly labels: readonly string[];
  readonly counts: Float64Array;
  readonly missing: number;
}

export interface DriftResult {
  /** In the range the test documents; NaN when a side has no value. */
  readonly statistic: number;
  /** Chance of a statistic at least this large when nothing changed; null for a distance, which has no chance of its own. */
  readonly pValue: number | null;
}

export type DriftKind = ReferenceColumn['kind'];
export type NumberReference = Extract<ReferenceColumn, { kind: 'number' }>;
export type LevelReference = Extract<ReferenceColumn, { kind: 'category' }>;

/** A comparison of one column with its reference. Pure; missing values take no part. */
export interface DriftTest<K extends DriftKind = DriftKind> {
  readonly id: string;
  readonly label: string;
  /** One sentence: what its number means. */
  readonly doc: string;
  readonly accepts: readonly K[];
  run(reference: Extract<ReferenceColumn, { kind: K }>, current: Extract<CurrentColumn, { kind: K }>): DriftResult;
}

/** Forgets the exact kinds, so that definitions can share a registry. */
export function defineDriftTest<K extends DriftKind>(test: DriftTest<K>): DriftTest {
  return test as unknown as DriftTest;
}

export const NOTHING: DriftResult = { statistic: NaN, pValue: null };

/** Rows of the reference that had a value. */
export const referenceSize = ({ rows, missing }: ReferenceColumn): number => rows - missing;

export const currentSize = (current: CurrentColumn): number =>
  current.kind === 'number' ? current.sorted.length : current.counts.reduce((total, count) => total + count, 0);
