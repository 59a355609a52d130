import { defineForecaster } from '../forecaster-type.ts';
import { residualDeviation, tOutlook } from '../outlook.ts';

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
  forecast({ last, slope, n, deviation }, ask) {
    const steps = Float64Array.from({ length: ask.steps }, (_, i) => i + 1);
    return tOutlook(
      steps.map((h) => last + h * slope),
      steps.map((h) => deviation * Math.sqrt(h * (1 + h / (n - 1)))),
      n - 2,
      ask
    );
  }
});
