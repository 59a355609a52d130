import { defineForecaster } from '../forecaster-type.ts';
import { residualDeviation } from '../bounds/deviation.ts';
import { searchMinimum, within } from '../search.ts';
import { autocorrelation } from '../../../kernels/series/autocorrelation.ts';
import { decompose } from '../../../kernels/series/decompose.ts';
import { brief } from '../../../core/words.ts';
import type { WorkContext } from '../../../core/context.ts';

/**
 * The Theta method: the mean of a straight line and of simple exponential smoothing, which is smoothing with half the line's slope as drift.
 * Sources: Assimakopoulos & Nikolopoulos (2000), "The theta model"; Hyndman & Billah (2003), "Unmasking the Theta method", whose closed form this is.
 * Departs from them in the season, which is taken out as it adds up, so that values below 0 are no matter, and only where its autocorrelation is
 * beyond chance (at 90 %, as in the M3 competition).
 */
export const theta = defineForecaster({
  id: 'theta',
  label: 'Theta',
  doc: 'Half the slope of the long line and the level of late; simple, quick, and the winner of the M3 competition.',
  family: 'smoothing',
  params: {},
  fewest: (period) => (period > 1 ? 2 * period + 1 : 4),
  longestPeriod: 366,
  async fit({ values, period }, _params, context) {
    const turns = hasSeason(values, period) ? decompose(values, period).seasonal.subarray(0, period) : new Float64Array(1);
    const plain = values.map((value, i) => value - turns[i % turns.length]!);
    const slope = slopeOf(plain);
    const { alpha, first, level, residuals } = await smoothed(plain, context);
    const deviation = residualDeviation(residuals, plain.length - 2);
    return {
      state: { alpha, first, level, slope, n: plain.length, turns, deviation },
      words: `slope ${brief(slope / 2)} a step, alpha ${brief(alpha)}`,
      notes: []
    };
  },
  forecast({ alpha, level, slope, n, turns, deviation }, steps) {
    const ahead = Float64Array.from({ length: steps }, (_, i) => i);
    const pull = (h: number) => (slope / 2) * (h + 1 / alpha - (1 - alpha) ** n / alpha);
    return {
      mean: ahead.map((h) => level + pull(h) + turns[(n + h) % turns.length]!),
      spread: ahead.map((h) => deviation * Math.sqrt(1 + h * alpha * alpha)),
      df: n - 2
    };
  },
  seenFrom(state, { values }) {
    const plain = values.map((value, i) => value - state.turns[i % state.turns.length]!);
    const { level } = smoothBy(plain, state.alpha, state.first);
    return { ...state, level, slope: slopeOf(plain), n: plain.length };
  },
  fitted: ({ turns }) => 1 + turns.length
});

/** Whether the autocorrelation at the season is more than chance gives, at 90 %. Source: the M3 version of the method. */
function hasSeason(values: Float64Array, period: number): boolean {
  if (period < 2 || values.length < 2 * period) return false;
  const acf = autocorrelation(values, period);
  let squares = 0;
  for (let lag = 1; lag < period; lag++) squares += acf[lag]! ** 2;
  return Math.abs(acf[period]!) > 1.645 * Math.sqrt((1 + 2 * squares) / values.length);
}

function slopeOf(values: Float64Array): number {
  const n = values.length;
  return (12 / (n * (n * n - 1))) * values.reduce((total, value, i) => total + (i - (n - 1) / 2) * value, 0);
}

function smoothBy(values: Float64Array, alpha: number, first: number) {
  let level = first;
  const residuals = values.map((value) => {
    const miss = value - level;
    level += alpha * miss;
    return miss;
  });
  return { alpha, first, level, residuals };
}

/** Simple exponential smoothing with the alpha and the first level of least squares. */
async function smoothed(values: Float64Array, context: WorkContext) {
  const scale = Math.max(...values) - Math.min(...values) || 1;
  const read = (at: Float64Array) => smoothBy(values, within(at[0]!, 1e-4, 1 - 1e-4), values[0]! + scale * at[1]!);
  const value = (at: Float64Array) => read(at).residuals.reduce((total, miss) => total + (miss / scale) ** 2, 0) / values.length;
  const found = await searchMinimum(value, Float64Array.of(0, 0), { maxIter: 100, tol: 1e-9, cost: 8 * values.length }, context);
  return read(found.at);
}
