import { deviation, quantileSorted } from '../../../core/stats.ts';
import type { Column } from '../../../core/table.ts';

/** How a column is in training rows: what a unit of noise is, and how far an outlier lies. NaN where there are no numbers. */
export interface UsualValues {
  /** Standard deviation. */
  readonly spread: number;
  readonly median: number;
  /** Between the quartiles. */
  readonly middleHalf: number;
  readonly least: number;
  readonly most: number;
  /** Levels that occur. */
  readonly labels: readonly string[];
}

export function usualValues(column: Column): UsualValues {
  const labels =
    column.kind === 'category' ? [...new Set(column.codes)].filter((code) => code >= 0).map((code) => column.labels[code]!) : [];
  const isNumeric = column.kind === 'number' || column.kind === 'time';
  const sorted = isNumeric ? column.values.filter(Number.isFinite).sort() : new Float64Array(0);
  return {
    spread: sorted.length > 1 ? deviation(sorted) : NaN,
    median: quantileSorted(sorted, 0.5),
    middleHalf: quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25),
    least: sorted[0] ?? NaN,
    most: sorted.at(-1) ?? NaN,
    labels
  };
}
