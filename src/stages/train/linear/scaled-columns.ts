import type { TrainingData } from '../../../core/model.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { openLinearKernel } from '../../../kernels/linear/open-linear-kernel.ts';
import type { LinearKernel } from '../../../kernels/linear/linear-kernel.ts';
import type { Work } from '../../../kernels/work.ts';
import type { WorkContext } from '../../../core/context.ts';
import { drive } from '../../../kernels/drive.ts';

/** The features in the memory of a kernel, centred and brought to one size, so that their units do not decide how long a search takes. */
export interface ScaledColumns {
  readonly kernel: LinearKernel;
  /** Columns that vary: places among all features. */
  readonly used: readonly number[];
  readonly features: number;
  /** What was taken away from each used column; 0 without an intercept. */
  readonly centres: Float64Array;
  /** What each used column was divided by: the root of its mean square then. */
  readonly scales: Float64Array;
}

/** Columns above which products of all with each other take more time than they save. */
export const MOST_SQUARED = 300;

interface Wishes {
  readonly fitIntercept: boolean;
  /** `each`: one for each used column and one more. */
  readonly outputs: number | 'each';
  /** Columns up to which products of all with each other are wanted; MOST_SQUARED for one output, else none, unless said. */
  readonly mostSquared?: number;
}

/** Copies, centres and scales the features. A column that never changes is left out: with an intercept it says nothing. */
export async function scaledColumns(data: TrainingData, wishes: Wishes, context: WorkContext): Promise<ScaledColumns> {
  const { fitIntercept, mostSquared = wishes.outputs === 1 ? MOST_SQUARED : -1 } = wishes;
  const columns = (data.features.columns as readonly NumberColumn[]).map(({ values }) => values);
  const used = columns.map((_, j) => j).filter((j) => says(columns[j]!, fitIntercept));
  const outputs = wishes.outputs === 'each' ? used.length + 1 : wishes.outputs;
  const hasSquares = used.length <= mostSquared;
  const kernel = await openLinearKernel({ rows: data.features.rows, cols: used.length, outputs, hasSquares });
  const centres = new Float64Array(used.length);
  const scales = new Float64Array(used.length);
  await drive(fill(), context);
  return { kernel, used, features: columns.length, centres, scales };

  function* fill(): Work<void> {
    for (const [k, j] of used.entries()) {
      if (fitIntercept) centres[k] = meanOf(columns[j]!, data.weights);
      scales[k] = scaleInto(kernel.column(k), columns[j]!, centres[k]!);
      yield 4 * data.features.rows;
    }
  }
}

/** Whether a column holds more than one value, or one that is not 0 where there is no intercept. */
function says(values: Float64Array, fitIntercept: boolean): boolean {
  const still = fitIntercept ? values[0]! : 0;
  for (const value of values) if (value !== still) return true;
  return false;
}

function meanOf(values: Float64Array, weights: Float64Array | null): number {
  const from = values[0]!;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    sum += weight * (values[i]! - from);
    total += weight;
  }
  return from + sum / total;
}

/** @returns the scale, never 0 */
function scaleInto(into: Float64Array, values: Float64Array, centre: number): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value - centre));
  if (largest === 0) return 1;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const share = (values[i]! - centre) / largest;
    into[i] = share;
    squares += share * share;
  }
  const scale = Math.sqrt(squares / values.length);
  for (let i = 0; i < into.length; i++) into[i]! /= scale;
  return scale * largest;
}

/** A fitted point for features as they come. */
export interface Coefficients {
  /** [outputs, features]; 0 for a column that was left out. */
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
}

/** @param at for each output the coefficients of the used columns, then the intercept */
export function inOriginalUnits(at: Float64Array, { kernel, used, features, centres, scales }: ScaledColumns): Coefficients {
  const coefficients = new Float64Array(kernel.outputs * features);
  const intercepts = new Float64Array(kernel.outputs);
  for (let k = 0; k < kernel.outputs; k++) {
    const start = k * (used.length + 1);
    intercepts[k] = at[start + used.length]!;
    used.forEach((j, place) => {
      const coefficient = at[start + place]! / scales[place]!;
      coefficients[k * features + j] = coefficient;
      intercepts[k]! -= coefficient * centres[place]!;
    });
  }
  return { coefficients, intercepts };
}
