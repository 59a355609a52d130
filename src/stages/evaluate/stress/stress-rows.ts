import { partOf, type WorkContext } from '../../../core/context.ts';
import { isLatheError } from '../../../core/errors/lathe-error.ts';
import type { Metric, Outcome } from '../../../core/outcome.ts';
import { deviation, sum } from '../../../core/stats.ts';
import type { Table } from '../../../core/table.ts';
import type { MetricType } from '../metric-type.ts';
import { scoreOutcome } from '../score.ts';
import { breakTable, type Strike } from './break-table.ts';
import { measureDrop } from './measure-drop.ts';
import type { WeightEnd, WeightStress } from './stress-type.ts';

/** The rows that are broken, and what tells how well they are answered. */
export interface RowsUnderStress {
  readonly table: Table;
  /** The rows as they are. */
  readonly base: Outcome;
  /** The whole scorer, recipe and all, on original columns. */
  readonly score: (table: Table) => Promise<Outcome>;
  readonly metric: MetricType;
  readonly seed: number;
  readonly context: WorkContext;
}

export interface StressPoint {
  readonly dose: number;
  /** "10 % of the values missing". */
  readonly words: string;
  /** The mean over the trials. */
  readonly metric: Metric;
  /** How much worse than the rows as they are; above 0 is worse. */
  readonly drop: Metric;
  /** Standard deviation of the metric over the trials; null of a single one. */
  readonly deviation: number | null;
  /** Of weighted rows: how many unweighted ones they are worth. */
  readonly effectiveRows: number | null;
}

/** The model did not answer: it refused, or what came out was no number. */
export interface Refusal {
  readonly words: string;
  readonly message: string;
}

/** One dose of broken values. @returns a refusal where the model gives no answer to rows like these */
export async function strikeRows(
  rows: RowsUnderStress,
  dose: number,
  strike: Omit<Strike, 'repeat' | 'seed'>,
  repeats: number
): Promise<StressPoint | Refusal> {
  const { context, seed } = rows;
  const words = strike.type.sayDose(dose, strike.params);
  const trials: Outcome[] = [];
  const count = strike.type.isFixed ? 1 : repeats;
  try {
    for (let repeat = 0; repeat < count; repeat++) {
      const broken = await breakTable(rows.table, dose, { ...strike, repeat, seed }, context);
      trials.push(await rows.score(broken));
      context.onProgress((0.6 * (repeat + 1)) / count, words);
    }
  } catch (error) {
    if (!isLatheError(error)) throw error;
    return { words, message: error.message };
  }
  const measured = await measureDrop(rows.base, trials, { metric: rows.metric, seed, context: partOf(context, 0.6, 1) });
  const values = trials.map((trial) => scoreOutcome(rows.metric, trial));
  return { dose, words, ...measured, deviation: values.length > 1 ? deviation(values) : null, effectiveRows: null };
}

/** What rows lean to. */
export interface Lean {
  readonly type: WeightStress;
  /** Values of the rows that they lean by, NaN = missing. */
  readonly values: Float64Array;
  readonly end: WeightEnd;
}

/** The rows, counted otherwise. */
export function leanOutcome(base: Outcome, dose: number, { type, values, end }: Lean): Outcome {
  if (dose === 0) return base;
  const weights = type.weigh(values, dose, end);
  return { ...base, weights: base.weights ? weights.map((weight, i) => weight * base.weights![i]!) : weights };
}

/** One dose of rows that lean to an end: no row is answered anew. */
export async function leanRows(rows: Omit<RowsUnderStress, 'score' | 'table'>, dose: number, lean: Lean): Promise<StressPoint> {
  const outcome = leanOutcome(rows.base, dose, lean);
  const measured = await measureDrop(rows.base, [outcome], rows);
  const words = lean.type.sayDose(dose, {});
  return { dose, words, ...measured, deviation: null, effectiveRows: dose === 0 ? null : effectiveRows(outcome.weights!) };
}

/** How many rows of equal weight tell as much: Kish's (sum of w)^2 / sum of w^2. */
export const effectiveRows = (weights: Float64Array): number => sum(weights) ** 2 / sum(weights.map((weight) => weight * weight));

export const isRefusal = (found: StressPoint | Refusal): found is Refusal => 'message' in found;
