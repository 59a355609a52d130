import type { WorkContext } from '../../../core/context.ts';
import { noErrors, type Inference, type WhyNoErrors } from '../../../core/inference.ts';
import type { TrainingData } from '../../../core/model.ts';
import { dot } from '../../../kernels/dot.ts';
import { BLOCK } from '../../../kernels/linear/linear-kernel.ts';
import type { Work } from '../../../kernels/work.ts';
import { drive } from '../../../kernels/drive.ts';
import { settledInverse, type SettledInverse } from './settled-inverse.ts';
import { MOST_SQUARED, scaledColumns, type ScaledColumns } from './scaled-columns.ts';

/** Why the rows themselves forbid Wald errors; null = they do not. */
export function whyRowsForbid({ weights, kinship, made }: TrainingData): WhyNoErrors | null {
  if (weights) return 'weights';
  if (kinship) return kinship.kind === 'groups' ? 'groups' : 'time';
  return made && made.parents.length > 0 ? 'made' : null;
}

/**
 * Roots of the diagonal of the inverse information, for features as they come. A coefficient that is not settled, because its column is part of a sum of
 * columns that is nothing, has none; those of the others stay what they are.
 * Source: Wald (1943); McCullagh & Nelder, Generalized Linear Models, 2nd ed., section 2.5.
 * @param information of the scaled columns and the intercept, row-major
 * @param dispersion the variance where the information was counted with variance 1, by how many coefficients are free
 */
export function waldErrors(
  information: Float64Array,
  columns: ScaledColumns,
  fitIntercept: boolean,
  dispersion: (free: number) => number = () => 1
): Inference {
  const inverse = settledInverse(information, columns.used.length + 1);
  const free = inverse.kept.length - (fitIntercept ? 0 : 1);
  if (free >= columns.kernel.rows) return noErrors('few-rows');
  const variance = dispersion(free);
  return inferred(
    inUnits(inverse.covariance, inverse, columns, fitIntercept).map((value) => Math.sqrt(variance * value)),
    new Float64Array(0),
    0
  );
}

const inferred = (errors: Float64Array, robust: Float64Array, degrees: number): Inference =>
  errors.some((error) => error > 0) ? { why: null, errors, robust, degrees } : noErrors('dependent');

/** The diagonal of a covariance of scaled coefficients, for features as they come: [features + 1]; 0 where nothing settles one. */
function inUnits(
  covariance: Float64Array,
  { nothing }: SettledInverse,
  { used, features, centres, scales }: ScaledColumns,
  fitIntercept: boolean
): Float64Array {
  const size = used.length + 1;
  const out = new Float64Array(features + 1);
  used.forEach((j, k) => {
    if (nothing.every((sum) => Math.abs(sum[k]!) < LEAST_SHARE)) out[j] = covariance[k * size + k]! / scales[k]! ** 2;
  });
  if (!fitIntercept) return out;
  const shift = Float64Array.from({ length: size }, (_, k) => (k < used.length ? -centres[k]! / scales[k]! : 1));
  const length = Math.sqrt(dot(shift, shift));
  if (nothing.some((sum) => Math.abs(dot(shift, sum)) > LEAST_SHARE * length * Math.sqrt(dot(sum, sum)))) return out;
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) out[features]! += shift[i]! * covariance[i * size + j]! * shift[j]!;
  return out;
}

/** A part in a sum of columns that is smaller is rounding. */
const LEAST_SHARE = 1e-5;

/**
 * Errors of a sum fitted by least squares, where rows and columns allow them. Works on a scaled copy of the columns.
 * @param residuals length n
 */
export async function errorsOfLeastSquares(
  data: TrainingData,
  residuals: Float64Array,
  fitIntercept: boolean,
  context: WorkContext
): Promise<Inference> {
  const why = whyRowsForbid(data) ?? (data.features.columns.length > MOST_SQUARED ? 'many-features' : null);
  if (why) return noErrors(why);
  const columns = await scaledColumns(data, { fitIntercept, outputs: 'each', mostSquared: MOST_SQUARED }, context);
  return drive(leastSquaresErrors({ columns, residuals, fitIntercept }), context);
}

