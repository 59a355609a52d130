import { factorsDiverged } from '../../../core/errors/recommending.ts';
import { historyOf, type Interactions } from '../../../core/interactions.ts';
import type { CurvePoint } from '../../../core/model.ts';
import { createPacer } from '../../../core/pacer.ts';
import { below, type Rng } from '../../../core/rng.ts';
import { drawFactors, nearestOwn, product, scoreAll } from '../factors.ts';
import { defineRecommender } from '../recommender.ts';
import { factorParams } from '../shared-params.ts';

const LABEL = 'Pairwise ranking (BPR)';
/** Of one draw it takes so many others to be sure, nearly, that a user took everything. */
const TRIES = 20;

interface Factors {
  readonly users: Float64Array;
  readonly items: Float64Array;
  readonly offsets: Float64Array;
}

interface Settings {
  readonly nComponents: number;
  readonly learningRate: number;
  readonly regularization: number;
}

/**
 * Factors under which what a user took stands before what he did not: stochastic steps over pairs of items, the second drawn evenly from those not taken.
 * Source: Rendle, Freudenthaler, Gantner & Schmidt-Thieme (2009), "BPR: Bayesian personalized ranking from implicit feedback".
 */
export const bpr = defineRecommender({
  id: 'bpr',
  label: LABEL,
  doc: 'Learns to put what a user took before what he did not. Aims at the order itself; takes many rounds, and can’t answer users it has not learned from.',
  family: 'factors',
  task: 'recommendation',
  rates: false,
  params: {
    ...factorParams,
    learningRate: { type: 'float', default: 0.05, min: 1e-5, max: 1, scale: 'log', search: [0.005, 0.2], doc: 'Length of a step.' },
    regularization: { type: 'float', default: 0.01, min: 0, max: 10, search: [0.0001, 0.1], doc: 'Pulls factors and offsets to 0, at each step.' }, // prettier-ignore
    maxIter: { type: 'int', default: 50, min: 1, max: 1000, search: false, doc: 'Rounds of as many pairs as there are interactions.' }
  },
  async fit(data, { maxIter, ...settings }, context) {
    const { nComponents } = settings;
    const factors = {
      users: drawFactors(data.userCount, nComponents, 0.1, context.rng),
      items: drawFactors(data.itemCount, nComponents, 0.1, context.rng),
      offsets: new Float64Array(data.itemCount)
    };
    const ownerOf = owners(data);
    const pace = createPacer(context);
    const curve: CurvePoint[] = [];
    for (let round = 1; round <= maxIter; round++) {
      let [loss, pairs] = [0, 0];
      for (let left = data.items.length; left > 0; left--) {
        const own = stepOn(data, ownerOf, factors, settings, context.rng);
        if (own !== null) [loss, pairs] = [loss + own, pairs + 1];
        await pace(nComponents * 12);
      }
      if (!Number.isFinite(loss)) throw factorsDiverged(LABEL, round);
      curve.push({ step: round, train: pairs === 0 ? 0 : loss / pairs, validation: null });
      context.onCurve(curve.at(-1)!);
      context.onProgress(round / maxIter, `Round ${round} of ${maxIter}`);
    }
    return { state: { ...factors, ...settings }, curve, notes: [] };
  },
  open({ users, items, offsets, nComponents }) {
    return {
      takesNewUsers: false,
      score({ user }, into) {
        if (user === null) into.set(offsets);
        else scoreAll(users.slice(user * nComponents, (user + 1) * nComponents), items, offsets, into);
      },
      reason: (asker, item) => nearestOwn(items, nComponents, asker, item)
    };
  }
});

/** The user of each interaction. */
function owners({ userCount, starts, items }: Interactions): Uint32Array {
  const owner = new Uint32Array(items.length);
  for (let user = 0; user < userCount; user++) owner.fill(user, starts[user], starts[user + 1]);
  return owner;
}

/** One pair, and a step towards its order. @returns the pair's loss before the step; null where the user took everything */
function stepOn(data: Interactions, ownerOf: Uint32Array, factors: Factors, settings: Settings, rng: Rng): number | null {
  const { users, items, offsets } = factors;
  const { nComponents, learningRate, regularization } = settings;
  const at = below(rng, data.items.length);
  const user = ownerOf[at]!;
  const [taken, other] = [data.items[at]!, drawOther(data, user, rng)];
  if (other === null) return null;
  const ahead =
    offsets[taken]! - offsets[other]! + product(users, user, items, taken, nComponents) - product(users, user, items, other, nComponents);
  const pull = 1 / (1 + Math.exp(ahead));
  offsets[taken]! += learningRate * (pull - regularization * offsets[taken]!);
  offsets[other]! += learningRate * (-pull - regularization * offsets[other]!);
  for (let f = 0; f < nComponents; f++) {
    const [u, i, j] = [user * nComponents + f, taken * nComponents + f, other * nComponents + f];
    const [own, first, second] = [users[u]!, items[i]!, items[j]!];
    users[u] = own + learningRate * (pull * (first - second) - regularization * own);
    items[i] = first + learningRate * (pull * own - regularization * first);
    items[j] = second + learningRate * (-pull * own - regularization * second);
  }
  return Math.log1p(Math.exp(-ahead));
}

/** An item the user has not taken. */
function drawOther(data: Interactions, user: number, rng: Rng): number | null {
  const { items } = historyOf(data, user);
  for (let tries = 0; tries < TRIES; tries++) {
    const item = below(rng, data.itemCount);
    if (!includesSorted(items, item)) return item;
  }
  return null;
}

/** @param sorted ascending */
function includesSorted(sorted: Uint32Array, value: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}
