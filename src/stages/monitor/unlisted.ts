import { betaCdf } from '../../kernels/distributions.ts';
import { referenceSize, type LevelReference } from './drift-test.ts';

/** Rows with a level that the reference does not name: how many training promises, and how likely so many are when nothing changed. */
export interface Unlisted {
  /** Share of the rows now. */
  readonly share: number;
  /** Share of the rows that is to be expected. */
  readonly expected: number;
  readonly chance: number;
}

/** Levels with fewer rows than this have no name in a reference. */
const FEWEST_ROWS = 5;

/**
 * A level that few training rows have is not named in the reference, and one that none had could not be: both are met again. By Good's estimate
 * ("The population frequencies of species", 1953) the rows to come with levels that fewer than `t` rows had are promised by the rows of those
 * levels and `t` times the number of levels with exactly `t`. That promise is a sum of up to `t` rows a level, so its variance is at most
 * (t - 1) and t times its two parts; a count drawn around so uncertain a promise has a negative binomial tail. One row is added to the promise for
 * what was never met.
 */
export function judgeUnlisted(reference: LevelReference, unlisted: number, now: number): Unlisted {
  const size = referenceSize(reference);
  const isNamedToTheLast = reference.counts.some((count) => count < FEWEST_ROWS);
  const from = isNamedToTheLast ? 1 : FEWEST_ROWS;
  const onTheLimit = from * reference.counts.filter((count) => count === from).length;
  const promised = reference.others + onTheLimit;
  const variance = (from - 1) * reference.others + from * onTheLimit;
  const shape = (promised + 1) ** 2 / (variance + 1);
  const mean = ((promised + 1) * now) / size;
  const chance = unlisted === 0 ? 1 : betaCdf(mean / (mean + shape), unlisted, shape);
  return { share: now === 0 ? 0 : unlisted / now, expected: promised / size, chance };
}
