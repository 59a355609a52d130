import { tQuantile } from './distributions.ts';
import { bootstrapSpread, type Interval, noInterval } from './intervals.ts';
import { drawsOf, type Units } from './units.ts';

/** Two differ from each other once: what that says about the next is nothing one could go by. */
const FEWEST_DRAWS = 3;

/** On a scale of logarithms an interval that ends at more than a hundred times what was measured says nothing; it is told to say nothing. */
const FARTHEST_LOG = Math.log(100);

/** Resting on fewer than this many groups or blocks, an interval is told to. */
export const FEW_DRAWS = 10;

/**
 * Interval from the spread of a bootstrap that drew whole groups, or blocks of moments: Student's t with one degree less than there are groups or blocks,
 * the spread widened by sqrt(k / (k - 1)) as it is too narrow by that, on a scale on which the bounds of the metric are infinitely far: logarithm or
 * logit by its range. A BCa interval corrects by third moments, which a handful of draws do not show: it held the truth 1 to 3 times in 100 less often.
 * Sources: Künsch (1989), "The jackknife and the bootstrap for general stationary observations"; Cameron, Gelbach & Miller (2008), "Bootstrap-based
 * improvements for inference with clustered errors", for the degrees of freedom.
 * @param range smallest and largest value of the metric
 */
export function unitInterval(
  value: number,
  replicates: Float64Array,
  units: Units,
  { range, level = 0.95 }: { readonly range: readonly [number, number]; readonly level?: number }
): Interval {
  const draws = drawsOf(units);
  const defined = replicates.filter((replicate) => !Number.isNaN(replicate));
  if (draws < FEWEST_DRAWS) return noInterval(tooFewDraws(units));
  if (defined.length < 2 || defined.length < replicates.length / 2) return noInterval('most resamples are undefined');
  const spread = bootstrapSpread(replicates, draws);
  if (!(spread > 0)) return noInterval('every resample gives the same value');
  const reach = tQuantile(0.5 + level / 2, draws - 1) * spread;
  if (reach > FARTHEST_LOG * roomOf(value, range))
    return noInterval(`${sayDraws(units)} differ too much to say within a factor of a hundred`);
  return { ...around(value, reach, range), method: methodOf(units) };
}

/** How far a value is from the one bound of its metric; Infinity where there is none, or two, or where it lies on it. */
function roomOf(value: number, [least, most]: readonly [number, number]): number {
  if (Number.isFinite(least) === Number.isFinite(most)) return Infinity;
  const room = Number.isFinite(least) ? value - least : most - value;
  return room > 0 ? room : Infinity;
}

export const hasTooFewDraws = (units: Units): boolean => drawsOf(units) < FEWEST_DRAWS;

/** "rows of 2 groups are too few to resample". */
export function tooFewDraws(units: Units): string {
  return drawsOf(units) === 1 ? `the rows are of one ${drawOf(units)}` : `${sayDraws(units)} are too few to resample`;
}

const drawOf = ({ kind }: Units): string => (kind === 'groups' ? 'group' : 'block of time');

/** "5 groups", "7 blocks of time". */
const sayDraws = (units: Units): string => `${drawsOf(units)} ${drawOf(units).replace(/^\w+/, '$&s')}`;

function methodOf(units: Units): string {
  const few = drawsOf(units) < FEW_DRAWS ? ", Student's t" : '';
  if (units.kind === 'groups') return `bootstrap of ${units.count} groups${few}`;
  return `moving-block bootstrap, blocks of ${units.run}${few}${units.isCut ? ' (too sure: blocks should be longer)' : ''}`;
}

function around(value: number, reach: number, [least, most]: readonly [number, number]): { low: number; high: number } {
  const [isAbove, isBelow] = [Number.isFinite(least), Number.isFinite(most)];
  const [over, under] = [value - least, most - value];
  if (over <= 0 || under <= 0) return { low: Math.max(least, value - reach), high: Math.min(most, value + reach) };
  if (isAbove && isBelow) {
    const odds = over / under;
    const step = (reach * (most - least)) / (over * under);
    const at = (by: number) => most - (most - least) / (1 + odds * Math.exp(by));
    return { low: at(-step), high: at(step) };
  }
  if (isAbove) return { low: least + over * Math.exp(-reach / over), high: least + over * Math.exp(reach / over) };
  if (isBelow) return { low: most - under * Math.exp(reach / under), high: most - under * Math.exp(-reach / under) };
  return { low: value - reach, high: value + reach };
}
