import { defineForecaster } from '../forecaster-type.ts';
import { residualDeviation } from '../bounds/deviation.ts';

/**
 * The last value, going on by the mean change so far. Source: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), 5.2
 * and 5.5.
 */
export const drift = defineForecaster({
  id: 'drift',
  label: 'Drift',
  doc: 'Goes on from the last value along the line from the first one; right for what wanders with a steady pull.',
  family: 'naive',
  params: {},
  fewest: () => 3,
  async fit({ values }) {
    const n = values.length;
    const last = values[n - 1]!;
    const slope = (last - values[0]!) / (n - 1);
    const residuals = values.subarray(1).map((value, i) => value - values[i]! - slope);
    return { state: { last, slope, n, deviation: residualDeviation(residuals, n - 2) }, words: 'last value with drift', notes: [] };
  },
  forecast({ last, slope, n, deviation }, steps) {
    const ahead = Float64Array.from({ length: steps }, (_, i) => i + 1);
    return {
      mean: ahead.map((h) => last + h * slope),
      spread: ahead.map((h) => deviation * Math.sqrt(h * (1 + h / (n - 1)))),
      df: n - 2
    };
  },
  seenFrom: ({ deviation }, { values }) => ({
    last: values.at(-1)!,
    slope: (values.at(-1)! - values[0]!) / (values.length - 1),
    n: values.length,
    deviation
  }),
  fitted: () => 0
});
