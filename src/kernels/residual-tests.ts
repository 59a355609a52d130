import { mean, sum, type Numbers } from '../core/stats.ts';
import { chiSquareSf } from './distributions.ts';
import { autocorrelation } from './series/autocorrelation.ts';

export interface Tested {
  readonly statistic: number;
  /** NaN where there is nothing to test. */
  readonly pValue: number;
}

/**
 * Whether the size of errors goes with a number: n times R² of the squared errors on it, against a chi-square of one degree. It does not take the errors for
 * normal. Sources: Breusch & Pagan (1979); Koenker (1981), the studentised form.
 */
export function breuschPagan(errors: Float64Array, along: Float64Array): Tested & { readonly slope: number } {
  const squares = errors.map((error) => error * error);
  const [mx, my] = [mean(along), mean(squares)];
  const products = (a: Numbers, am: number, b: Numbers, bm: number) => sum(Float64Array.from(a, (value, i) => (value - am) * (b[i]! - bm)));
  const [sxx, syy, sxy] = [products(along, mx, along, mx), products(squares, my, squares, my), products(along, mx, squares, my)];
  const statistic = (errors.length * sxy * sxy) / (sxx * syy);
  return { statistic, pValue: Number.isFinite(statistic) ? chiSquareSf(statistic, 1) : NaN, slope: sxy / sxx };
}

/** Whether numbers are spread as a bell curve, by their skewness and kurtosis. Source: Jarque & Bera (1987). */
export function jarqueBera(values: Float64Array): Tested & { readonly skewness: number; readonly kurtosis: number } {
  const centre = mean(values);
  const moment = (k: number) => mean(values.map((value) => (value - centre) ** k));
  const spread = moment(2);
  const [skewness, kurtosis] = [moment(3) / spread ** 1.5, moment(4) / spread ** 2];
  const statistic = (values.length / 6) * (skewness ** 2 + (kurtosis - 3) ** 2 / 4);
  return { statistic, pValue: Number.isFinite(statistic) ? chiSquareSf(statistic, 2) : NaN, skewness, kurtosis };
}

/** Whether errors, in the order of time, go with those before them, up to some lags. Source: Ljung & Box (1978). */
export function ljungBox(errors: Float64Array, lags: number): Tested & { readonly first: number } {
  const n = errors.length;
  const own = autocorrelation(errors, lags);
  const terms = Float64Array.from({ length: own.length - 1 }, (_, i) => own[i + 1]! ** 2 / (n - i - 1));
  const statistic = n * (n + 2) * sum(terms);
  return { statistic, pValue: Number.isFinite(statistic) ? chiSquareSf(statistic, terms.length) : NaN, first: own[1] ?? NaN };
}

/** Around 2 where neighbouring errors have nothing to do with each other, nearer 0 where they are alike. Source: Durbin & Watson (1950). */
export const durbinWatson = (errors: Float64Array): number =>
  sum(errors.subarray(1).map((error, i) => (error - errors[i]!) ** 2)) / sum(errors.map((error) => error * error));
