import type { WorkContext } from '../../../core/context.ts';
import type { Metric } from '../../../core/outcome.ts';
import type { Rng } from '../../../core/rng.ts';
import { bootstrapInterval } from '../../../kernels/intervals.ts';
import { resample, type WeightedScores } from '../../../kernels/resample.ts';
import { cohenKappa } from './cohen-kappa.ts';
import { krippendorffAlpha } from './krippendorff-alpha.ts';
import type { Ratings } from './ratings.ts';

export interface Agreement {
  /** Units at least two labellers answered, and those on which all who did agree. */
  readonly shared: number;
  readonly agreed: number;
  readonly alpha: Metric;
  /** Of each two labellers who share units. */
  readonly kappas: readonly { readonly a: string; readonly b: string; readonly shared: number; readonly kappa: Metric }[];
}

const REPLICATES = 1000;

/** Alpha over all labellers and kappa of each two, with intervals over the units, which are drawn again. */
export async function measureAgreement(ratings: Ratings, rng: Rng, context: WorkContext): Promise<Agreement> {
  const shared = ratings.units.filter((codes) => codes.filter((code) => code >= 0).length > 1);
  const alphaOf: WeightedScores = (weights) => [krippendorffAlpha({ ...ratings, units: shared }, weights)];
  const kappas: { a: string; b: string; shared: number; kappa: Metric }[] = [];
  for (const [i, a] of ratings.by.entries())
    for (const [k, b] of ratings.by.entries()) {
      if (k <= i) continue;
      const pairs = shared.filter((codes) => codes[i]! >= 0 && codes[k]! >= 0).map((codes) => [codes[i]!, codes[k]!] as const);
      if (pairs.length === 0) continue;
      const score: WeightedScores = (weights) => [cohenKappa(pairs, ratings.values.length, weights)];
      kappas.push({ a, b, shared: pairs.length, kappa: await withInterval(score, pairs.length, rng, context) });
    }
  return {
    shared: shared.length,
    agreed: shared.filter((codes) => new Set(codes.filter((code) => code >= 0)).size === 1).length,
    alpha: await withInterval(alphaOf, shared.length, rng, context),
    kappas
  };
}

async function withInterval(scores: WeightedScores, rows: number, rng: Rng, context: WorkContext): Promise<Metric> {
  const value = scores(new Float64Array(rows).fill(1))[0]!;
  const { replicates, jackknife } = await resample({ rows, weights: null, replicates: REPLICATES, scores, rng, context });
  return { value, ...bootstrapInterval({ value, replicates: replicates[0]!, jackknife: jackknife[0]!, n: rows }), n: rows };
}
