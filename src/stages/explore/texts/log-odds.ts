import type { ClassTerm } from '../../../core/looks/texts.ts';
import { normalQuantile, normalSf } from '../../../kernels/distributions.ts';
import { correct } from '../../../kernels/correct-p-values.ts';

/** Weight of the prior: as if every class had so many words drawn from all texts. */
const PRIOR_WORDS = 500;
const LEVEL = 0.05;

/**
 * What one class says more often than the others: log-odds ratios with an informative Dirichlet prior, whose words are those of all texts, each with
 * its 95 % interval; terms are listed where the p-value, corrected for the number of terms (Benjamini-Hochberg), is below 0.05.
 * Source: Monroe, Colaresi & Quinn (2008), "Fightin' words", section 3.3.
 * @param here uses of each term in the class; `all`: in all texts
 */
export function logOdds(terms: readonly string[], here: ArrayLike<number>, all: ArrayLike<number>): ClassTerm[] {
  const sum = (of: ArrayLike<number>) => Array.from(of).reduce((total, count) => total + count, 0);
  const [inClass, inAll] = [sum(here), sum(all)];
  const elsewhere = inAll - inClass;
  const z = normalQuantile(1 - LEVEL / 2);
  const found = terms.map((term, i) => {
    const prior = (PRIOR_WORDS * all[i]!) / inAll;
    const [a, b] = [here[i]! + prior, all[i]! - here[i]! + prior];
    const value = Math.log(a / (inClass + PRIOR_WORDS - a)) - Math.log(b / (elsewhere + PRIOR_WORDS - b));
    const deviation = Math.sqrt(1 / a + 1 / b);
    return { term, value, deviation, here: here[i]!, elsewhere: all[i]! - here[i]! };
  });
  const corrected = correct(
    found.map(({ value, deviation }) => 2 * normalSf(Math.abs(value) / deviation)),
    'benjamini-hochberg'
  );
  return found
    .flatMap((entry, i) => (entry.value > 0 && corrected[i]! < LEVEL ? [entry] : []))
    .sort((a, b) => b.value / b.deviation - a.value / a.deviation)
    .map(({ term, value, deviation, ...counts }) => ({
      term,
      logOdds: value,
      low: value - z * deviation,
      high: value + z * deviation,
      ...counts
    }));
}
