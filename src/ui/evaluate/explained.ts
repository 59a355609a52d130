import type { Explanation } from '../../app/lathe-api.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import type { DependenceData } from '../../charts/dependence.ts';
import type { ImportanceData } from '../../charts/importance.ts';
import { lower } from './words.ts';

interface Importances {
  readonly metric: string;
  readonly features: readonly string[];
  /** The interval of the mean over the shuffles, and their standard deviation. */
  readonly importances: readonly { value: number; low: number; high: number; deviation: number }[];
}

/** The first features by what is lost without them, with their spread. */
export function importanceData(explanation: Explanation, most = 15): ImportanceData {
  const { metric, features, importances } = explanation as unknown as Importances;
  const rows = features.map((name, i) => {
    const { value, low, high } = importances[i]!;
    return { name, mean: value, low, high };
  });
  return { metric: lower(metricFacts(metric).label), features: rows.slice(0, most) };
}

/** Whether the metric falls or rises when a column is shuffled: errors rise. */
export const importanceText = (metric: string): string =>
  metricFacts(metric).higherIsBetter
    ? 'Each column is shuffled among the held-out rows, ten times; what the score loses is what the column is worth to this model.'
    : 'Each column is shuffled among the held-out rows, ten times; how much larger the error gets is what the column is worth to this model.';

interface Dependence {
  readonly of: string;
  readonly grid: readonly (number | string)[];
  readonly average: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly curves: readonly (readonly number[])[];
}

/** How the answer moves with one feature: the mean, the middle 80 % of the rows, and single rows. */
export function dependenceData(explanation: Explanation, feature: string, isClass: boolean): DependenceData {
  const { of, grid, average, low, high, curves } = explanation as unknown as Dependence;
  const points = grid.map((at, i) => ({ at, mean: average[i]!, low: low[i]!, high: high[i]! }));
  const isNumber = typeof grid[0] === 'number';
  return {
    feature,
    answer: isClass ? `probability of ${of}` : of,
    kind: isNumber ? 'number' : 'category',
    points,
    rows: curves.slice(0, 30)
  };
}
