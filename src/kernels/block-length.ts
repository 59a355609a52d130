import { mean } from '../core/stats.ts';

/** Above this many values neighbours are averaged first: the length is then known to within one average, and the lags stay few. */
const MOST_VALUES = 20_000;

/**
 * Length of the blocks whose moving-block bootstrap gives the variance of a mean of this series best: (2 G^2 / D)^(1/3) n^(1/3), G and D from the
 * autocovariances under a flat-top window that ends where they are no longer told from 0.
 * Sources: Künsch (1989), "The jackknife and the bootstrap for general stationary observations"; Politis & White (2004), "Automatic block-length
 * selection for the dependent bootstrap", with the cap of Patton, Politis & White (2009).
 * @param series in the order of time
 * @returns 1 to n; 1 for a series without dependence
 */
export function blockLength(series: Float64Array): number {
  const per = Math.ceil(series.length / MOST_VALUES);
  if (per > 1) return per * blockLength(averaged(series, per));
  const n = series.length;
  const covariance = covariances(series);
  const variance = covariance(0);
  if (n < 3 || !(variance > 0)) return 1;
  const window = 2 * lastLag(n, (lag) => covariance(lag) / variance);
  let spectrum = variance;
  let slope = 0;
  for (let lag = 1; lag <= Math.min(window, n - 1); lag++) {
    const share = Math.min(1, 2 * (1 - lag / window));
    spectrum += 2 * share * covariance(lag);
    slope += 2 * share * lag * covariance(lag);
  }
  const most = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  // Where the window makes the spectrum at 0 negative the formula has nothing to go by, and dependence was found.
  if (!(spectrum > 0)) return window > 0 ? most : 1;
  return Math.max(1, Math.min(most, Math.ceil(Math.cbrt((1.5 * slope * slope * n) / (spectrum * spectrum)))));
}

/** The last lag before a stretch of lags none of which is told from 0. */
function lastLag(n: number, correlation: (lag: number) => number): number {
  const stretch = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))));
  const bound = 2 * Math.sqrt(Math.log10(n) / n);
  const most = Math.min(Math.ceil(Math.sqrt(n)) + stretch, n - 1);
  let last = 0;
  for (let lag = 1; lag <= most && lag - last <= stretch; lag++) if (Math.abs(correlation(lag)) >= bound) last = lag;
  return last;
}

function covariances(series: Float64Array): (lag: number) => number {
  const centre = mean(series);
  const known: number[] = [];
  return (lag) => {
    const found = known[lag];
    if (found !== undefined) return found;
    let total = 0;
    for (let i = lag; i < series.length; i++) total += (series[i]! - centre) * (series[i - lag]! - centre);
    known[lag] = total / series.length;
    return known[lag];
  };
}

function averaged(series: Float64Array, per: number): Float64Array {
  const out = new Float64Array(Math.floor(series.length / per));
  for (let i = 0; i < out.length * per; i++) out[Math.floor(i / per)]! += series[i]! / per;
  return out;
}
