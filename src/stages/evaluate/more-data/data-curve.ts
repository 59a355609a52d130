import type { DataCurve, DataVerdict, LinePoint, PowerLaw } from '../../../core/data-curve.ts';
import type { Metric } from '../../../core/outcome.ts';
import { normal, type Rng } from '../../../core/rng.ts';
import { mean, quantileSorted, variance } from '../../../core/stats.ts';
import { counted, inSentence } from '../../../core/words.ts';
import { noInterval } from '../../../kernels/intervals.ts';
import { summariseFolds, withinRange, type FoldSizes } from '../folds.ts';
import type { MetricType } from '../metric-type.ts';
import { sayNumber } from '../words.ts';
import { distanceAt, fitPowerLaw, gainOfDouble, type Distances } from './power-law.ts';

/** Scores at growing numbers of rows, over the same folds. */
export interface SizedScores {
  /** Mean rows learned from at each size, ascending. */
  readonly rows: readonly number[];
  /** [size][fold]. */
  readonly scores: readonly (readonly number[])[];
  /** Of the folds as they are at the last size. */
  readonly sizes: FoldSizes;
  /** What guessing gives; NaN where there is no such level. */
  readonly chance: number;
}

const DRAWS = 400;
const LINE = 24;
/** Spreads of five folds differ by chance as far as one to twenty: a small one may not outweigh all other sizes. */
const LEAST_SPREAD = 0.05;
/** Folds that differ by less than this share of the widest spread say the same. */
const ALIKE = 1e-6;

/**
 * Whether more rows would help: the scores by rows, a power law through their means, and what it says of twice as many. How unsure it is comes from fitting it
 * again to means drawn as the folds scatter: from a multivariate t, their covariance corrected for the rows that folds share (Nadeau & Bengio, 2003). That the
 * law goes on beyond the last point is an assumption no interval knows of.
 */
export function dataCurve(metric: MetricType, given: SizedScores, rng: Rng): DataCurve {
  const { rows, scores, sizes, chance } = given;
  const points = rows.map((count, s) => ({ rows: Math.round(count), score: withinRange(summariseFolds(scores[s]!, sizes), metric.range) }));
  const laws = lawsOf(metric, given, rng);
  const perfect = perfectOf(metric);
  const last = Math.abs(perfect - (points.at(-1)?.score.value ?? NaN));
  const negligible = 0.01 * (Number.isFinite(chance) ? Math.max(last, Math.abs(perfect - chance)) : last);
  const gain = laws && gainOf(laws, points.at(-1)!.score.n);
  const verdict = verdictOf(gain, negligible);
  return {
    metric: metric.id,
    label: metric.label,
    higherIsBetter: metric.higherIsBetter,
    points,
    law: laws && laws.law,
    line: laws ? lineOf(metric, laws, rows.at(-1)!) : [],
    gain,
    negligible,
    verdict,
    sentence: sayVerdict(metric, verdict, { gain, negligible, rows: Math.round(rows.at(-1) ?? 0) }),
    fits: scores.reduce((total, folds) => total + folds.length, 0)
  };
}

interface Laws {
  /** The fewest rows that it was fitted to. */
  readonly from: number;
  readonly law: PowerLaw;
  readonly drawn: readonly PowerLaw[];
}

const perfectOf = ({ higherIsBetter, range }: MetricType): number => (higherIsBetter ? range[1] : range[0]);

function lawsOf(metric: MetricType, given: SizedScores, rng: Rng): Laws | null {
  const { rows, scores, sizes } = given;
  const perfect = perfectOf(metric);
  const folds = (scores[0] ?? []).map((_, fold) => fold).filter((fold) => scores.every((own) => Number.isFinite(own[fold])));
  if (!Number.isFinite(perfect) || folds.length < 2) return null;
  const everywhere = scores.map((own) => folds.map((fold) => Math.abs(perfect - own[fold]!)));
  const spreads = everywhere.map((own) => variance(own));
  const widest = Math.max(...spreads);
  if (!(widest > 0)) return null;
  // Where every fold says the same nothing was learned yet: with too few rows for a leaf, all are guessed alike. No law holds from there on.
  const begin = spreads.findIndex((own) => own > ALIKE * widest);
  const distances = everywhere.slice(begin);
  const shares = rows.slice(begin).map((count) => count / rows.at(-1)!);
  const weights = spreads.slice(begin).map((own) => 1 / Math.max(own, LEAST_SPREAD * widest));
  const means = distances.map(mean);
  const law = fitPowerLaw({ shares, distances: means, weights });
  if (!law) return null;
  const scale = Math.sqrt((1 / folds.length + sizes.validation / sizes.train) / (folds.length - 1));
  const draw = () => drawnMeans(distances, means, scale, rng);
  const drawn = Array.from({ length: DRAWS }, () => fitPowerLaw({ shares, weights, distances: draw() } satisfies Distances)!);
  return { law, drawn, from: rows[begin]! };
}

