import type { ClassOutcome } from '../../../core/outcome.ts';
import { wilson } from '../../../kernels/intervals.ts';
import { type ShareOf, unitShare } from '../../../kernels/unit-share.ts';
import type { Units } from '../../../kernels/units.ts';
import { confidenceOf, equalMassBins } from '../calibration-bins.ts';
import { weightsOf } from '../confusion.ts';
import { unitsOf } from '../units-of.ts';

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

/** Predicted probability against what came true, in bins of about equal numbers of rows; bands are Wilson's (of the unweighted rows, which count as fewer where they belong together; 0 to 1 where too few groups or blocks are in a bin). */
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
  const units = unitsOf(outcome);
  const banded = sums.flatMap((bin, b) => {
    if (!(bin.mass > 0)) return [];
    return [
      units
        ? withUnits(toBin(bin, level), { isOf: (row) => binOf[row] === b, isHit: (row) => came[row] === 1 }, units, level)
        : toBin(bin, level)
    ];
  });
  return { bins: banded, error, of: outcome.positive === null ? 'likeliest' : 'positive' };
}

function withUnits(bin: CalibrationBin, share: ShareOf, units: Units, level: number): CalibrationBin {
  const { low, high } = unitShare(share, units, level);
  return Number.isNaN(low) ? { ...bin, low: 0, high: 1 } : { ...bin, low: Math.min(low, bin.observed), high: Math.max(high, bin.observed) };
}

function toBin(
  { mass, predicted, observed, rows }: { mass: number; predicted: number; observed: number; rows: number },
  level: number
): CalibrationBin {
  const share = observed / mass;
  const { low, high } = wilson(share * rows, rows, level);
  return { predicted: predicted / mass, observed: share, low, high, rows };
}
