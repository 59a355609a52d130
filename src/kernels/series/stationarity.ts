import { normalCdf } from '../distributions.ts';
import { cholesky, solveCholesky } from '../linear/cholesky.ts';

export interface StationarityTest {
  readonly statistic: number;
  readonly pValue: number;
  readonly lags: number;
}

/** Bounds of the table of Kwiatkowski et al.: statistic and p-value. */
const KPSS_TABLE = [
  [0.347, 0.1],
  [0.463, 0.05],
  [0.574, 0.025],
  [0.739, 0.01]
] as const;

/**
 * KPSS: whether a series stays around one level; a small p-value speaks against it. P-values are read off a table and lie in 0.01 to 0.1.
 * Sources: Kwiatkowski, Phillips, Schmidt & Shin (1992); lags by Hobijn, Franses & Ooms (1998).
 */
export function kpssTest(values: Float64Array): StationarityTest {
  const n = values.length;
  const mean = values.reduce((total, value) => total + value, 0) / n;
  const away = values.map((value) => value - mean);
  const lags = Math.min(n - 1, hobijnLags(away));
  let [sum, squares] = [0, 0];
  for (const value of away) {
    sum += value;
    squares += sum * sum;
  }
  const statistic = squares / n ** 2 / longRunVariance(away, lags);
  return { statistic, pValue: fromTable(statistic), lags };
}

/** Newey and West: autocovariances with falling weights. */
function longRunVariance(away: Float64Array, lags: number): number {
  let total = covariance(away, 0);
  for (let lag = 1; lag <= lags; lag++) total += 2 * (1 - lag / (lags + 1)) * covariance(away, lag);
  return total;
}

function covariance(away: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < away.length; i++) sum += away[i]! * away[i - lag]!;
  return sum / away.length;
}

function hobijnLags(away: Float64Array): number {
  const n = away.length;
  const most = Math.floor(n ** (2 / 9));
  let s0 = covariance(away, 0);
  let s1 = 0;
  for (let lag = 1; lag <= most; lag++) {
    const product = (2 * covariance(away, lag) * n) / n;
    s0 += product;
    s1 += lag * product;
  }
  const ratio = s1 / s0;
  return Math.floor(1.1447 * (ratio * ratio) ** (1 / 3) * n ** (1 / 3));
}

function fromTable(statistic: number): number {
  const [first, last] = [KPSS_TABLE[0], KPSS_TABLE[3]];
  if (statistic <= first[0]) return first[1];
  if (statistic >= last[0]) return last[1];
  const at = KPSS_TABLE.findIndex(([bound]) => statistic < bound);
  const [low, high] = [KPSS_TABLE[at - 1]!, KPSS_TABLE[at]!];
  return low[1] + ((statistic - low[0]) / (high[0] - low[0])) * (high[1] - low[1]);
}

/**
 * Augmented Dickey-Fuller with a constant: whether a series wanders like a sum of shocks; a small p-value speaks against that. The lag of least AIC
 * up to 12 (n / 100)^(1/4).
 * Sources: Said & Dickey (1984); the p-value: MacKinnon (1994), "Approximate asymptotic distribution functions for unit-root tests".
 * @returns null where the regression can't be done: too few values, or none that change
 */
export function dickeyFullerTest(values: Float64Array): StationarityTest | null {
  const n = values.length;
  const most = Math.min(Math.ceil(12 * (n / 100) ** 0.25), Math.floor(n / 2) - 2);
  if (most < 0) return null;
  let best: { lags: number; aic: number } | null = null;
  for (let lags = 0; lags <= most; lags++) {
    const fit = regress(values, lags, most);
    if (fit && (best === null || fit.aic < best.aic)) best = { lags, aic: fit.aic };
  }
  const fit = best && regress(values, best.lags, best.lags);
  return fit && best ? { statistic: fit.t, pValue: mackinnonPValue(fit.t), lags: best.lags } : null;
}

/** The change on the level before, a constant and earlier changes, over the rows from `skip` on; by normal equations of standardised columns. */
function regress(values: Float64Array, lags: number, skip: number): { t: number; aic: number } | null {
  const change = (i: number) => values[i + 1]! - values[i]!;
  const rows = values.length - 1 - skip;
  const width = lags + 2;
  if (rows <= width) return null;
  const row = (i: number): number[] => [values[i]!, 1, ...Array.from({ length: lags }, (_, lag) => change(i - 1 - lag))];
  const product = new Float64Array(width * width);
  const target = new Float64Array(width);
  const centre = values.reduce((total, value) => total + value, 0) / values.length;
  for (let i = skip; i < skip + rows; i++) {
    const cells = row(i);
    cells[0]! -= centre;
    const y = change(i);
    for (let a = 0; a < width; a++) {
      target[a]! += cells[a]! * y;
      for (let b = 0; b < width; b++) product[a * width + b]! += cells[a]! * cells[b]!;
    }
  }
  const triangle = cholesky(product, width);
  if (!triangle) return null;
  const solution = solveCholesky(triangle, width, target.slice());
  let squares = 0;
  for (let i = skip; i < skip + rows; i++) {
    const cells = row(i);
    cells[0]! -= centre;
    squares += (change(i) - cells.reduce((total, cell, a) => total + cell * solution[a]!, 0)) ** 2;
  }
  const unit = new Float64Array(width);
  unit[0] = 1;
  const spread = (squares / (rows - width)) * solveCholesky(triangle, width, unit)[0]!;
  const logLikelihood = (-rows / 2) * (Math.log(2 * Math.PI) + Math.log(squares / rows) + 1);
  return { t: solution[0]! / Math.sqrt(spread), aic: 2 * width - 2 * logLikelihood };
}

function mackinnonPValue(t: number): number {
  if (t > 2.74) return 1;
  if (t < -18.83) return 0;
  const powers = t <= -1.61 ? [2.1659, 1.4412, 0.038269] : [1.7339, 0.93202, -0.12745, -0.010368];
  return normalCdf(powers.reduce((total, power, i) => total + power * t ** i, 0));
}
