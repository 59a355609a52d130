import { factorsDiverged } from '../../../core/errors/recommending.ts';
import { historyOf, type History, type Interactions } from '../../../core/interactions.ts';
import type { CurvePoint } from '../../../core/model.ts';
import { createPacer, type Pacer } from '../../../core/pacer.ts';
import { cholesky, solveCholesky } from '../../../kernels/linear/cholesky.ts';
import { addOuter, addRidge, drawFactors, gram, product, scoreAll } from '../factors.ts';
import { transpose } from '../gather-interactions.ts';
import { defineRecommender, type Asker, type RecommendContext } from '../recommender.ts';
import { factorParams } from '../shared-params.ts';
import { byShare } from '../shares.ts';

const LABEL = 'Implicit matrix factorisation (ALS)';

interface Settings {
  readonly nComponents: number;
  readonly regularization: number;
  readonly alpha: number;
}

/**
 * Factors of users and items whose product is 1 where an item was taken and 0 elsewhere; what was taken counts 1 + alpha times its value, all else 1.
 * Alternating least squares, each row solved exactly by Cholesky.
 * Source: Hu, Koren & Volinsky (2008), "Collaborative filtering for implicit feedback datasets"; reasons as in its section 5.
 */
export const als = defineRecommender({
  id: 'als',
  label: LABEL,
  doc: 'Describes users and items by few numbers each, learned from what was taken and what was not. Finds tastes across items that no one took together; takes some rounds.',
  family: 'factors',
  task: 'recommendation',
  rates: false,
  params: {
    ...factorParams,
    regularization: { type: 'float', default: 1, min: 1e-6, max: 10000, scale: 'log', search: [0.01, 100], doc: 'Pulls the factors to 0.' },
    alpha: {
      type: 'float',
      default: 10,
      min: 0.01,
      max: 1000,
      scale: 'log',
      search: [0.5, 50],
      doc: 'How much more an item counts that was taken, for each time (or point of its rating).'
    },
    maxIter: { type: 'int', default: 15, min: 1, max: 200, search: false, doc: 'Rounds over all users and all items.' }
  },
  async fit(data, { maxIter, ...settings }, context) {
    const start = drawFactors(data.itemCount, settings.nComponents, 0.1, context.rng);
    const { curve, ...factors } = await alternate(data, start, { ...settings, maxIter }, context);
    return { state: { ...factors, ...settings }, curve, notes: [] };
  },
  open({ users, items, ...settings }) {
    const width = settings.nComponents;
    const all = gram(items, width);
    const tasteOf = ({ user, history }: Asker): Float64Array =>
      user === null ? solveRow(history, items, all, settings).solution : users.slice(user * width, (user + 1) * width);
    return {
      takesNewUsers: true,
      score: (asker, into) => scoreAll(tasteOf(asker), items, null, into),
      reason({ history }, item) {
        const { triangle } = solveRow(history, items, all, settings);
        const turned = solveCholesky(triangle, width, items.slice(item * width, (item + 1) * width));
        const parts = Array.from(history.items, (own, i) => ({
          item: own,
          value: product(items, own, turned, 0, width) * (1 + settings.alpha * history.values[i]!)
        }));
        return { kind: 'items', items: byShare(parts) };
      }
    };
  }
});

/**
 * Rounds of users for items held still, then items for users.
 * @param start factors of items to begin with, row-major [items, nComponents]
 */
export async function alternate(
  data: Interactions,
  start: Float64Array,
  { maxIter, ...settings }: Settings & { readonly maxIter: number },
  context: Pick<RecommendContext, 'signal' | 'breathe' | 'onProgress' | 'onCurve'>
): Promise<{ readonly users: Float64Array; readonly items: Float64Array; readonly curve: readonly CurvePoint[] }> {
  const byItem = transpose(data);
  const items = start.slice();
  const users = new Float64Array(data.userCount * settings.nComponents);
  const pace = createPacer(context);
  const curve: CurvePoint[] = [];
  for (let round = 1; round <= maxIter; round++) {
    await solveSide(data, users, items, settings, pace);
    await solveSide(byItem, items, users, settings, pace);
    const train = lossOf(data, users, items, settings);
    if (!Number.isFinite(train)) throw factorsDiverged(LABEL, round);
    curve.push({ step: round, train, validation: null });
    context.onCurve(curve.at(-1)!);
    context.onProgress(round / maxIter, `Round ${round} of ${maxIter}`);
  }
  return { users, items, curve };
}

/** Solves every row of `mine`, with `other` held still. */
async function solveSide(data: Interactions, mine: Float64Array, other: Float64Array, settings: Settings, pace: Pacer): Promise<void> {
  const width = settings.nComponents;
  const all = gram(other, width);
  for (let row = 0; row < data.userCount; row++) {
    const history = historyOf(data, row);
    if (history.items.length === 0) mine.fill(0, row * width, (row + 1) * width);
    else mine.set(solveRow(history, other, all, settings).solution, row * width);
    await pace(width * width * (history.items.length + width));
  }
}

/** Equation 4 of the source: (YᵀY + Yᵀ(C - I)Y + λI) x = YᵀC p. Also gives the triangle of what stands before x. */
function solveRow(history: History, factors: Float64Array, all: Float64Array, { nComponents, regularization, alpha }: Settings) {
  const matrix = all.slice();
  const right = new Float64Array(nComponents);
  addRidge(matrix, regularization, nComponents);
  history.items.forEach((item, i) => {
    const extra = alpha * Math.max(0, history.values[i]!);
    addOuter(matrix, factors, item, extra, nComponents);
    for (let f = 0; f < nComponents; f++) right[f]! += (1 + extra) * factors[item * nComponents + f]!;
  });
  const triangle = cholesky(matrix, nComponents);
  if (!triangle) throw factorsDiverged(LABEL, 1);
  return { solution: solveCholesky(triangle, nComponents, right), triangle };
}

/** Equation 3 of the source; the sum over all pairs comes from the two Gram matrices. */
function lossOf(data: Interactions, users: Float64Array, items: Float64Array, { nComponents, regularization, alpha }: Settings): number {
  const [left, right] = [gram(users, nComponents), gram(items, nComponents)];
  let loss = left.reduce((sum, value, i) => sum + value * right[i]!, 0);
  for (let f = 0; f < nComponents; f++) loss += regularization * (left[f * nComponents + f]! + right[f * nComponents + f]!);
  for (let user = 0; user < data.userCount; user++) {
    for (let i = data.starts[user]!; i < data.starts[user + 1]!; i++) {
      const guess = product(users, user, items, data.items[i]!, nComponents);
      loss += (1 + alpha * Math.max(0, data.values[i]!)) * (1 - guess) ** 2 - guess * guess;
    }
  }
  return loss;
}
