import { featureOverflow } from '../../../core/errors/training.ts';
import { noErrors } from '../../../core/inference.ts';
import { defineModel } from '../../../core/model.ts';
import { note, type Note } from '../../../core/note.ts';
import type { ParamsOf } from '../../../core/params.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { coordinateDescent } from '../../../kernels/linear/coordinate-descent.ts';
import { leastSquares } from '../../../kernels/linear/least-squares.ts';
import type { Work } from '../../../kernels/work.ts';
import { readyForTraining } from '../check-trainable.ts';
import { drive } from '../../../kernels/drive.ts';
import { centre, type Centred } from '../linear/centred.ts';
import { chooseAlpha } from '../linear/choose-alpha.ts';
import { errorsOfLeastSquares } from '../linear/wald-errors.ts';
import { residualsOf } from '../linear/residuals-of.ts';
import { fitInterceptParam } from '../shared-params.ts';

const about = {
  id: 'linear',
  label: 'Linear regression',
  doc: 'A weighted sum of the features, with an elastic-net penalty when alpha is above 0. Fast, steady, easy to read; misses curves and interactions.',
  family: 'linear',
  tasks: ['regression'],
  takes: 'encoded',
  auto: { rank: 1, portfolio: [{ alpha: 0.01 }, { alpha: 0.1, l1Ratio: 0 }] }
} as const;

const params = {
  alpha: {
    type: 'float',
    default: 0,
    min: 0,
    max: 1e6,
    scale: 'log',
    search: [1e-5, 10],
    doc: 'Strength of the penalty; 0 is ordinary least squares.'
  },
  chooseAlpha: {
    type: 'bool',
    default: false,
    search: false,
    doc: 'Whether the fit looks for the best alpha itself, on rows that it holds out five times over.'
  },
  l1Ratio: {
    type: 'float',
    default: 0.5,
    min: 0,
    max: 1,
    doc: 'Share of the penalty that can set coefficients to 0: 0 is ridge, 1 is lasso.'
  },
  maxIter: {
    type: 'int',
    default: 1000,
    min: 1,
    max: 1_000_000,
    scale: 'log',
    search: false,
    doc: 'Most sweeps over the features (with an l1 penalty).'
  },
  tol: {
    type: 'float',
    default: 1e-4,
    min: 1e-12,
    max: 1,
    scale: 'log',
    search: false,
    doc: 'How small the last steps must be (with an l1 penalty).'
  },
  fitIntercept: fitInterceptParam
} as const;

type LinearParams = ParamsOf<typeof params>;

interface Solution {
  readonly coefficients: Float64Array;
  readonly notes: readonly Note[];
}

/**
 * Least squares with an elastic-net penalty: |y - X w - b|^2 / (2 n) + alpha l1Ratio |w|_1 + alpha (1 - l1Ratio) |w|^2 / 2, with the sum of the
 * weights as n when rows are weighted. alpha = 0 and l1Ratio = 0 are solved exactly by QR, the rest by coordinate descent.
 */
export const linear = defineModel({
  ...about,
  params,
  async fit(given, asked, context) {
    const data = readyForTraining(given, about);
    const chosen = asked.chooseAlpha ? await chooseAlpha(data, asked, context) : { alpha: asked.alpha, notes: [] };
    const settings = { ...asked, alpha: chosen.alpha };
    const columns = data.features.columns as readonly NumberColumn[];
    const centred = await drive(centre(data, settings.fitIntercept), context);
    const { coefficients, notes } = await drive(solve(centred, settings), context);
    const intercept = centred.means.reduce((sum, mean, j) => sum - mean * coefficients[j]!, centred.targetMean);
    if (!coefficients.every(Number.isFinite) || !Number.isFinite(intercept)) throw featureOverflow('A coefficient');
    const inference =
      settings.alpha > 0
        ? noErrors('penalty')
        : await errorsOfLeastSquares(data, residualsOf(data, coefficients, intercept), settings.fitIntercept, context);
    context.onProgress(1);
    const state = { features: columns.map((column) => column.name), coefficients, intercept, inference };
    return { state, curve: [], notes: [...chosen.notes, ...notes], backend: 'cpu' };
  }
});

function* solve(data: Centred, settings: LinearParams): Work<Solution> {
  const strength = settings.alpha * data.total;
  if (settings.alpha === 0) return yield* solveOrdinary(data);
  if (settings.l1Ratio === 0) return yield* solveRidge(data, strength);
  const penalty = { l1: strength * settings.l1Ratio, l2: strength * (1 - settings.l1Ratio) };
  const { coefficients, converged, sweeps } = yield* coordinateDescent(data.columns, data.y, penalty, settings);
  const zero = coefficients.filter((value) => value === 0).length;
  return {
    coefficients,
    notes: [
      ...(converged
        ? []
        : [note('not-converged', `The coefficients were still moving after ${sweeps} sweeps; raise maxIter or scale the features.`)]),
      note('coefficients-zero', `${zero} of ${coefficients.length} coefficients are exactly 0.`)
    ]
  };
}

/** Columns are brought to length 1 first, so that their units do not decide which of them counts as noise. */
function* solveOrdinary({ columns, y }: Centred): Work<Solution> {
  const lengths: number[] = [];
  for (const column of columns) {
    lengths.push(norm(column));
    yield 10 * y.length;
  }
  const used = columns.map((_, j) => j).filter((j) => lengths[j]! > 0);
  const units: Float64Array[] = [];
  for (const j of used) {
    units.push(columns[j]!.map((value) => value / lengths[j]!));
    yield 10 * y.length;
  }
  const { solution, rank } = yield* leastSquares(units, y.slice());
  const coefficients = new Float64Array(columns.length);
  used.forEach((j, k) => (coefficients[j] = solution[k]! / lengths[j]!));
  const message = `The ${columns.length} features say only ${rank} different things (some are constant or sums of others); of all equal fits the one with the shortest coefficients was taken.`;
  return { coefficients, notes: rank < columns.length ? [note('features-dependent', message)] : [] };
}

/** Ridge regression as least squares on p more rows, which keeps the precision that normal equations lose. */
function* solveRidge({ columns, y }: Centred, strength: number): Work<Solution> {
  const longer = columns.map((column, j) => {
    const out = new Float64Array(y.length + columns.length);
    out.set(column);
    out[y.length + j] = Math.sqrt(strength);
    return out;
  });
  const lengths = longer.map(norm);
  longer.forEach((column, j) => column.forEach((value, i) => (column[i] = value / lengths[j]!)));
  const target = new Float64Array(y.length + columns.length);
  target.set(y);
  const { solution } = yield* leastSquares(longer, target);
  return { coefficients: solution.map((value, j) => value / lengths[j]!), notes: [] };
}

function norm(values: Float64Array): number {
  let scale = 0;
  for (const value of values) scale = Math.max(scale, Math.abs(value));
  if (scale === 0) return 0;
  let sum = 0;
  for (const value of values) sum += (value / scale) ** 2;
  return scale * Math.sqrt(sum);
}
