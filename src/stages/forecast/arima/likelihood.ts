import { predictorsOf, shockWeights, type Lags } from './polynomials.ts';

export interface ArmaFit {
  readonly logLikelihood: number;
  /** The level the values move around; 0 where none was asked for. */
  readonly mean: number;
  /** Squared errors of one step, each over its share of the variance. */
  readonly squares: number;
  /** What is known of the next values, less the level: the state one step ahead. */
  readonly ahead: Float64Array;
  /** The same of a series of ones: how much of the level the next values hold already; 0 where no level was asked for. */
  readonly aheadOfOnes: Float64Array;
  /** Variance of the level as it was found, in units of the variance of a shock; 0 where none was asked for. */
  readonly meanVariance: number;
}

/**
 * The exact Gaussian likelihood of an ARMA process with level and variance at their best, by the Kalman filter in the form of Chandrasekhar: it keeps a
 * vector where others keep a matrix, so a step costs as much as there are lags.
 * Sources: Morf, Sidhu & Kailath (1974), "Some new algorithms for recursive estimation in constant, linear, discrete-time systems"; state space form
 * of Harvey (1989), "Forecasting, Structural Time Series Models and the Kalman Filter", section 3.3.
 * @param phi the autoregression: w_t = sum phi_k w_(t-k) + e_t + sum theta_k e_(t-k)
 * @returns null where it is not stationary
 */
export function armaLikelihood(values: Float64Array, { phi, theta }: { phi: Lags; theta: Lags }, hasMean: boolean): ArmaFit | null {
  const start = firstCovariance(phi, theta);
  if (!start) return null;
  const filter = new Filter(phi, start);
  const sums = new Sums();
  for (const value of values) sums.add(filter.step(value, hasMean));
  const { mean, squares, uu, logLikelihood } = sums.settled(values.length, hasMean);
  const { aheadOfOnes } = filter;
  const ahead = filter.ahead.map((value, i) => value - mean * aheadOfOnes[i]!);
  return { logLikelihood, mean, squares, ahead, aheadOfOnes, meanVariance: hasMean && uu > 0 ? 1 / uu : 0 };
}

/**
 * The likelihood alone, as `armaLikelihood` has it but for rounding. Once the filter no longer changes, a miss is a value less the lags that have a weight, of values and of
 * earlier misses: of a long season nearly all have none.
 * @returns NaN where it is not stationary
 */
export function logLikelihoodOf(values: Float64Array, { phi, theta }: { phi: Lags; theta: Lags }, hasMean: boolean): number {
  const start = firstCovariance(phi, theta);
  if (!start) return NaN;
  const filter = new Filter(phi, start);
  const sums = new Sums();
  const misses = new Float64Array(values.length);
  const ones = new Float64Array(values.length);
  let at = 0;
  for (; at < values.length && !(filter.isSteady && at >= start.length); at++) {
    const step = filter.step(values[at]!, hasMean);
    sums.add(step);
    misses[at] = step.miss;
    ones[at] = step.ones;
  }
  const { share } = filter;
  const [own, earlier] = [weighted(phi), weighted(theta)];
  for (; at < values.length; at++) {
    let [miss, one] = [values[at]!, hasMean ? 1 : 0];
    for (const { lag, weight } of own) {
      miss -= weight * values[at - lag]!;
      one -= hasMean ? weight : 0;
    }
    for (const { lag, weight } of earlier) {
      miss -= weight * misses[at - lag]!;
      one -= weight * ones[at - lag]!;
    }
    misses[at] = miss;
    ones[at] = one;
    sums.add({ share, miss, ones: one });
  }
  return sums.settled(values.length, hasMean).logLikelihood;
}

const weighted = (lags: Lags) => Array.from(lags, (weight, i) => ({ lag: i + 1, weight })).filter(({ weight }) => weight !== 0);

interface Step {
  readonly share: number;
  readonly miss: number;
  readonly ones: number;
}

/** What the misses of values and of ones add up to, each over its share of the variance. */
class Sums {
  private vv = 0;
  private vu = 0;
  private uu = 0;
  private logs = 0;

  add({ share, miss, ones }: Step): void {
    this.vv += (miss * miss) / share;
    this.vu += (miss * ones) / share;
    this.uu += (ones * ones) / share;
    this.logs += Math.log(share);
  }

  /** With level and variance at their best. */
  settled(n: number, hasMean: boolean): { mean: number; squares: number; uu: number; logLikelihood: number } {
    const { vv, vu, uu, logs } = this;
    const mean = hasMean && uu > 0 ? vu / uu : 0;
    const squares = Math.max(vv - mean * (2 * vu - mean * uu), 1e-290);
    return { mean, squares, uu, logLikelihood: (-n / 2) * (Math.log((2 * Math.PI * squares) / n) + 1) - logs / 2 };
  }
}

