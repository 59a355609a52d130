import type { NumberOutcome } from '../../../core/outcome.ts';
import { deviation, mean, quantileSorted, orderOf } from '../../../core/stats.ts';
import { normalQuantile } from '../../../kernels/distributions.ts';

export interface ResidualDiagnostics {
  /** Actual less predicted, over groups of rows with like predictions. */
  readonly bins: readonly ResidualBin[];
  /** Residual at these shares of the rows. */
  readonly quantiles: readonly { readonly share: number; readonly residual: number }[];
  /** Standardised residuals against those of a normal distribution. */
  readonly qq: readonly { readonly expected: number; readonly residual: number }[];
  /** Rows as points, evenly chosen when there are more than fit a drawing. */
  readonly points: readonly { readonly predicted: number; readonly residual: number; readonly row: number }[];
  readonly mean: number;
  readonly deviation: number;
}

export interface ResidualBin {
  readonly predicted: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly rows: number;
}

const BINS = 12;
const MOST_POINTS = 500;
const SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/** How the errors are spread: over the predictions, in themselves, and against the normal distribution. `low` and `high` hold the middle half. */
export function residualDiagnostics({ actual, predicted }: NumberOutcome): ResidualDiagnostics {
  const residuals = actual.map((value, row) => value - predicted[row]!);
  const sorted = residuals.slice().sort();
  const [centre, spread] = [mean(residuals), deviation(residuals)];
  return {
    bins: binResiduals(predicted, residuals),
    quantiles: SHARES.map((share) => ({ share, residual: quantileSorted(sorted, share) })),
    qq: evenly(sorted.length, MOST_POINTS).map((i) => ({
      expected: normalQuantile((i + 0.5) / sorted.length),
      residual: spread > 0 ? (sorted[i]! - centre) / spread : 0
    })),
    points: evenly(residuals.length, MOST_POINTS).map((row) => ({ predicted: predicted[row]!, residual: residuals[row]!, row })),
    mean: centre,
    deviation: spread
  };
}

function binResiduals(predicted: Float64Array, residuals: Float64Array): ResidualBin[] {
  return binsOfPredictions(predicted).map((rows) => {
    const own = Float64Array.from(rows, (row) => residuals[row]!).sort();
    const middle = mean(Float64Array.from(rows, (row) => predicted[row]!));
    return {
      predicted: middle,
      low: quantileSorted(own, 0.25),
      median: quantileSorted(own, 0.5),
      high: quantileSorted(own, 0.75),
      rows: rows.length
    };
  });
}

/** Rows in groups of about equal size by what was predicted, ascending; each group in the order of the predictions. */
export function binsOfPredictions(predicted: Float64Array): Uint32Array[] {
  const order = orderOf(predicted);
  const count = Math.max(1, Math.min(BINS, Math.floor(order.length / 5)));
  return Array.from({ length: count }, (_, b) =>
    order.subarray(Math.floor((b * order.length) / count), Math.floor(((b + 1) * order.length) / count))
  ).filter((rows) => rows.length > 0);
}

const evenly = (length: number, most: number): number[] =>
  length <= most
    ? Array.from({ length }, (_, i) => i)
    : Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)));
