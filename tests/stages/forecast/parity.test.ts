import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { armaLikelihood } from '../../../src/stages/forecast/arima/likelihood.ts';
import { fitArima } from '../../../src/stages/forecast/arima/fit.ts';
import { differenced, differenceWeights, negated, product } from '../../../src/stages/forecast/arima/polynomials.ts';
import { fitEts } from '../../../src/stages/forecast/ets/fit.ts';
import { formName, type EtsForm } from '../../../src/stages/forecast/ets/form.ts';
import { etsCourse } from '../../../src/stages/forecast/ets/course.ts';
import { smooth, type EtsNumbers } from '../../../src/stages/forecast/ets/smooth.ts';
import { arima } from '../../../src/stages/forecast/methods/arima.ts';
import { theta } from '../../../src/stages/forecast/methods/theta.ts';
import { testContext } from './context.ts';

interface EtsReference extends EtsForm {
  readonly llf: number;
  readonly best: number;
  readonly forecast: number[];
  readonly variance: number[] | null;
}
interface ArimaReference {
  readonly series: string;
  readonly order: [number, number, number];
  readonly seasonal: [number, number, number];
  readonly constant: boolean;
  readonly llf: number;
  readonly ar: number[];
  readonly ma: number[];
  readonly sar: number[];
  readonly sma: number[];
  readonly mean: number;
  readonly sigma2: number;
  readonly forecast: number[];
  readonly se: number[];
}
interface Reference {
  readonly series: Record<string, number[]>;
  readonly ets: EtsReference[];
  readonly arima: ArimaReference[];
  readonly theta: { b0: number; alpha: number; forecast: number[] };
}
const reference = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/forecast.json'), 'utf8')) as Reference;
const sales = Float64Array.from(reference.series['sales']!);
const near = (got: ArrayLike<number>, wanted: readonly number[], share: number) =>
  wanted.forEach((value, i) => expect(Math.abs(got[i]! - value)).toBeLessThan(share * Math.max(1, Math.abs(value))));

/** The numbers the script held fixed. */
const fixedNumbers = (form: EtsForm): EtsNumbers => ({
  alpha: 0.4,
  beta: form.trend === 'none' ? 0 : 0.1,
  gamma: form.season === 'none' ? 0 : 0.2,
  phi: form.trend === 'damped' ? 0.93 : 1,
  level: 60,
  slope: form.trend === 'none' ? 0 : 0.4,
  season: Float64Array.from({ length: 12 }, (_, i) => (form.season === 'mul' ? 1 + 0.2 * wave(i) : 12 * wave(i)))
});
const wave = (i: number) => Math.sin((2 * Math.PI * i) / 12);

describe.each(reference.ets.map((one) => [formName(one), one] as const))('%s, as statsmodels has it', (_name, one) => {
  const fixed = fixedNumbers(one);
  test('likelihood, forecasts and their variance at the same numbers', () => {
    const { logLikelihood, end, residuals } = smooth(sales, one, fixed);
    // statsmodels moves a season that multiplies by the new level where its own documentation, and the book, move it by the old one.
    const isExact = one.season !== 'mul';
    if (isExact) expect(logLikelihood).toBeCloseTo(one.llf, 6);
    else expect(Math.abs(logLikelihood - one.llf)).toBeLessThan(0.05);
    const deviation = Math.sqrt(residuals.reduce((total, value) => total + value * value, 0) / sales.length);
    const course = etsCourse({ form: one, numbers: fixed, end, deviation, df: Infinity }, 18);
    near(course.mean, one.forecast, isExact ? 1e-8 : 1e-3);
    if (one.variance) near(course.spread.map((spread) => spread * spread), one.variance, 1e-6); // prettier-ignore
  });
  test('the fit is at least as likely', async () => {
    const fit = await fitEts(sales, one, { period: one.season === 'none' ? 1 : 12, isRough: false }, testContext());
    expect(fit!.smoothed.logLikelihood).toBeGreaterThan(one.best - 0.05);
  });
});

describe.each(reference.arima.map((one) => [`(${one.order.join()})(${one.seasonal.join()}) of ${one.series}`, one] as const))(
  'ARIMA%s, as statsmodels has it',
  (_name, one) => {
    const [p, d, q] = one.order;
    const [seasonalP, seasonalD, seasonalQ] = one.seasonal;
    const values = differenced(Float64Array.from(reference.series[one.series]!), differenceWeights(d, seasonalD, 12));
    const phi = negated(product(negated(Float64Array.from(one.ar)), negated(Float64Array.from(one.sar)), 12));
    const moving = product(Float64Array.from(one.ma), Float64Array.from(one.sma), 12);

    test('the likelihood and the level at the same coefficients', () => {
      const fit = armaLikelihood(values, { phi, theta: moving }, one.constant)!;
      // Level and variance are at their best here, and only nearly so where a search found them.
      expect(fit.logLikelihood - one.llf).toBeGreaterThan(-1e-5);
      expect(fit.logLikelihood - one.llf).toBeLessThan(0.003);
      near([fit.mean], [one.mean], 0.05);
    });
    test('what comes next, and how sure', () => {
      const fit = armaLikelihood(values, { phi, theta: moving }, one.constant)!;
      const n = values.length;
      const state = {
        phi,
        theta: moving,
        weights: new Float64Array(0),
        tail: new Float64Array(0),
        ahead: fit.ahead,
        aheadOfOnes: fit.aheadOfOnes,
        meanVariance: 0,
        sides: [],
        mean: fit.mean,
        deviation: Math.sqrt(fit.squares / n),
        df: Infinity,
        chosen: 0
      };
      const { mean, spread } = arima.forecast(state, 24);
      near(mean, one.forecast, 2e-3);
      near(spread, one.se, 6e-3);
    });
    test('the fit is at least as likely', async () => {
      const order = { p, d, q, seasonalP, seasonalD, seasonalQ, constant: one.constant };
      const fit = await fitArima(values, order, { period: 12, tol: 1e-6 }, testContext());
      expect(fit!.arma.logLikelihood).toBeGreaterThan(one.llf - 0.01);
    });
  }
);

test('Theta goes on like that of statsmodels', async () => {
  const values = Float64Array.from(reference.series['walk']!);
  const { state } = await theta.fit({ values, period: 1 }, {}, testContext());
  expect(state['slope']).toBeCloseTo(reference.theta.b0, 8);
  near(theta.forecast(state, 12).mean, reference.theta.forecast, 2e-3);
});
