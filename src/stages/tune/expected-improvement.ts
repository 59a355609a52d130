import { deviation, mean } from '../../core/stats.ts';
import { normal, type Rng } from '../../core/rng.ts';
import { normalCdf, normalDensity } from '../../kernels/distributions.ts';
import { marginalLoss, solveProcess, type Covariance, type ProcessData } from '../../kernels/gaussian-process/marginal-likelihood.ts';
import { lbfgs } from '../../kernels/linear/minimise.ts';
import { finish, type Work } from '../../kernels/work.ts';
import { sortedTrials } from './ground.ts';
import type { Dimension, Proposal } from './search-space.ts';
import type { Trial } from './strategy-type.ts';

const BY_CHANCE = 300;
/** Candidates around each of the best trials. */
const NEAR = 60;
const BEST = 3;
/** Trials a surface is drawn through: the best and the latest of more. */
const MOST_TRIALS = 150;

/**
 * A set of parameters by Gaussian-process expected improvement: of candidates by chance and around the best trials, the one that is expected to fall the
 * furthest below the lowest surface among those tried. Lists are told apart by a column each, whole numbers are rounded before they are judged, and trials
 * that failed count as the worst.
 * Sources: Jones, Schonlau & Welch (1998), "Efficient global optimization of expensive black-box functions"; Snoek, Larochelle & Adams (2012), "Practical
 * Bayesian optimization of machine learning algorithms", with a squared exponential covariance.
 */
export function proposeByProcess(start: Proposal, space: readonly Dimension[], past: readonly Trial[], rng: Rng): Proposal {
  const trials = past.length <= MOST_TRIALS ? past : [...sortedTrials(past).slice(0, MOST_TRIALS / 2), ...past.slice(-MOST_TRIALS / 2)];
  const surface = surfaceThrough(space, trials);
  const candidates = [...byChance(start, space, rng), ...nearBest(start, space, trials, rng)];
  if (!surface) return candidates[0]!;
  let [best, highest] = [candidates[0]!, -Infinity];
  for (const candidate of candidates) {
    const worth = surface.improvement(encode(space, candidate));
    if (worth > highest) [best, highest] = [candidate, worth];
  }
  return best;
}

function byChance(start: Proposal, space: readonly Dimension[], rng: Rng): Proposal[] {
  return Array.from({ length: BY_CHANCE }, () => ({ ...start, ...Object.fromEntries(space.map((own) => [own.name, own.at(rng())])) }));
}

function nearBest(start: Proposal, space: readonly Dimension[], trials: readonly Trial[], rng: Rng): Proposal[] {
  return sortedTrials(trials)
    .slice(0, BEST)
    .flatMap(({ params }) =>
      Array.from({ length: NEAR }, (_, i) => {
        const reach = i % 2 === 0 ? 0.05 : 0.15;
        const moved = space.map((own): [string, Proposal[string]] => {
          const value = params[own.name] ?? own.start;
          if (own.isListed) return [own.name, rng() < reach ? own.at(rng()) : value];
          return [own.name, own.at(Math.min(1, Math.max(0, own.placeOf(value) + reach * normal(rng))))];
        });
        return { ...start, ...Object.fromEntries(moved) };
      })
    );
}

/** A number by its place from 0 to 1; a list by a column for each of its values, two of them one apart. */
function encode(space: readonly Dimension[], params: Proposal): number[] {
  return space.flatMap((own) => {
    const place = own.placeOf(params[own.name] ?? own.start);
    if (!own.isListed) return [place];
    const which = Math.floor(place * own.size);
    return Array.from({ length: own.size }, (_, i) => (i === which ? Math.SQRT1_2 : 0));
  });
}

interface Surface {
  /** How far below the lowest expected loss a place is expected to fall, on the scale of the spread of the losses. */
  improvement(at: readonly number[]): number;
}

/** Null where the losses say nothing or the covariance can't be solved. */
function surfaceThrough(space: readonly Dimension[], trials: readonly Trial[]): Surface | null {
  const known = trials.map(({ loss }) => loss).filter(Number.isFinite);
  const worst = known.reduce((most, loss) => Math.max(most, loss), -Infinity);
  const losses = trials.map(({ loss }) => (Number.isFinite(loss) ? loss : worst));
  const unit = deviation(losses);
  if (!(unit > 0) || known.length < 2) return null;
  const centre = mean(losses);
  const points = trials.map(({ params }) => encode(space, params));
  const cols = points[0]!.length;
  const answers = Float64Array.from(losses, (loss) => (loss - centre) / unit);
  const data = { data: Float64Array.from(points.flat()), rows: trials.length, cols, answers, weights: null };
  const covariance = learnedCovariance(data);
  const solved = finish(solveProcess(data, covariance));
  if (!solved) return null;
  const predict = predictor(data, covariance, solved.triangle, solved.solution);
  const lowest = Math.min(...points.map((point) => predict(point).expected));
  return {
    improvement(at) {
      const { expected, spread } = predict(at);
      const z = (lowest - expected) / spread;
      return spread * (z * normalCdf(z) + normalDensity(z));
    }
  };
}

/** Steps of the search for the covariance. */
const MOST_STEPS = 20;
/** Where lengths are thought to lie before anything is known, on a logarithmic scale: half of the range, give or take a factor of three. */
const LENGTH = { middle: Math.log(0.5), spread: Math.log(3) };
const NOISE = { middle: Math.log(1e-2), spread: Math.log(10) };

/** The likeliest variance, noise and lengths, held back by what is thought before: few trials tell little about them. */
function learnedCovariance(data: ProcessData): Covariance {
  const start = Float64Array.from([0, NOISE.middle, ...new Array<number>(data.cols).fill(LENGTH.middle)]);
  const found = finish(lbfgs((at, slope) => heldBack(data, at, slope), start, { maxIter: MOST_STEPS, tol: 1e-3 }));
  return covarianceAt(Number.isFinite(found.value) ? found.at : start);
}

function* heldBack(data: ProcessData, at: Float64Array, slope: Float64Array): Work<number> {
  const found = yield* marginalLoss(data, covarianceAt(at));
  if (!found) return Infinity;
  let loss = found.loss;
  for (const [k, value] of at.entries()) {
    const prior = k === 0 ? { middle: 0, spread: 1 } : k === 1 ? NOISE : LENGTH;
    const off = (value - prior.middle) / prior.spread;
    loss += (0.5 * off * off) / data.rows;
    slope[k] = found.slope[k]! + off / prior.spread / data.rows;
  }
  return loss;
}

const covarianceAt = (at: Float64Array): Covariance => ({
  variance: Math.exp(at[0]!),
  noise: Math.exp(at[1]!),
  lengths: at.slice(2).map(Math.exp)
});

function predictor({ data, rows, cols }: ProcessData, { variance, lengths }: Covariance, triangle: Float64Array, solution: Float64Array) {
  const covariances = new Float64Array(rows);
  return (at: readonly number[]): { readonly expected: number; readonly spread: number } => {
    let expected = 0;
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let j = 0; j < cols; j++) sum += ((data[i * cols + j]! - at[j]!) / lengths[j]!) ** 2;
      covariances[i] = variance * Math.exp(-0.5 * sum);
      expected += covariances[i]! * solution[i]!;
    }
    let left = variance;
    for (let i = 0; i < rows; i++) {
      let value = covariances[i]!;
      for (let k = 0; k < i; k++) value -= triangle[i * rows + k]! * covariances[k]!;
      covariances[i] = value / triangle[i * rows + i]!;
      left -= covariances[i]! ** 2;
    }
    return { expected, spread: Math.sqrt(Math.max(left, 1e-12)) };
  };
}
