import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { armaLikelihood, logLikelihoodOf } from '../../../src/stages/forecast/arima/likelihood.ts';
import { negated, product } from '../../../src/stages/forecast/arima/polynomials.ts';

/** An hourly series with a short memory and one of a day, around 5. */
function hours(count: number): Float64Array {
  const rng = createRng(3);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = 0.5 * ((values[i - 1] ?? 0) + 0.6 * (values[i - 24] ?? 0)) + normal(rng);
  return values.map((value) => value + 5);
}

const seasonal = (short: readonly number[], long: readonly number[]) =>
  negated(product(negated(Float64Array.from(short)), negated(Float64Array.from(long)), 24));

test.each([
  ['an autoregression, which settles after its lags', [0.5, 0.1], [0.4], [], []],
  ['surprises that fade within a day', [0.5], [0.3], [0.2], [0.3]],
  ['surprises of which nothing settles', [], [], [0.4], [0.97]],
  ['no lags at all', [], [], [], []]
])('the likelihood without the state is that with it: %s', (_name, phi, seasonalPhi, theta, seasonalTheta) => {
  const lags = { phi: seasonal(phi, seasonalPhi), theta: negated(seasonal(theta.map((value) => -value), seasonalTheta.map((value) => -value))) }; // prettier-ignore
  for (const count of [30, 700])
    for (const hasMean of [true, false]) {
      const whole = armaLikelihood(hours(count), lags, hasMean)!.logLikelihood;
      expect(Math.abs(logLikelihoodOf(hours(count), lags, hasMean) / whole - 1)).toBeLessThan(1e-10);
    }
});

test('what is not stationary has none', () => {
  expect(logLikelihoodOf(hours(50), { phi: Float64Array.of(1.2), theta: new Float64Array(0) }, true)).toBeNaN();
});
