import { gatherOutcome, type Outcome } from '../../core/outcome.ts';
import { mean } from '../../core/stats.ts';
import type { MetricType, Scorer } from './metric-type.ts';
import { scoreboardOf } from './score.ts';

/**
 * A metric as a board of cross-validated runs shows it: worked out within each fold, then the mean. Pooled over folds an area under a curve is another number,
 * for each fold's model ranks on a scale of its own. Folds where it is not defined are left out.
 * @param folds the fold of each row; null = all rows are judged together
 */
export function foldMean(metric: MetricType, outcome: Outcome, folds: Int32Array | null): Scorer {
  if (!folds) {
    const scores = scoreboardOf([metric], outcome);
    return (weights) => scores(weights)[0]!;
  }
  const rowsOf = new Map<number, number[]>();
  folds.forEach((fold, row) => void (rowsOf.get(fold)?.push(row) ?? rowsOf.set(fold, [row])));
  const parts = [...rowsOf.values()].map((rows) => ({
    rows: Uint32Array.from(rows),
    own: new Float64Array(rows.length),
    scores: scoreboardOf([metric], gatherOutcome(outcome, rows))
  }));
  return (weights) => {
    const values = parts.map(({ rows, own, scores }) => {
      // Asked thousands of times over: a loop into one buffer takes a fraction of what mapping into a new one does.
      for (let i = 0; i < own.length; i++) own[i] = weights[rows[i]!]!;
      return scores(own)[0]!;
    });
    const defined = values.filter((value) => !Number.isNaN(value));
    return defined.length > 0 ? mean(defined) : NaN;
  };
}
