import type { AdditiveFeature, AdditiveTerm } from '../../../core/additive-terms.ts';
import type { FeatureBins } from './bin-features.ts';
import type { Tables } from './boost-terms.ts';
import type { Bagged } from './fit-bags.ts';

export interface PackedTerms {
  readonly start: Float64Array;
  readonly features: readonly AdditiveFeature[];
  readonly terms: readonly AdditiveTerm[];
}

/** The mean of all bags, and how sure it is; pairs that no bag could use are left out. @param isOrdered all bags left out the same, latest rows, and say nothing of that */
export function packTerms(
  { bags, fits, pairs }: Bagged,
  features: readonly FeatureBins[],
  outputs: number,
  isOrdered: boolean
): PackedTerms {
  const ratio = isOrdered || fits.length < 2 ? 0 : keptToLeftOut(bags);
  const termOf = (at: readonly number[], tables: readonly (readonly Float64Array[])[], weights: Float64Array): AdditiveTerm => ({
    features: Int32Array.from(at),
    ...acrossBags(tables, outputs, ratio),
    shares: sharesOf(weights)
  });
  const byBag = (of: (fit: Bagged['fits'][number]) => Tables, t: number) => fits.map((fit) => of(fit)[t]!);
  const mains = features.map(({ weights }, j) =>
    termOf(
      [j],
      byBag((fit) => fit.mains, j),
      weights
    )
  );
  const both = pairs.map(({ pair, weights }, t) =>
    termOf(
      [pair.first, pair.second],
      byBag((fit) => fit.pairs, t),
      weights
    )
  );
  return {
    start: meanStart(fits, outputs),
    features: features.map(({ name, levels, binOfLevel, borders }, j) => ({
      name,
      levels,
      binOfLevel,
      borders,
      groupOf: groupsIn(pairs, j)
    })),
    terms: [...mains, ...both.filter(({ values }) => values.some((value) => value !== 0))]
  };
}

function meanStart(fits: Bagged['fits'], outputs: number): Float64Array {
  const start = new Float64Array(outputs);
  for (const fit of fits) fit.start.forEach((value, k) => (start[k]! += value / fits.length));
  return start;
}

function groupsIn(pairs: Bagged['pairs'], feature: number): Uint8Array | null {
  for (const { pair, first, second } of pairs) {
    if (pair.first === feature) return first.groupOf;
    if (pair.second === feature) return second.groupOf;
  }
  return null;
}

/** Rows a bag learned from, to those it left out. */
function keptToLeftOut(bags: Bagged['bags']): number {
  const [kept, left] = [bags.reduce((sum, { train }) => sum + train.length, 0), bags.reduce((sum, { held }) => sum + held.length, 0)];
  return left > 0 ? kept / left : 0;
}

/**
 * Mean and standard error of each slot, [slots, outputs]. The error is the delete-d jackknife's over the draws that were made: their variance times the rows kept
 * over the rows left out.
 * Source: Shao & Wu (1989), "A general theory for jackknife variance estimation", section 2.
 */
function acrossBags(tables: readonly (readonly Float64Array[])[], outputs: number, ratio: number) {
  const slots = tables[0]![0]!.length;
  const values = new Float64Array(slots * outputs);
  const errors = new Float64Array(ratio > 0 ? slots * outputs : 0);
  for (let slot = 0; slot < slots; slot++)
    for (let k = 0; k < outputs; k++) {
      const drawn = tables.map((table) => table[k]![slot]!);
      const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
      values[slot * outputs + k] = mean;
      if (ratio === 0) continue;
      const squares = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      errors[slot * outputs + k] = Math.sqrt((ratio * squares) / (drawn.length - 1));
    }
  return { values, errors };
}

/** To a thousandth: a single row is not to be seen in them. */
function sharesOf(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total > 0 ? Math.round((1000 * weight) / total) / 1000 : 0));
}