interface Residuals {
  readonly columns: ScaledColumns;
  /** Length n. */
  readonly residuals: Float64Array;
  readonly fitIntercept: boolean;
}

/**
 * Errors of least squares without weights: classical ones, and HC3, for which every residual is divided by 1 less its row's leverage.
 * Sources: MacKinnon & White (1985), "Some heteroskedasticity-consistent covariance matrix estimators"; Long & Ervin (2000).
 * @param columns whose kernel has an output for each column and the intercept
 */
function* leastSquaresErrors({ columns, residuals, fitIntercept }: Residuals): Work<Inference> {
  const { kernel, used } = columns;
  const gram = yield* squaresWith(columns, fitIntercept, () => kernel.curvatures.fill(1));
  const size = used.length + 1;
  const inverse = settledInverse(gram, size);
  const degrees = residuals.length - inverse.kept.length + (fitIntercept ? 0 : 1);
  if (degrees <= 0) return noErrors('few-rows');
  const variance = residuals.reduce((sum, value) => sum + value * value, 0) / degrees;
  const classical = inUnits(inverse.covariance, inverse, columns, fitIntercept).map((value) => Math.sqrt(variance * value));
  setLeverages(columns, inverse, fitIntercept);
  let most = 0;
  const meat = yield* squaresWith(columns, fitIntercept, (from, to) => {
    kernel.score(from, to);
    for (let i = from; i < to; i++) {
      let leverage = 0;
      for (let k = 0; k < size; k++) leverage += kernel.block(k)[i - from]! ** 2;
      most = Math.max(most, leverage);
      kernel.curvatures[i - from] = (residuals[i]! / (1 - leverage)) ** 2;
    }
  });
  if (!(most < 1 - 1e-9)) return inferred(classical, new Float64Array(0), degrees);
  const robust = inUnits(sandwich(inverse.covariance, meat, size), inverse, columns, fitIntercept).map(Math.sqrt);
  return inferred(classical, robust, degrees);
}

/** Products of all columns with each other, each row times what `fill` leaves in the curvatures. */
function* squaresWith({ kernel }: ScaledColumns, fitIntercept: boolean, fill: (from: number, to: number) => void): Work<Float64Array> {
  const size = kernel.cols + 1;
  kernel.squares.fill(0);
  for (let from = 0; from < kernel.rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, kernel.rows);
    fill(from, to);
    kernel.addSquares(from, to);
    yield (to - from) * (size * size + 8);
  }
  const out = kernel.squares.slice();
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) out[j * size + i] = out[i * size + j]!;
  if (fitIntercept) return out;
  for (let j = 0; j < size; j++) out[(size - 1) * size + j] = out[j * size + size - 1] = 0;
  out[size * size - 1] = 1;
  return out;
}

/** Makes the scores of a row the solution of L z = its columns, whose square is the row's leverage. */
function setLeverages({ kernel }: ScaledColumns, { triangle, kept }: SettledInverse, fitIntercept: boolean): void {
  const size = kernel.cols + 1;
  kernel.point.fill(0);
  for (const j of kept) {
    if (j === kernel.cols && !fitIntercept) continue;
    const solved = new Float64Array(size);
    for (const i of kept) {
      if (i < j) continue;
      let rest = i === j ? 1 : 0;
      for (let k = j; k < i; k++) rest -= triangle[i * size + k]! * solved[k]!;
      solved[i] = rest / triangle[i * size + i]!;
      kernel.point[i * size + j] = solved[i]!;
    }
  }
}

function sandwich(bread: Float64Array, meat: Float64Array, size: number): Float64Array {
  return times(times(bread, meat, size), bread, size);
}

function times(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) for (let j = 0; j < size; j++) out[i * size + j]! += a[i * size + k]! * b[k * size + j]!;
  return out;
}
