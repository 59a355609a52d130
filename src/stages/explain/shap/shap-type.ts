import type { WorkContext } from '../../../core/context.ts';
import type { Rng } from '../../../core/rng.ts';
import type { Table } from '../../../core/table.ts';
import type { ModelPackage } from '../../../predict/package-type.ts';
import type { PredictRows } from '../partial-dependence.ts';
import type { Player } from './players.ts';
import type { Unit } from './raw-model.ts';

/** How the values were worked out. */
export type ShapWay = 'trees against rows' | 'trees by cover' | 'sum' | 'terms' | 'all coalitions' | 'drawn coalitions' | 'gradients';

export interface ShapRequest {
  readonly pkg: ModelPackage;
  /** Rows to explain: original columns, as the model is given them. */
  readonly table: Table;
  /** Training rows that stand in for what is not known, the same columns. */
  readonly background: Table;
  /** Of classes, the one whose chances are explained; null for a number. */
  readonly code: number | null;
  /** The final answer of the whole model, for models that are asked from outside. */
  readonly predict: PredictRows;
  readonly rng: Rng;
  readonly context: WorkContext;
}

export interface Shap {
  readonly way: ShapWay;
  readonly unit: Unit;
  readonly players: readonly Player[];
  /** What each player adds, [rows, players]; with the base they add up to the output of the row. */
  readonly values: Float64Array;
  /** The mean output over what stands for not knowing anything; of gradients that of the baseline. */
  readonly base: number;
  /** What the scorer itself says of each row, in the same unit. */
  readonly outputs: Float64Array;
  /** Standard errors of the values, where coalitions were drawn; else null. */
  readonly errors: Float64Array | null;
}

/** The farthest that values and base are from adding up to the output of a row. */
export function localError({ values, base, outputs, players }: Pick<Shap, 'values' | 'base' | 'outputs' | 'players'>): number {
  const width = players.length;
  let most = 0;
  for (let row = 0; row < outputs.length; row++) {
    let sum = base;
    for (let j = 0; j < width; j++) sum += values[row * width + j]!;
    most = Math.max(most, Math.abs(sum - outputs[row]!));
  }
  return most;
}
