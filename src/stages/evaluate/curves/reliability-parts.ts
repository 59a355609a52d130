import type { ClassOutcome } from '../../../core/outcome.ts';
import type { ReliabilityParts } from '../../../core/reliability-parts.ts';
import { confidenceOf, equalMassBins } from '../calibration-bins.ts';
import { weightsOf } from '../confusion.ts';
import { gapByChance } from '../metrics/ece.ts';

const BINS = 10;

/**
 * Where the squared error of probabilities comes from: squared = reliability - resolution + uncertainty + within. Reliability is how far claims lie from
 * what came true, resolution how far what came true differs between claims (the more the better), uncertainty what not knowing anything costs, and within
 * is left over because claims in one bin are not all equal.
 * Sources: Murphy (1973), "A new vector partition of the probability score"; Stephenson, Coelho & Jolliffe (2008), "Two extra components in the Brier
 * score decomposition", for what is within bins.
 */
export function reliabilityParts(outcome: ClassOutcome): ReliabilityParts {
  const { claimed, came } = confidenceOf(outcome);
  const weights = weightsOf(outcome);
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  const base = came.reduce((sum, one, row) => sum + one * weights[row]!, 0) / mass;
  const squared = claimed.reduce((sum, claim, row) => sum + weights[row]! * (claim - came[row]!) ** 2, 0) / mass;
  const binsBy = (binOf: ArrayLike<number>) => binned({ claimed, came, weights }, binOf);
  const byMass = binsBy(equalMassBins(claimed, BINS));
  const gap = (bins: readonly Bin[]) => bins.reduce((sum, bin) => sum + bin.mass * Math.abs(bin.claimed - bin.came), 0) / mass;
  const over = (part: (bin: Bin) => number) => byMass.reduce((sum, bin) => sum + bin.mass * part(bin), 0) / mass;
  const [reliability, resolution] = [over((bin) => (bin.claimed - bin.came) ** 2), over((bin) => (bin.came - base) ** 2)];
  const uncertainty = base * (1 - base);
  return {
    equalMass: gap(byMass),
    equalWidth: gap(binsBy(claimed.map((claim) => Math.min(BINS - 1, Math.floor(claim * BINS))))),
    byChance: gapByChance(outcome),
    squared,
    reliability,
    resolution,
    uncertainty,
    within: squared - (reliability - resolution + uncertainty)
  };
}

interface Bin {
  readonly mass: number;
  /** Means over the bin. */
  readonly claimed: number;
  readonly came: number;
}

interface Claims {
  readonly claimed: Float64Array;
  readonly came: Float64Array;
  readonly weights: Float64Array;
}

function binned({ claimed, came, weights }: Claims, binOf: ArrayLike<number>): Bin[] {
  const sums = Array.from({ length: BINS }, () => ({ mass: 0, claimed: 0, came: 0 }));
  for (let row = 0; row < claimed.length; row++) {
    const bin = sums[binOf[row]!]!;
    bin.mass += weights[row]!;
    bin.claimed += claimed[row]! * weights[row]!;
    bin.came += came[row]! * weights[row]!;
  }
  return sums.filter(({ mass }) => mass > 0).map((bin) => ({ mass: bin.mass, claimed: bin.claimed / bin.mass, came: bin.came / bin.mass }));
}
