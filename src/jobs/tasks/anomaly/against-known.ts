import type { WorkContext } from '../../../core/context.ts';
import type { Metric } from '../../../core/outcome.ts';
import { findColumn } from '../../../core/table.ts';
import { judge } from '../../../stages/evaluate/judge.ts';
import { choosePositive } from '../../experiment/choose-positive.ts';
import { makeTarget } from '../../experiment/make-target.ts';
import type { Study } from '../study.ts';

/** How well the scores sort out rows that were known to be unusual, by a column of two values that was not looked at; nothing where there is none. */
export async function againstKnown(
  { table, target: name, problem }: Study,
  scores: Float64Array,
  seed: number,
  context: WorkContext
): Promise<Record<string, Metric>> {
  const column = name === undefined ? undefined : findColumn(table, name);
  if (!column || (column.kind !== 'category' && column.kind !== 'number')) return {};
  if (column.kind === 'number' && new Set(column.values).size > 3) return {};
  const { target, rows } = makeTarget(column, 'classification');
  if (target.kind !== 'classes' || target.labels.length !== 2) return {};
  const positive = rarerOf(target.codes, choosePositive(target, problem.positive), problem.positive !== undefined);
  const order = ranksOf(scores);
  const probabilities = new Float64Array(2 * rows.length);
  rows.forEach((row, i) => {
    probabilities[2 * i + positive] = order[row]!;
    probabilities[2 * i + 1 - positive] = 1 - order[row]!;
  });
  const actual = Int32Array.from(rows, (row) => target.codes[row]!);
  const predicted = actual.map((_, i) => (probabilities[2 * i + positive]! > 0.5 ? positive : 1 - positive));
  const outcome = { kind: 'classes', labels: target.labels, actual, probabilities, predicted, positive, weights: null } as const;
  const judged = await judge(outcome, { seed, context, metrics: ['roc_auc', 'pr_auc'] });
  return Object.fromEntries(Object.entries(judged).map(([id, { value, low, high, method, n }]) => [id, { value, low, high, method, n }]));
}

/** What is unusual is rare, where nobody said which class it is. */
function rarerOf(codes: Int32Array, chosen: number | null, isSaid: boolean): number {
  if (isSaid && chosen !== null) return chosen;
  const ones = codes.filter((code) => code === 1).length;
  return ones <= codes.filter((code) => code === 0).length ? 1 : 0;
}

/** Place of each score among all, 0 to 1, equal ones alike: the areas under the curves hang on the order alone. */
function ranksOf(scores: Float64Array): Float64Array {
  const sorted = scores.slice().sort();
  const place = new Map<number, number>();
  sorted.forEach((score, i) => place.set(score, i / Math.max(1, sorted.length - 1)));
  return scores.map((score) => place.get(score)!);
}
