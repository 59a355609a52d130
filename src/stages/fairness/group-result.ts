import type { Metric } from '../../core/outcome.ts';

export interface GroupResult {
  /** Column and level, `missing` for rows without one; two entries for a crossing of two columns. */
  readonly group: Readonly<Record<string, string>>;
  readonly n: number;
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Why the numbers are to be read with care. */
  readonly warning: string | null;
}

export interface NamedGap extends Metric {
  /** Levels with the highest and the lowest value. */
  readonly groups: readonly [string, string] | null;
}
