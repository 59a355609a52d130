import { createRng } from '../../core/rng.ts';

/** How a worse version comes to light, and what it costs until then. */
export interface Rollout {
  /** Requests until the difference was clear; null = not within the traffic looked at. */
  readonly noticedAfter: number | null;
  /** Requests the new version answered by then. */
  readonly exposed: number;
  /** Wrong answers the old version would not have given. */
  readonly extraWrong: number;
  /** Extra wrong answers after each hundred requests. */
  readonly curve: readonly number[];
}

export interface RolloutPlan {
  /** Share of wrong answers of the version in use, 0 to 1. */
  readonly oldError: number;
  readonly newError: number;
  /** Share of the traffic the new version gets; 1 = all at once, compared with what was known before. */
  readonly share: number;
  readonly requests: number;
  readonly seed: number;
}

const EVERY = 100;
/** One-sided 99.9 %: looked at many times, a weaker rule would cry wolf. */
const CLEAR = 3.09;
const FEWEST = 30;

/**
 * Traffic divided between two versions until the new one is clearly worse, by a one-sided two-proportion z-test looked at every hundred requests.
 * With all traffic on the new version it is compared with what the old one was known to do. Same seed, same story.
 */
export function simulateRollout({ oldError, newError, share, requests, seed }: RolloutPlan): Rollout {
  const rng = createRng(seed);
  let [nNew, wrongNew, nOld, wrongOld, extra] = [0, 0, 0, 0, 0];
  const curve: number[] = [];
  for (let i = 1; i <= requests; i++) {
    // Two draws a request whatever happens, so that plans with different shares meet the same requests.
    const [lot, luck] = [rng(), rng()];
    if (lot < share) {
      nNew++;
      if (luck < newError) wrongNew++;
      if (luck < newError && luck >= oldError) extra++;
    } else {
      nOld++;
      if (luck < oldError) wrongOld++;
    }
    if (i % EVERY !== 0) continue;
    curve.push(extra);
    if (isWorse(nNew, wrongNew, nOld, wrongOld, oldError)) return { noticedAfter: i, exposed: nNew, extraWrong: extra, curve };
  }
  return { noticedAfter: null, exposed: nNew, extraWrong: extra, curve };
}

function isWorse(nNew: number, wrongNew: number, nOld: number, wrongOld: number, known: number): boolean {
  if (nNew < FEWEST) return false;
  const rate = wrongNew / nNew;
  const [base, weight] = nOld < FEWEST ? [known, 0] : [wrongOld / nOld, 1 / nOld];
  const pooled = nOld < FEWEST ? known : (wrongNew + wrongOld) / (nNew + nOld);
  const spread = Math.sqrt(Math.max(pooled * (1 - pooled), 1e-6) * (1 / nNew + weight));
  return (rate - base) / spread > CLEAR;
}
