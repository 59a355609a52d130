import { cholesky, solveCholesky } from '../../../kernels/linear/cholesky.ts';
import type { Work } from '../../../kernels/work.ts';
import { bayesianRidge, type Products } from './bayesian-ridge.ts';
import { Moments } from './moments.ts';

export interface RoundSettings {
  readonly estimator: 'bayesian-ridge' | 'ridge';
  readonly alpha: number;
  readonly maxIter: number;
  readonly tol: number;
  readonly skipComplete: boolean;
}

export interface LearnedRounds {
  readonly order: Int32Array;
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
  readonly rounds: number;
  readonly settled: boolean;
}

/**
 * Guesses each column from the others by a linear model learned where it is known, the columns with fewest gaps first, and all of them again until what
 * stands in the gaps hardly moves.
 * Sources: van Buuren & Groothuis-Oudshoorn (2011), "mice", with the mean in place of a draw, as in scikit-learn's IterativeImputer.
 * @param columns NaN = missing; at least two, none without a value
 * @param means what stands in the gaps at first
 */
export function* learnRounds(columns: readonly Float64Array[], means: Float64Array, settings: RoundSettings): Work<LearnedRounds> {
  const size = columns.length;
  const gaps = columns.map(gapRows);
  const filled = columns.map((own, j) => own.map((x) => (Number.isNaN(x) ? means[j]! : x)));
  const moments = new Moments(filled, means);
  yield size * size * columns[0]!.length;
  const largest = columns.reduce((most, own) => own.reduce((max, x) => (Math.abs(x) > max ? Math.abs(x) : max), most), 0);
  const inTurn = [...columns.keys()].filter((j) => !settings.skipComplete || gaps[j]!.length > 0);
  inTurn.sort((a, b) => gaps[a]!.length - gaps[b]!.length || a - b);
  const models: { target: number; weights: Float64Array; intercept: number }[] = [];
  let rounds = 0;
  let settled = inTurn.length === 0;
  while (rounds < settings.maxIter && !settled) {
    let moved = 0;
    for (const target of inTurn) {
      const model = modelOf(moments, gaps[target]!, target, settings);
      models.push({ target, ...model });
      moved = Math.max(moved, guess(filled, gaps[target]!, target, model));
      if (gaps[target]!.length > 0) moments.refresh(target);
      yield size * columns[0]!.length + gaps[target]!.length * size * size + 50 * size ** 3;
    }
    rounds++;
    settled = moved <= settings.tol * largest;
  }
  const weights = new Float64Array(models.length * size);
  models.forEach((model, i) => weights.set(model.weights, i * size));
  return {
    order: Int32Array.from(models, ({ target }) => target),
    weights,
    intercepts: Float64Array.from(models, ({ intercept }) => intercept),
    rounds,
    settled
  };
}

const gapRows = (own: Float64Array): Uint32Array => Uint32Array.from(own.keys()).filter((row) => Number.isNaN(own[row]));

interface LinearGuess {
  /** One for each column, 0 for the one that is guessed. */
  readonly weights: Float64Array;
  readonly intercept: number;
}

function modelOf(moments: Moments, gaps: Uint32Array, target: number, { estimator, alpha }: RoundSettings): LinearGuess {
  const products = moments.without(gaps, target);
  const found = estimator === 'ridge' ? ridge(products, alpha) : bayesianRidge(products);
  const weights = new Float64Array(products.middle.length);
  found.forEach((weight, place) => (weights[place < target ? place : place + 1] = weight));
  const intercept = weights.reduce((sum, weight, j) => sum - weight * products.middle[j]!, products.middle[target]!);
  return { weights, intercept };
}

function ridge({ squares, size, withAnswer }: Products, alpha: number): Float64Array {
  const penalised = squares.slice();
  for (let j = 0; j < size; j++) penalised[j * size + j]! += alpha;
  const triangle = cholesky(penalised, size);
  return triangle ? solveCholesky(triangle, size, withAnswer.slice()) : new Float64Array(size);
}

/** @returns the largest change */
function guess(filled: readonly Float64Array[], gaps: Uint32Array, target: number, { weights, intercept }: LinearGuess): number {
  let moved = 0;
  for (const row of gaps) {
    const value = filled.reduce((sum, own, j) => sum + weights[j]! * own[row]!, intercept);
    moved = Math.max(moved, Math.abs(value - filled[target]![row]!));
    filled[target]![row] = value;
  }
  return moved;
}
