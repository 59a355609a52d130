import type { EtsForm } from './form.ts';

/** Stands for the squares of a fit without error, whose logarithm there is not. */
const LEAST = 1e-290;

/** The weights of what is new, and where the components start. */
export interface EtsNumbers {
  readonly alpha: number;
  /** 0 without a trend. */
  readonly beta: number;
  /** 0 without a season. */
  readonly gamma: number;
  /** 1 for a trend that is not damped. */
  readonly phi: number;
  readonly level: number;
  readonly slope: number;
  /** One a phase, the first value's phase first; empty without a season. */
  readonly season: Float64Array;
}

/** The components after the last value. */
export interface EtsEnd {
  readonly level: number;
  readonly slope: number;
  /** The phase of the first step ahead comes first. */
  readonly season: Float64Array;
}

export interface Smoothed {
  readonly end: EtsEnd;
  /** Errors of one step ahead; of a multiplicative error as shares of what was expected. */
  readonly residuals: Float64Array;
  /** Gaussian log-likelihood with the variance at its best; -Infinity where an expected value is not above 0 and has to be. */
  readonly logLikelihood: number;
}

/**
 * One pass over the values.
 * Source: Hyndman, Koehler, Ord & Snyder (2008), chapter 2; updates in the form of tables 2.2 and 2.3, which errors that add up and errors that
 * multiply share, likelihood by section 5.1.
 */
export function smooth(values: Float64Array, form: EtsForm, numbers: EtsNumbers): Smoothed {
  const { alpha, beta, gamma, phi } = numbers;
  const isTimes = form.season === 'mul';
  const isShare = form.error === 'mul';
  const season = form.season === 'none' ? Float64Array.of(isTimes ? 1 : 0) : numbers.season.slice();
  const residuals = new Float64Array(values.length);
  let { level, slope } = numbers;
  let [squares, logs] = [0, 0];
  for (let t = 0, phase = 0; t < values.length; t++, phase = phase + 1 === season.length ? 0 : phase + 1) {
    const value = values[t]!;
    const base = level + phi * slope;
    const turn = season[phase]!;
    const expected = isTimes ? base * turn : base + turn;
    if (isShare && !(expected > 0)) return impossible(residuals);
    const error = isShare ? (value - expected) / expected : value - expected;
    residuals[t] = error;
    squares += error * error;
    if (isShare) logs += Math.log(expected);
    const miss = isTimes ? (value - expected) / turn : value - expected;
    level = base + alpha * miss;
    slope = phi * slope + beta * miss;
    if (form.season !== 'none') season[phase] = turn + gamma * (isTimes ? (value - expected) / base : miss);
  }
  const n = values.length;
  const logLikelihood = (-n / 2) * (Math.log((2 * Math.PI * Math.max(squares, LEAST)) / n) + 1) - logs;
  return { end: { level, slope, season: turned(season, n) }, residuals, logLikelihood };
}

const impossible = (residuals: Float64Array): Smoothed => ({
  end: { level: NaN, slope: NaN, season: new Float64Array(0) },
  residuals,
  logLikelihood: -Infinity
});

/** The phase of the next value first. */
const turned = (season: Float64Array, n: number): Float64Array => season.map((_, i) => season[(n + i) % season.length]!);
