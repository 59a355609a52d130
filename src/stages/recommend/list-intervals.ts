import type { WorkContext } from '../../core/context.ts';
import { historyOf, type Interactions } from '../../core/interactions.ts';
import type { Metric } from '../../core/outcome.ts';
import { createPacer } from '../../core/pacer.ts';
import { forkRng } from '../../core/rng.ts';
import { boundScores, weightedMeans, type Bounding, type DrawnScores } from '../../kernels/bound-means.ts';
import { normalQuantile } from '../../kernels/distributions.ts';
import { noInterval } from '../../kernels/intervals.ts';
import type { Recommender } from './fitted.ts';
import type { PerUser } from './list-metrics.ts';

/** Mean over users of each score, with a bootstrap that draws users. */
export async function meansOf(perUser: PerUser, seed: number, context: WorkContext): Promise<Record<string, Metric>> {
  const { hitRate, ...rest } = perUser;
  const named = { ...rest, hit_rate: hitRate };
  const columns = Object.values(named);
  const made = await boundScores(weightedMeans(columns), overUsers(columns[0]!.length, seed, context));
  return Object.fromEntries(Object.keys(named).map((id, j) => [id, made[j]!]));
}

/** Mean of a difference that was taken user by user, with its interval: what one recommender gains on another. */
export async function meanGain(mine: Float64Array, other: Float64Array, seed: number, context: WorkContext): Promise<Metric> {
  const gains = mine.map((value, user) => value - other[user]!);
  return (await boundScores(weightedMeans([gains]), overUsers(gains.length, seed, context)))[0]!;
}

const overUsers = (n: number, seed: number, context: WorkContext): Bounding => ({
  n,
  noun: 'user',
  rng: forkRng(seed, 'recommend/bootstrap'),
  context
});

/**
 * Share of the catalogue that stands in at least one list. Drawing users again would show fewer different lists than there are, so its interval is
 * the jackknife's: each user left out in turn takes along the items that only he was given.
 * Source: Heltshe & Forrester (1983), "Estimating species richness using the jackknife procedure", for the variance.
 */
export function coverageOf(lists: readonly (readonly number[])[], catalogue: number): Metric {
  const givenTo = new Map<number, number>();
  for (const list of lists) for (const item of list) givenTo.set(item, (givenTo.get(item) ?? 0) + 1);
  const n = lists.length;
  const value = givenTo.size / catalogue;
  if (n < 2) return { value, ...noInterval('one user'), n };
  const alone = lists.map((list) => list.filter((item) => givenTo.get(item) === 1).length / catalogue);
  const centre = alone.reduce((sum, lost) => sum + lost, 0) / n;
  const error = Math.sqrt(((n - 1) / n) * alone.reduce((sum, lost) => sum + (lost - centre) ** 2, 0));
  const reach = normalQuantile(0.975) * error;
  return {
    value,
    low: Math.max(0, value - reach),
    high: Math.min(1, value + reach),
    method: error > 0 ? 'jackknife over users' : 'jackknife over users: every listed item is in two lists or more',
    n
  };
}

/** Root mean squared error of the predicted ratings of the held-out part; nothing where none are predicted. Users are drawn again, not ratings. */
export async function rootMeanSquare(
  recommender: Recommender,
  held: Interactions,
  seed: number,
  context: WorkContext
): Promise<Record<string, Metric>> {
  const into = new Float64Array(held.itemCount);
  const pace = createPacer(context);
  const [squares, counts] = [[] as number[], [] as number[]];
  for (let user = 0; user < held.userCount; user++) {
    const { items, values } = historyOf(held, user);
    if (items.length === 0) continue;
    const rated = recommender.rate(recommender.askerOf(user), into);
    if (!rated) return {};
    squares.push(items.reduce((sum, item, i) => sum + (rated[item]! - values[i]!) ** 2, 0));
    counts.push(items.length);
    await pace(held.itemCount * 20);
  }
  const [means, sizes] = [Float64Array.from(squares), Float64Array.from(counts)];
  const ratio: DrawnScores = (weights) => {
    const [top = 0, below = 1] = weightedMeans([means, sizes])(weights);
    return Float64Array.of(Math.sqrt(top / below));
  };
  const [metric] = await boundScores(ratio, overUsers(means.length, seed, context));
  return { rmse: metric! };
}
