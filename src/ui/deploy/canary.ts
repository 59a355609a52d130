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
  /** Requests that go by before the true answer of one is known. */
  readonly delay: number;
  readonly seed: number;
}

const EVERY = 100;
/** One-sided 99.9 %: looked at many times, a weaker rule would cry wolf. */
const CLEAR = 3.09;
const FEWEST = 30;

interface Answered {
  readonly isNew: boolean;
  readonly isWrong: boolean;
}

interface Counts {
  nNew: number;
  wrongNew: number;
  nOld: number;
  wrongOld: number;
}

/**
 * Traffic divided between two versions until the new one is clearly worse, by a one-sided two-proportion z-test looked at every hundred requests
 * over the answers whose truth is known by then. With all traffic on the new version it is compared with what the old one was known to do. Same
 * seed, same story.
 */
export function simulateRollout({ oldError, newError, share, requests, delay, seed }: RolloutPlan): Rollout {
  const rng = createRng(seed);
  const answered: Answered[] = [];
  const counts: Counts = { nNew: 0, wrongNew: 0, nOld: 0, wrongOld: 0 };
  let [exposed, extra] = [0, 0];
  const curve: number[] = [];
  for (let i = 1; i <= requests; i++) {
    // Two draws a request whatever happens, so that plans with different shares meet the same requests.
    const [lot, luck] = [rng(), rng()];
    const isNew = lot < share;
    answered.push({ isNew, isWrong: luck < (isNew ? newError : oldError) });
    if (isNew) exposed++;
    if (isNew && luck < newError && luck >= oldError) extra++;
    const told = answered[i - 1 - delay];
    if (told) count(counts, told);
    if (i % EVERY !== 0) continue;
    curve.push(extra);
    if (isWorse(counts, oldError)) return { noticedAfter: i, exposed, extraWrong: extra, curve };
  }
  return { noticedAfter: null, exposed, extraWrong: extra, curve };
}

function count(counts: Counts, { isNew, isWrong }: Answered): void {
  counts[isNew ? 'nNew' : 'nOld']++;
  if (isWrong) counts[isNew ? 'wrongNew' : 'wrongOld']++;
}

function isWorse({ nNew, wrongNew, nOld, wrongOld }: Counts, known: number): boolean {
  if (nNew < FEWEST) return false;
  const hasOld = nOld >= FEWEST;
  const base = hasOld ? wrongOld / nOld : known;
  const pooled = hasOld ? (wrongNew + wrongOld) / (nNew + nOld) : known;
  const spread = Math.sqrt(Math.max(pooled * (1 - pooled), 1e-6) * (1 / nNew + (hasOld ? 1 / nOld : 0)));
  return (wrongNew / nNew - base) / spread > CLEAR;
}
