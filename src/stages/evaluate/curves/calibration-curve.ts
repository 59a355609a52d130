import type { ClassOutcome } from '../../../core/outcome.ts';
import { wilson } from '../../../kernels/intervals.ts';
import { confidenceOf, equalMassBins } from '../calibration-bins.ts';
import { weightsOf } from '../confusion.ts';

export interface CalibrationBin {
  /** Mean predicted probability, and the share that came true with its 95 % band. */
  readonly predicted: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  readonly rows: number;
}

export interface CalibrationCurve {
  readonly bins: readonly CalibrationBin[];
  /** Mean gap between the two, weighted by rows. */
  readonly error: number;
  /** What the probability is of: the positive class, or of the likeliest being right with more than two. */
  readonly of: 'positive' | 'likeliest';
}

/** Predicted probability against what came true, in bins of about equal numbers of rows; bands are Wilson's (of the unweighted rows). */
export function calibrationCurve(outcome: ClassOutcome, bins = 10, level = 0.95): CalibrationCurve {
  const { claimed, came } = confidenceOf(outcome);
  const weights = weightsOf(outcome);
  const binOf = equalMassBins(claimed, bins);
  const sums = Array.from({ length: bins }, () => ({ mass: 0, predicted: 0, observed: 0, rows: 0 }));
  claimed.forEach((claim, row) => {
    const bin = sums[binOf[row]!]!;
    bin.mass += weights[row]!;
    bin.predicted += claim * weights[row]!;
    bin.observed += came[row]! * weights[row]!;
    bin.rows++;
  });
  const full = sums.filter((bin) => bin.mass > 0);
  const mass = full.reduce((total, bin) => total + bin.mass, 0);
  const error = full.reduce((total, bin) => total + Math.abs(bin.observed - bin.predicted), 0) / mass;
  return { bins: full.map((bin) => toBin(bin, level)), error, of: outcome.positive === null ? 'likeliest' : 'positive' };
}

function toBin(
  { mass, predicted, observed, rows }: { mass: number; predicted: number; observed: number; rows: number },
  level: number
): CalibrationBin {
  const share = observed / mass;
  const { low, high } = wilson(share * rows, rows, level);
  return { predicted: predicted / mass, observed: share, low, high, rows };
}
