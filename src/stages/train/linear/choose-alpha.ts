import { brief, counted } from '../../../core/words.ts';
import { holdOut } from '../../../core/hold-out.ts';
import type { FitContext, TrainingData } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import { allRows, gather, type NumberColumn } from '../../../core/table.ts';
import { gatherTarget, type NumberTarget } from '../../../core/target.ts';
import { dot } from '../../../kernels/dot.ts';
import { cholesky, solveCholesky } from '../../../kernels/linear/cholesky.ts';
import { elasticNetPath } from '../../../kernels/linear/coordinate-descent.ts';
import type { Work } from '../../../kernels/work.ts';
import { drive } from '../../../kernels/drive.ts';
import { centre, type Centred } from './centred.ts';

interface Settings {
  readonly alpha: number;
  readonly l1Ratio: number;
  readonly maxIter: number;
  readonly tol: number;
  readonly fitIntercept: boolean;
}

export interface ChosenAlpha {
  readonly alpha: number;
  readonly notes: readonly Note[];
}

/** How often rows are held out, and which share of them. */
const TIMES = 5;
const SHARE = 0.2;
/**
 * How many values are tried, from the one at which every coefficient is 0 down to a share of it. A part of l2 pulls on coefficients of any size, so that only
 * a far smaller share lets go of those that matter.
 */
const LASSO = { values: 40, smallest: 1e-4 };
const NET = { values: 60, smallest: 1e-6 };
const RIDGE = { values: 28, smallest: 1e-9 };
/** A ridge never reaches 0: its strongest value is that of a net with this share of l1. */
const LEAST_L1 = 1e-3;

/**
 * The alpha with the least squared error on rows held out of the fit, as the division of the project would hold them out. What it costs is little: each time the
 * whole path is followed from the strongest penalty, every search starting at the end of the one before.
 * @returns the given alpha, with a note, where nothing can be held out
 */
export async function chooseAlpha(data: TrainingData, settings: Settings, context: FitContext): Promise<ChosenAlpha> {
  const whole = await drive(centre(data, settings.fitIntercept), context);
  const alphas = alphasFor(whole, settings.l1Ratio);
  const errors = new Float64Array(alphas.length);
  const times = data.kinship?.kind === 'order' ? 1 : TIMES;
  let said = '';
  for (let time = 0; time < times; time++) {
    const parts = holdOut(allRows(data.features.rows), data.target, SHARE, context.rng, data);
    if (parts.held.length === 0)
      return { alpha: settings.alpha, notes: [note('alpha-not-chosen', 'No rows could be held out, so alpha is the one given.')] };
    said = parts.said;
    const centred = await drive(centre(rowsOf(data, parts.train), settings.fitIntercept), context);
    const path = await drive(pathOf(centred, alphas, settings), context);
    await drive(addErrors(errors, path, centred, rowsOf(data, parts.held)), context);
    context.onProgress((time + 1) / (times + 1));
  }
  const alpha = alphas[errors.indexOf(Math.min(...errors))]!;
  const message = `Of ${counted(alphas.length, 'value')} for alpha ${brief(alpha)} had the least error on rows held out: ${said}${times > 1 ? `, ${times} times over` : ''}.`;
  return { alpha, notes: [note('alpha-chosen', message)] };
}

function alphasFor({ columns, y, total }: Centred, l1Ratio: number): Float64Array {
  const strongest = columns.reduce((most, column) => Math.max(most, Math.abs(dot(column, y))), 0) / (total * Math.max(l1Ratio, LEAST_L1));
  const { values, smallest } = l1Ratio === 0 ? RIDGE : l1Ratio === 1 ? LASSO : NET;
  return Float64Array.from({ length: values }, (_, k) => strongest * smallest ** (k / (values - 1)));
}

const rowsOf = (data: TrainingData, rows: Uint32Array): TrainingData => ({
  features: gather(data.features, rows),
  target: gatherTarget(data.target, rows),
  weights: data.weights && Float64Array.from(rows, (row) => data.weights![row]!)
});

function* pathOf({ columns, y, total }: Centred, alphas: Float64Array, { l1Ratio, maxIter, tol }: Settings): Work<Float64Array[]> {
  if (l1Ratio === 0)
    return yield* ridges(
      columns,
      y,
      alphas.map((alpha) => alpha * total)
    );
  const penalties = Array.from(alphas, (alpha) => ({ l1: alpha * total * l1Ratio, l2: alpha * total * (1 - l1Ratio) }));
  const found = yield* elasticNetPath(columns, y, penalties, { maxIter, tol });
  return found.map(({ coefficients }) => coefficients);
}

/** By the normal equations: what is lost of their precision does not move the choice. */
function* ridges(columns: readonly Float64Array[], y: Float64Array, strengths: Float64Array): Work<Float64Array[]> {
  const size = columns.length;
  const gram = new Float64Array(size * size);
  for (let j = 0; j < size; j++)
    for (let k = 0; k <= j; k++) {
      gram[j * size + k] = gram[k * size + j] = dot(columns[j]!, columns[k]!);
      yield y.length;
    }
  const withTarget = Float64Array.from(columns, (column) => dot(column, y));
  const found: Float64Array[] = [];
  for (const strength of strengths) {
    const raised = gram.slice();
    for (let j = 0; j < size; j++) raised[j * size + j]! += strength;
    const triangle = cholesky(raised, size);
    found.push(triangle ? solveCholesky(triangle, size, withTarget.slice()) : new Float64Array(size));
    yield size ** 3 / 3;
  }
  return found;
}

/** Adds to each value's error its mean squared one on rows that the path has not seen. */
function* addErrors(errors: Float64Array, path: readonly Float64Array[], { means, targetMean }: Centred, held: TrainingData): Work<void> {
  const { values } = held.target as NumberTarget;
  const columns = (held.features.columns as readonly NumberColumn[]).map((column) => column.values);
  for (const [k, coefficients] of path.entries()) {
    const residuals = values.map((value) => value - targetMean);
    let entered = 0;
    columns.forEach((column, j) => {
      const by = coefficients[j]!;
      if (by === 0) return;
      entered++;
      for (let i = 0; i < residuals.length; i++) residuals[i]! -= by * (column[i]! - means[j]!);
    });
    let [sum, total] = [0, 0];
    residuals.forEach((residual, i) => {
      const weight = held.weights ? held.weights[i]! : 1;
      sum += weight * residual * residual;
      total += weight;
    });
    errors[k]! += sum / total;
    yield residuals.length * (entered + 4);
  }
}
