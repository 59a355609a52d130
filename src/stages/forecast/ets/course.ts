import type { Course } from '../forecaster-type.ts';
import type { EtsForm } from './form.ts';
import type { EtsEnd, EtsNumbers } from './smooth.ts';

export interface EtsState {
  readonly form: EtsForm;
  readonly numbers: EtsNumbers;
  readonly end: EtsEnd;
  /** Deviation of the residuals: in units of the series, or as a share where errors multiply. */
  readonly deviation: number;
  readonly df: number;
}

/**
 * Means and deviations step by step. Exact but for seasons that multiply beyond one season ahead, where the variance leaves out what is of fourth
 * order. Source: Hyndman, Koehler, Ord & Snyder (2008), tables 6.1 and 6.2: classes 1, 2 and 3.
 */
export function etsCourse(state: EtsState, steps: number): Course {
  const { form, end } = state;
  const damped = sumsOfPhi(state.numbers.phi, steps);
  const base = damped.map((sum) => end.level + sum * (form.trend === 'none' ? 0 : end.slope));
  const turns = base.map((_, step) => end.season[step % end.season.length]!);
  const mean = base.map((value, step) => (form.season === 'mul' ? value * turns[step]! : value + turns[step]!));
  const spread = form.error === 'add' ? spreadOfSums(state, damped) : spreadOfShares(state, { damped, base, turns, mean });
  return { mean, spread, df: state.df };
}

/** phi + phi^2 + ... + phi^h for h = 1, 2 ... */
function sumsOfPhi(phi: number, steps: number): Float64Array {
  let [sum, power] = [0, 1];
  return Float64Array.from({ length: steps }, () => (sum += power *= phi));
}

/** What an error now is worth j steps later. */
const weightAt = ({ numbers: { alpha, beta, gamma }, end }: EtsState, damped: Float64Array, j: number): number =>
  alpha + beta * damped[j - 1]! + (j % end.season.length === 0 ? gamma : 0);

function spreadOfSums(state: EtsState, damped: Float64Array): Float64Array {
  let total = 1;
  return damped.map((_, i) => {
    if (i > 0) total += weightAt(state, damped, i) ** 2;
    return state.deviation * Math.sqrt(total);
  });
}

interface Means {
  readonly damped: Float64Array;
  readonly base: Float64Array;
  readonly turns: Float64Array;
  readonly mean: Float64Array;
}

function spreadOfShares(state: EtsState, { damped, base, turns, mean }: Means): Float64Array {
  const isTimes = state.form.season === 'mul';
  const variance = state.deviation ** 2;
  const centre = isTimes ? base : mean;
  const weights = damped.map((_, i) => (isTimes ? state.numbers.alpha + state.numbers.beta * damped[i]! : weightAt(state, damped, i + 1)));
  const theta = new Float64Array(damped.length);
  return damped.map((_, step) => {
    theta[step] = centre[step]! ** 2;
    for (let j = 1; j <= step; j++) theta[step]! += variance * weights[j - 1]! ** 2 * theta[step - j]!;
    if (!isTimes) return Math.sqrt(Math.max(0, (1 + variance) * theta[step]! - centre[step]! ** 2));
    const season = (1 + state.numbers.gamma ** 2 * variance) ** Math.floor(step / state.end.season.length);
    return Math.abs(turns[step]!) * Math.sqrt(Math.max(0, theta[step]! * (1 + variance) * season - centre[step]! ** 2));
  });
}