/** Means as other folds could have given them: sums of the folds' own deviations, weighted by normal draws, have their covariance. */
function drawnMeans(distances: readonly (readonly number[])[], means: readonly number[], scale: number, rng: Rng): number[] {
  const folds = distances[0]!.length;
  const pulls = Array.from({ length: folds }, () => normal(rng));
  const squares = Array.from({ length: folds - 1 }, () => normal(rng) ** 2);
  const heavy = Math.sqrt((folds - 1) / squares.reduce((sum, square) => sum + square, 0));
  return means.map((middle, s) => {
    const moved = distances[s]!.reduce((sum, value, fold) => sum + pulls[fold]! * (value - middle), 0);
    return Math.max(0, middle + scale * heavy * moved);
  });
}

function gainOf({ law, drawn }: Laws, n: number): Metric {
  const sorted = Float64Array.from(drawn, gainOfDouble).sort();
  const value = gainOfDouble(law);
  const [low, high] = [Math.min(value, quantileSorted(sorted, 0.025)), Math.max(value, quantileSorted(sorted, 0.975))];
  if (!Number.isFinite(low + high)) return { value, ...noInterval('the law could not be fitted'), n };
  return { value, low, high, method: `power law fitted to ${DRAWS} draws of the folds’ means`, n };
}

function lineOf(metric: MetricType, { law, drawn, from: first }: Laws, last: number): LinePoint[] {
  const scoreAt = (own: PowerLaw, share: number) => {
    const distance = Math.max(0, distanceAt(own, share));
    return metric.higherIsBetter ? metric.range[1] - distance : metric.range[0] + distance;
  };
  return Array.from({ length: LINE }, (_, i) => {
    const count = first * ((2 * last) / first) ** (i / (LINE - 1));
    const all = Float64Array.from(drawn, (own) => scoreAt(own, count / last)).sort();
    const value = scoreAt(law, count / last);
    return {
      rows: Math.round(count),
      value,
      low: Math.min(value, quantileSorted(all, 0.025)),
      high: Math.max(value, quantileSorted(all, 0.975))
    };
  });
}

function verdictOf(gain: Metric | null, negligible: number): DataVerdict {
  if (!gain || Number.isNaN(gain.low)) return 'cannot-tell';
  if (gain.high < negligible) return 'more-hardly-helps';
  return gain.value >= negligible && gain.low >= negligible / 2 ? 'more-helps' : 'cannot-tell';
}

interface Told {
  readonly gain: Metric | null;
  readonly negligible: number;
  readonly rows: number;
}

function sayVerdict(metric: MetricType, verdict: DataVerdict, { gain, negligible, rows }: Told): string {
  const name = `the ${inSentence(metric.label)}`;
  if (!gain || Number.isNaN(gain.low))
    return 'Whether more rows would help can’t be told: there are too few rows, or folds that don’t differ, to see how the score grows.';
  const way = metric.higherIsBetter ? 'raise' : 'lower';
  const say = (value: number) => (Math.abs(value) < negligible / 10 ? 'next to nothing' : sayNumber(value));
  const [about, range] = [sayNumber(gain.value), `95 % interval ${say(gain.low)} to ${say(gain.high)}`];
  const twice = `twice the ${counted(rows, 'row')} learned from`;
  if (verdict === 'more-helps')
    return `More rows would help: ${twice} would ${way} ${name} by about ${about} (${range}), if the curve goes on as it has.`;
  if (verdict === 'more-hardly-helps')
    return `More rows of this kind would hardly help: ${twice} would better ${name} by less than ${sayNumber(negligible)} (${range}).`;
  return gain.value >= negligible
    ? `More rows may help, but these can’t tell for sure: ${twice} would ${way} ${name} by about ${about} (${range}), if the curve goes on as it has.`
    : `These rows can’t tell whether more would help: ${twice} would better ${name} by about ${about} (${range}).`;
}
