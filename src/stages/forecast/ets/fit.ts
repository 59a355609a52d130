import type { WorkContext } from '../../../core/context.ts';
import { deviation } from '../../../core/stats.ts';
import { searchMinimum, unbound, within } from '../search.ts';
import { numbersOf, type EtsForm } from './form.ts';
import { smooth, type EtsNumbers, type Smoothed } from './smooth.ts';
import { startOf, type EtsStart } from './start.ts';

export interface EtsFit {
  readonly form: EtsForm;
  readonly numbers: EtsNumbers;
  readonly smoothed: Smoothed;
  readonly aicc: number;
}

/** Weights stay this far from 0 and 1. */
const EDGE = 1e-4;
const [LEAST_PHI, MOST_PHI] = [0.8, 0.98];
/** Where a search begins: alpha, and beta and gamma as shares of what they may be. */
const STARTS = [
  [0.3, 0.1, 0.1],
  [0.8, 0.3, 0.3]
] as const;

/**
 * The likeliest weights and first components of one form.
 * Source: Hyndman, Koehler, Ord & Snyder (2008), chapter 5. Departs from it in the search: a quasi-Newton method over unbounded numbers in place of
 * Nelder and Mead's; phi within 0.8 and 0.98, as section 2.3 advises for damping that can be told from none.
 * @param isRough whether near to the likeliest is near enough, to tell forms apart
 * @returns null where no start gives a finite likelihood
 */
export async function fitEts(
  values: Float64Array,
  form: EtsForm,
  { period, isRough }: { period: number; isRough: boolean },
  context: WorkContext
): Promise<EtsFit | null> {
  const start = startOf(values, form, period);
  const scale = deviation(values) || Math.abs(start.level) || 1;
  const read = (at: Float64Array) => numbersAt(at, { form, start, scale });
  const value = (at: Float64Array) => {
    const { logLikelihood } = smooth(values, form, read(at));
    return Number.isNaN(logLikelihood) ? Infinity : -logLikelihood / values.length;
  };
  let best: { at: Float64Array; value: number } | null = null;
  for (const weights of isRough ? STARTS.slice(0, 1) : STARTS) {
    const from = firstPoint(form, weights, start.season.length);
    if (!Number.isFinite(value(from))) continue;
    const limits = isRough ? { maxIter: 30, tol: 1e-3 } : { maxIter: 150, tol: 1e-5 };
    const found = await searchMinimum(value, from, { ...limits, cost: values.length * 12 }, context);
    if (best === null || found.value < best.value) best = found;
  }
  if (!best) return null;
  const numbers = read(best.at);
  const smoothed = smooth(values, form, numbers);
  return { form, numbers, smoothed, aicc: aiccOf(smoothed.logLikelihood, numbersOf(form, period), values.length) };
}

/** Akaike's criterion for small samples. Source: Hurvich & Tsai (1989). */
export const aiccOf = (logLikelihood: number, k: number, n: number): number =>
  n - k - 1 > 0 ? -2 * logLikelihood + 2 * k + (2 * k * (k + 1)) / (n - k - 1) : Infinity;

function firstPoint(form: EtsForm, [alpha, beta, gamma]: readonly [number, number, number], phases: number): Float64Array {
  const weights = [unbound(alpha, EDGE, 1 - EDGE)];
  if (form.trend !== 'none') weights.push(unbound(beta, 0, 1));
  if (form.season !== 'none') weights.push(unbound(gamma, 0, 1));
  if (form.trend === 'damped') weights.push(unbound(0.95, LEAST_PHI, MOST_PHI));
  const components = 1 + (form.trend === 'none' ? 0 : 1) + (form.season === 'none' ? 0 : phases - 1);
  return Float64Array.from([...weights, ...new Float64Array(components)]);
}

interface Frame {
  readonly form: EtsForm;
  readonly start: EtsStart;
  readonly scale: number;
}

/** Beta lies between 0 and alpha, gamma between 0 and 1 - alpha: the usual region, where old values never gain weight. */
function numbersAt(at: Float64Array, { form, start, scale }: Frame): EtsNumbers {
  let j = 0;
  const alpha = within(at[j++]!, EDGE, 1 - EDGE);
  const beta = form.trend === 'none' ? 0 : within(at[j++]!, 0, alpha);
  const gamma = form.season === 'none' ? 0 : within(at[j++]!, 0, 1 - alpha);
  const phi = form.trend === 'damped' ? within(at[j++]!, LEAST_PHI, MOST_PHI) : 1;
  const level = start.level + scale * at[j++]!;
  const slope = form.trend === 'none' ? 0 : start.slope + (scale / 10) * at[j++]!;
  return { alpha, beta, gamma, phi, level, slope, season: seasonAt(at.subarray(j), { form, start, scale }) };
}

/** The last phase follows from the others: they add up to 0, or their mean is 1. */
function seasonAt(moves: Float64Array, { form, start, scale }: Frame): Float64Array {
  if (form.season === 'none') return start.season;
  const unit = form.season === 'mul' ? 0.1 : scale;
  const season = start.season.slice();
  let moved = 0;
  moves.forEach((move, phase) => {
    season[phase]! += unit * move;
    moved += unit * move;
  });
  season[season.length - 1]! -= moved;
  return season;
}
