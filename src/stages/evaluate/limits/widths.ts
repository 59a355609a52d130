import type { NumberOutcome } from '../../../core/outcome.ts';
import { quantileSorted } from '../../../core/stats.ts';
import type { Limits } from '../../../predict/limits-type.ts';

const SIDE = 0.975;

/** With fewer residuals no side can promise 97.5 in 100. */
export const FEWEST_OF_STRETCH = 39;

/** A stretch of predictions with fewer rows has unsteady ends. */
const ROWS_OF_STRETCH = 100;
const MOST_STRETCHES = 8;

/**
 * How far the truth lies below and above a prediction, for each stretch of predictions by itself: where large ones are missed by more, their intervals are
 * wider, and where misses lean to one side, so do they. Each end is passed by 2.5 of 100 rows of its stretch.
 * Source: Boström & Johansson (2020), "Mondrian conformal regressors", with the signed residuals of both sides in place of their size.
 * @param outcome of rows the model had not learned from
 * @returns null with too few rows
 */
export function fitWidths({ actual, predicted, weights }: NumberOutcome): Limits['widths'] {
  const rows = [...actual.keys()].filter((row) => !weights || weights[row]! > 0);
  const sorted = Float64Array.from(rows, (row) => predicted[row]!).sort();
  for (let stretches = Math.min(MOST_STRETCHES, Math.max(1, Math.floor(rows.length / ROWS_OF_STRETCH))); stretches > 0; stretches--) {
    const edges = edgesOf(sorted, stretches);
    const residuals = partedBy(edges, rows, { actual, predicted });
    if (residuals.some((own) => own.length < FEWEST_OF_STRETCH)) continue;
    return {
      method: `conformal, both sides of ${residuals.length} stretches of predictions, on rows left out of folds`,
      edges,
      below: Float64Array.from(residuals, (own) => endOf(own.map((residual) => -residual))),
      above: Float64Array.from(residuals, endOf),
      n: rows.length
    };
  }
  return null;
}

/** Different ends alone: many equal predictions are one stretch. */
function edgesOf(sorted: Float64Array, stretches: number): Float64Array {
  const edges = Array.from({ length: stretches - 1 }, (_, i) => quantileSorted(sorted, (i + 1) / stretches));
  return Float64Array.from(new Set(edges.filter((edge) => edge < sorted.at(-1)!)));
}

function partedBy(
  edges: Float64Array,
  rows: readonly number[],
  { actual, predicted }: Pick<NumberOutcome, 'actual' | 'predicted'>
): Float64Array[] {
  const parts: number[][] = Array.from({ length: edges.length + 1 }, () => []);
  for (const row of rows) parts[edges.filter((edge) => predicted[row]! > edge).length]!.push(actual[row]! - predicted[row]!);
  return parts.map((part) => Float64Array.from(part));
}

function endOf(residuals: Float64Array): number {
  const sorted = residuals.slice().sort();
  return sorted[Math.min(sorted.length, Math.ceil((sorted.length + 1) * SIDE - 1e-9)) - 1]!;
}
