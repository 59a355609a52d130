/** A series as the sum of three. Trend and rest are NaN where the window of the trend does not fit. */
export interface Decomposition {
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  readonly rest: Float64Array;
  /** What is left of 1 after the rest, once the trend is out: 0 = no season, 1 = nothing but season. */
  readonly seasonStrength: number;
  readonly trendStrength: number;
}

/**
 * Classical decomposition: a centred moving average over one period, then the mean of each phase.
 * Sources: Kendall & Stuart, "The Advanced Theory of Statistics", vol. 3; the strengths: Wang, Smith & Hyndman (2006), "Characteristic-based
 * clustering for time series data".
 * @param period steps of one season; at least two of them in the series
 */
export function decompose(values: Float64Array, period: number): Decomposition {
  const trend = movingAverage(values, period);
  const away = values.map((value, i) => value - trend[i]!);
  const phases = phaseMeans(away, period);
  const seasonal = values.map((_, i) => phases[i % period]!);
  const rest = away.map((value, i) => value - seasonal[i]!);
  const unseasoned = values.map((value, i) => value - seasonal[i]!);
  return { trend, seasonal, rest, seasonStrength: strength(rest, away), trendStrength: strength(rest, unseasoned, trend) };
}

/** Centred, over `width` values; of an even width the two outer ones count half. NaN at the ends. */
export function movingAverage(values: Float64Array, width: number): Float64Array {
  const n = values.length;
  const half = Math.floor(width / 2);
  const isEven = width % 2 === 0;
  const means = new Float64Array(n).fill(NaN);
  const sums = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) sums[i + 1] = sums[i]! + values[i]!;
  for (let i = half; i + half < n; i++) {
    const whole = sums[i + half + 1]! - sums[i - half]!;
    means[i] = (isEven ? whole - (values[i - half]! + values[i + half]!) / 2 : whole) / width;
  }
  return means;
}

function phaseMeans(away: Float64Array, period: number): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  away.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    sums[i % period]! += value;
    counts[i % period]!++;
  });
  const means = sums.map((sum, phase) => (counts[phase]! > 0 ? sum / counts[phase]! : 0));
  const centre = means.reduce((total, mean) => total + mean, 0) / period;
  return means.map((mean) => mean - centre);
}

/** 1 - var(rest) / var(whole), over the places where both (and `beside`) are. */
function strength(rest: Float64Array, whole: Float64Array, beside = whole): number {
  const at = [...rest.keys()].filter((i) => !Number.isNaN(rest[i]) && !Number.isNaN(whole[i]) && !Number.isNaN(beside[i]));
  const spread = varianceAt(whole, at);
  return spread > 0 ? Math.max(0, 1 - varianceAt(rest, at) / spread) : 0;
}

function varianceAt(values: Float64Array, at: readonly number[]): number {
  const mean = at.reduce((total, i) => total + values[i]!, 0) / at.length;
  return at.reduce((total, i) => total + (values[i]! - mean) ** 2, 0) / at.length;
}