/** One step after the other; a second column of ones goes along, to find the level. */
class Filter {
  readonly ahead: Float64Array;
  readonly aheadOfOnes: Float64Array;
  private readonly phi: Float64Array;
  private readonly gain: Float64Array;
  private readonly wave: Float64Array;
  share: number;
  private weight: number;
  isSteady = false;

  constructor(phi: Lags, start: Float64Array) {
    const width = start.length;
    this.phi = new Float64Array(width);
    this.phi.set(phi);
    this.ahead = new Float64Array(width);
    this.aheadOfOnes = new Float64Array(width);
    this.share = start[0]!;
    this.gain = start.map((_, i) => this.phi[i]! * start[0]! + (start[i + 1] ?? 0));
    this.wave = this.gain.slice();
    this.weight = -1 / this.share;
  }

  /** @param hasOnes whether the column of ones goes along */
  step(value: number, hasOnes: boolean): Step {
    const { share } = this;
    const miss = value - this.ahead[0]!;
    const ones = hasOnes ? 1 - this.aheadOfOnes[0]! : 0;
    this.move(this.ahead, miss / share);
    if (hasOnes) this.move(this.aheadOfOnes, ones / share);
    if (!this.isSteady) this.turn();
    return { share, miss, ones };
  }

  private move(state: Float64Array, by: number): void {
    const { phi, gain } = this;
    const first = state[0]!;
    const last = state.length - 1;
    for (let i = 0; i < last; i++) state[i] = phi[i]! * first + state[i + 1]! + gain[i]! * by;
    state[last] = phi[last]! * first + gain[last]! * by;
  }

  /** The gain of the next step. */
  private turn(): void {
    const { wave, gain, phi, weight, share } = this;
    const first = wave[0]!;
    this.share = share + weight * first * first;
    this.weight = weight + (weight * weight * first * first) / share;
    const { share: next } = this;
    const last = wave.length - 1;
    let largest = 0;
    for (let i = 0; i <= last; i++) {
      const moved = phi[i]! * first + (i < last ? wave[i + 1]! : 0);
      const own = gain[i]! + weight * first * moved;
      gain[i] = own;
      const left = moved - (own / next) * first;
      wave[i] = left;
      const size = Math.abs(left);
      if (size > largest) largest = size;
    }
    this.isSteady = Math.abs(this.weight) * largest * largest < 1e-14;
  }
}

/** How each part of the first state goes with the first value, in units of the variance of a shock. */
function firstCovariance(phi: Lags, theta: Lags): Float64Array | null {
  const width = Math.max(phi.length, theta.length + 1);
  const gamma = autocovariances(phi, theta, width + 1);
  if (!gamma) return null;
  const psi = shockWeights(phi, theta, width + 1);
  const start = new Float64Array(width);
  start[0] = gamma[0]!;
  for (let i = 1; i < width; i++) {
    for (let j = i; j < width; j++) {
      start[i]! += (phi[j] ?? 0) * gamma[j - i + 1]! + (theta[j - 1] ?? 0) * psi[j - i]!;
    }
  }
  return start;
}

/** Autocovariances at lags 0 to `count` - 1 of an ARMA process whose shocks have variance 1. */
function autocovariances(phi: Lags, theta: Lags, count: number): Float64Array | null {
  const q = theta.length;
  const plain = autoregressive(phi, count + q);
  if (!plain) return null;
  const moving = Float64Array.from([1, ...theta]);
  const gamma = new Float64Array(count);
  for (let shift = -q; shift <= q; shift++) {
    let weight = 0;
    for (let i = Math.max(0, -shift); i <= q && i + shift <= q; i++) weight += moving[i]! * moving[i + shift]!;
    if (weight !== 0) for (let k = 0; k < count; k++) gamma[k]! += weight * plain[Math.abs(k - shift)]!;
  }
  return gamma;
}

/** Autocovariances of a pure autoregression, from its predictors of every order. */
function autoregressive(phi: Lags, count: number): Float64Array | null {
  const known = predictorsOf(phi);
  if (!known) return null;
  const gamma = new Float64Array(count);
  let rest = 1 / known.partial.reduce((left, partial) => left * (1 - partial * partial), 1);
  gamma[0] = rest;
  for (let k = 1; k < count; k++) {
    const weights = known.orders[Math.min(k, phi.length + 1) - 2];
    if (k <= phi.length) {
      gamma[k] = known.partial[k - 1]! * rest;
      rest *= 1 - known.partial[k - 1]! ** 2;
      for (let j = 1; j < k; j++) gamma[k]! += weights![j - 1]! * gamma[k - j]!;
    } else for (let j = 1; j <= phi.length; j++) gamma[k]! += phi[j - 1]! * gamma[k - j]!;
  }
  return gamma;
}
