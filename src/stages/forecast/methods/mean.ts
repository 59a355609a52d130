import { mean } from '../../../core/stats.ts';
import { defineForecaster } from '../forecaster-type.ts';
import { residualDeviation } from '../bounds/deviation.ts';

/** The mean of all that was. Source: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), 5.2 and 5.5. */
export const meanForecast = defineForecaster({
  id: 'mean-forecast',
  label: 'Mean of the past',
  doc: 'Says the mean of the whole history for every step ahead; right for noise around one level, and a measure of what memory is worth.',
  family: 'naive',
  params: {},
  fewest: () => 2,
  async fit({ values }) {
    const centre = mean(values);
    const deviation = residualDeviation(
      values.map((value) => value - centre),
      values.length - 1
    );
    return { state: { centre, deviation, n: values.length }, words: 'mean of the past', notes: [] };
  },
  forecast({ centre, deviation, n }, steps) {
    const spread = deviation * Math.sqrt(1 + 1 / n);
    return { mean: new Float64Array(steps).fill(centre), spread: new Float64Array(steps).fill(spread), df: n - 1 };
  },
  seenFrom: ({ deviation }, { values }) => ({ centre: mean(values), deviation, n: values.length }),
  fitted: () => 0
});
