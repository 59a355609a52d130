import { numberOutOfReach } from '../../core/errors/training.ts';
import type { Table } from '../../core/table.ts';
import type { Target } from '../../core/target.ts';

/** Squares of larger numbers, and their sums over rows, leave what a double can hold: means, spreads and scores would say nothing. */
const LARGEST = 1e150;

/**
 * Refuses numbers that no mean or spread could be taken of, before a recipe or a model makes something else of them.
 * @throws LatheError `number-out-of-reach` naming the column
 */
export function checkSizes(features: Table, target: Target, weights: Float64Array | null): void {
  const check = (name: string, values: Float64Array) => {
    const at = values.findIndex((value) => Math.abs(value) > LARGEST && Number.isFinite(value));
    if (at >= 0) throw numberOutOfReach(name, values[at]!, LARGEST);
  };
  for (const column of features.columns) if (column.kind === 'number') check(column.name, column.values);
  if (target.kind === 'numbers') check(target.name, target.values);
  if (weights) check('weight', weights);
}
