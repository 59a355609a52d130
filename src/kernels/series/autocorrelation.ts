/**
 * Autocorrelations at lags 0 to `lags`, each divided by n (the biased form, which keeps them a correlation).
 * @param values without gaps
 */
export function autocorrelation(values: Float64Array, lags: number): Float64Array {
  const n = values.length;
  const mean = values.reduce((total, value) => total + value, 0) / n;
  const away = values.map((value) => value - mean);
  const result = new Float64Array(Math.min(lags, n - 1) + 1);
  for (let lag = 0; lag < result.length; lag++) {
    let product = 0;
    for (let i = lag; i < n; i++) product += away[i]! * away[i - lag]!;
    result[lag] = product;
  }
  const variance = result[0]!;
  return result.map((product) => (variance > 0 ? product / variance : NaN));
}

/**
 * Partial autocorrelations from autocorrelations, by the recursion of Durbin and Levinson: what a lag says once the shorter ones are known.
 * Source: Box, Jenkins & Reinsel, "Time Series Analysis", A3.2.
 */
export function partialAutocorrelation(acf: Float64Array): Float64Array {
  const lags = acf.length - 1;
  const partial = new Float64Array(acf.length);
  partial[0] = 1;
  let weights: number[] = [];
  let rest = 1;
  for (let k = 1; k <= lags; k++) {
    let told = acf[k]!;
    for (let j = 1; j < k; j++) told -= weights[j - 1]! * acf[k - j]!;
    const last = rest > 0 ? told / rest : NaN;
    partial[k] = last;
    weights = [...weights.map((weight, j) => weight - last * weights[k - 2 - j]!), last];
    rest *= 1 - last * last;
  }
  return partial;
}
