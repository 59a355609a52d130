import { defineForecaster } from '../forecaster-type.ts';
import { residualDeviation } from '../bounds/deviation.ts';

/**
 * The value of one season ago; without a season the last value. The baseline that is always on.
 * Source: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), 5.2 and 5.5.
 */
export const seasonalNaive = defineForecaster({
  id: 'seasonal-naive',
  label: 'Seasonal naive',
  doc: 'Says what was one season ago, or the last value where there is no season; the measure of every other method, and hard to beat.',
  family: 'naive',
  params: {},
  fewest: (period) => period + 2,
  async fit({ values, period }) {
    const n = values.length;
    const residuals = values.subarray(period).map((value, i) => value - values[i]!);
    const state = { season: values.slice(n - period), deviation: residualDeviation(residuals, residuals.length), df: residuals.length };
    return { state, words: period > 1 ? `value of ${period} steps ago` : 'last value', notes: [] };
  },
  forecast({ season, deviation, df }, steps) {
    const period = season.length;
    const ahead = Float64Array.from({ length: steps }, (_, i) => i);
    return {
      mean: ahead.map((step) => season[step % period]!),
      spread: ahead.map((step) => deviation * Math.sqrt(1 + Math.floor(step / period))),
      df
    };
  },
  seenFrom: ({ deviation, df }, { values, period }) => ({ season: values.slice(values.length - period), deviation, df }),
  fitted: () => 0
});
