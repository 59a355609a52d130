import { factorsDiverged, ratingsNeeded } from '../../../core/errors/recommending.ts';
import { historyOf, type History, type Interactions } from '../../../core/interactions.ts';
import type { CurvePoint } from '../../../core/model.ts';
import { createPacer, type Pacer } from '../../../core/pacer.ts';
import { mean } from '../../../core/stats.ts';
import { cholesky, solveCholesky } from '../../../kernels/linear/cholesky.ts';
import { addOuter, addRidge, drawFactors, nearestOwn, product, scoreAll } from '../factors.ts';
import { transpose } from '../gather-interactions.ts';
import { defineRecommender, type Asker, type RecommendContext } from '../recommender.ts';
import { factorParams } from '../shared-params.ts';

const LABEL = 'Ratings by factors (ALS)';

/** One side of the model: an offset and a row of factors for each user, or each item. */
interface Side {
  readonly offsets: Float64Array;
  readonly factors: Float64Array;
}

interface Settings {
  readonly nComponents: number;
  readonly regularization: number;
}

/**
 * A rating is the mean, an offset of the user, one of the item, and the product of their factors. Alternating least squares over ratings that were
 * given; an offset is solved together with its factors, and the penalty grows with the number of ratings of a row.
 * Sources: Koren, Bell & Volinsky (2009), "Matrix factorization techniques for recommender systems"; Zhou, Wilkinson, Schreiber & Pan (2008),
 * "Large-scale parallel collaborative filtering for the Netflix prize", for the penalty.
 */
export const ratingAls = defineRecommender({
  id: 'rating-als',
  label: LABEL,
  doc: 'Predicts the rating a user would give, and recommends what would be rated highest. The one that answers “how much”; a poor guide to what is taken at all.',
  family: 'factors',
  task: 'recommendation',
  rates: true,
  needs: { key: 'rating', reason: 'It learns from ratings, and the problem names no column of them.' },
  params: {
    ...factorParams,
    nComponents: { ...factorParams.nComponents, default: 16 },
    regularization: { type: 'float', default: 0.1, min: 1e-6, max: 100, scale: 'log', search: [0.01, 1], doc: 'Pulls offsets and factors to 0, for each rating.' }, // prettier-ignore
    maxIter: { type: 'int', default: 15, min: 1, max: 200, search: false, doc: 'Rounds over all users and all items.' }
  },
  async fit(data, { maxIter, ...settings }, context) {
    if (!data.isRated) throw ratingsNeeded(LABEL);
    const start = drawFactors(data.itemCount, settings.nComponents, 0.1, context.rng);
    const { users, items, centre, curve } = await alternateRatings(data, start, { ...settings, maxIter }, context);
    const state = { centre, userOffsets: users.offsets, users: users.factors, itemOffsets: items.offsets, items: items.factors };
    return { state: { ...state, ...settings }, curve, notes: [] };
  },
  open({ centre, userOffsets, users, itemOffsets, items, ...settings }) {
    const width = settings.nComponents;
    const side = { offsets: itemOffsets, factors: items };
    const known = ({ user, history }: Asker) => {
      if (user === null) return solveRow(history, side, centre, settings);
      return { offset: userOffsets[user]!, taste: users.slice(user * width, (user + 1) * width) };
    };
    return {
      takesNewUsers: true,
      score(asker, into) {
        const { offset, taste } = known(asker);
        scoreAll(taste, items, itemOffsets, into);
        for (let item = 0; item < into.length; item++) into[item]! += centre + offset;
      },
      reason: (asker, item) => nearestOwn(items, width, asker, item)
    };
  }
});

/**
 * Rounds of users for items held still, then items for users.
 * @param start factors of items to begin with, row-major [items, nComponents]; all offsets begin at 0
 */
export async function alternateRatings(
  data: Interactions,
  start: Float64Array,
  { maxIter, ...settings }: Settings & { readonly maxIter: number },
  context: Pick<RecommendContext, 'signal' | 'breathe' | 'onProgress' | 'onCurve'>
): Promise<{ readonly users: Side; readonly items: Side; readonly centre: number; readonly curve: readonly CurvePoint[] }> {
  const centre = mean(data.values);
  const byItem = transpose(data);
  const items = { offsets: new Float64Array(data.itemCount), factors: start.slice() };
  const users = { offsets: new Float64Array(data.userCount), factors: new Float64Array(data.userCount * settings.nComponents) };
  const pace = createPacer(context);
  const curve: CurvePoint[] = [];
  for (let round = 1; round <= maxIter; round++) {
    await solveSide({ data, mine: users, other: items, centre }, settings, pace);
    await solveSide({ data: byItem, mine: items, other: users, centre }, settings, pace);
    const train = meanSquare(data, users, items, centre);
    if (!Number.isFinite(train)) throw factorsDiverged(LABEL, round);
    curve.push({ step: round, train, validation: null });
    context.onCurve(curve.at(-1)!);
    context.onProgress(round / maxIter, `Round ${round} of ${maxIter}`);
  }
  return { users, items, centre, curve };
}

interface Task {
  readonly data: Interactions;
  readonly mine: Side;
  readonly other: Side;
  readonly centre: number;
}

async function solveSide({ data, mine, other, centre }: Task, settings: Settings, pace: Pacer): Promise<void> {
  const width = settings.nComponents;
  for (let row = 0; row < data.userCount; row++) {
    const history = historyOf(data, row);
    const { offset, taste } = solveRow(history, other, centre, settings);
    mine.offsets[row] = offset;
    mine.factors.set(taste, row * width);
    await pace(width * width * (history.items.length + width));
  }
}

/** Least squares of what the other side and the mean leave of the ratings, on a 1 and the other side's factors. A row without ratings is all 0. */
function solveRow({ items, values }: History, other: Side, centre: number, { nComponents, regularization }: Settings) {
  const width = nComponents + 1;
  const matrix = new Float64Array(width * width);
  const right = new Float64Array(width);
  if (items.length === 0) return { offset: 0, taste: new Float64Array(nComponents) };
  const one = new Float64Array(width);
  one[0] = 1;
  items.forEach((item, i) => {
    one.set(other.factors.subarray(item * nComponents, (item + 1) * nComponents), 1);
    addOuter(matrix, one, 0, 1, width);
    const rest = values[i]! - centre - other.offsets[item]!;
    for (let f = 0; f < width; f++) right[f]! += rest * one[f]!;
  });
  addRidge(matrix, regularization * items.length, width);
  const triangle = cholesky(matrix, width);
  if (!triangle) throw factorsDiverged(LABEL, 1);
  const solved = solveCholesky(triangle, width, right);
  return { offset: solved[0]!, taste: solved.slice(1) };
}

function meanSquare(data: Interactions, users: Side, items: Side, centre: number): number {
  const width = users.factors.length / users.offsets.length;
  let sum = 0;
  for (let user = 0; user < data.userCount; user++) {
    for (let i = data.starts[user]!; i < data.starts[user + 1]!; i++) {
      const item = data.items[i]!;
      const guess = centre + users.offsets[user]! + items.offsets[item]! + product(users.factors, user, items.factors, item, width);
      sum += (data.values[i]! - guess) ** 2;
    }
  }
  return sum / data.items.length;
}
