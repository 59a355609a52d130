import { pause, type SeededContext } from '../../core/context.ts';
import type { Metric } from '../../core/outcome.ts';
import { below } from '../../core/rng.ts';
import type { SearchEstimate } from '../../core/search-report.ts';
import { deviation, mean, quantile } from '../../core/stats.ts';

/** What candidates said of rows that none of their folds had learned from: the score of each under any weights of the rows. */
export interface Candidates {
  readonly scorers: readonly ((weights: Float64Array) => number)[];
  readonly higherIsBetter: boolean;
  /** The place of the one that was chosen. */
  readonly winner: number;
  /** The place of what the winner's gain is measured against; null where there is no such. */
  readonly reference: number | null;
  /** For each row what is drawn whole with it: itself, its group, or its stretch of time. */
  readonly pieces: Uint32Array;
  /** Null = every row counts 1. */
  readonly weights: Float64Array | null;
}

const MOST_REPLICATES = 1000;
const FEWEST_REPLICATES = 200;
/** Rows scored in all replicates together. */
const MOST_WORK = 1.5e8;
/** After so many replicates, candidates that were always behind by this many deviations of their distance are left out of the choice: they are never chosen. */
const PILOT = 40;
const HOPELESS = 8;
/** Fewer usable replicates give no interval. */
const FEWEST_USABLE = 50;

/**
 * The score of the winner, freed of having been chosen for it: rows are drawn again, the best on those drawn is chosen anew, and is judged on the rows left
 * out. It needs no further training, which nested folds would, and every row takes part; against holding rows back it loses none.
 * Source: Tsamardinos, Greasidou & Borboudakis (2018), "Bootstrapping the out-of-sample predictions for efficient and accurate cross-validation" (BBC-CV).
 * Departs from it: groups, and stretches of time, are drawn whole where rows belong together.
 * @returns null with one candidate, or too few rows to draw from
 */
export async function correctedWinner(candidates: Candidates, context: SeededContext): Promise<SearchEstimate | null> {
  const { scorers, higherIsBetter, winner, reference, pieces } = candidates;
  if (scorers.length < 2) return null;
  const rows = pieces.length;
  const own = new Float64Array(candidates.weights ?? new Float64Array(rows).fill(1));
  const chosen = scorers[winner]!(own);
  const replicates = Math.round(Math.min(MOST_REPLICATES, Math.max(FEWEST_REPLICATES, MOST_WORK / (rows * scorers.length))));
  const outside: number[] = [];
  const gains: number[] = [];
  const choice = new Choice(scorers, higherIsBetter);
  for (let i = 0; i < replicates; i++) {
    context.onProgress(i / replicates);
    await pause(context);
    const { drawn, left } = draw(pieces, own, context);
    const best = choice.best(drawn);
    const score = best === null ? NaN : best(left);
    if (!Number.isFinite(score)) continue;
    outside.push(score);
    if (reference !== null) gains.push((higherIsBetter ? 1 : -1) * (score - scorers[reference]!(left)));
  }
  if (outside.length < FEWEST_USABLE) return null;
  const value = mean(outside);
  const optimism = (higherIsBetter ? 1 : -1) * (chosen - value);
  return { chosen, corrected: summed(outside, rows), optimism, gain: reference === null ? null : summed(gains, rows) };
}

function summed(values: readonly number[], n: number): Metric {
  const method = `bootstrap bias corrected, ${values.length} resamples`;
  return { value: mean(values), low: quantile(values, 0.025), high: quantile(values, 0.975), method, n };
}

/** As many pieces as there are, with replacement; and the rows of those not drawn. */
function draw(pieces: Uint32Array, own: Float64Array, { rng }: SeededContext) {
  const count = pieces.reduce((most, piece) => Math.max(most, piece + 1), 0);
  const times = new Uint32Array(count);
  for (let i = 0; i < count; i++) times[below(rng, count)]!++;
  const drawn = own.map((weight, row) => weight * times[pieces[row]!]!);
  const left = own.map((weight, row) => (times[pieces[row]!] === 0 ? weight : 0));
  return { drawn, left };
}

/** The best of the candidates, again and again. */
class Choice {
  #kept: Candidates['scorers'];
  readonly #sign: number;
  /** How far behind the best each was, in the first replicates. */
  readonly #behind: number[][];

  constructor(scorers: Candidates['scorers'], higherIsBetter: boolean) {
    this.#kept = scorers;
    this.#sign = higherIsBetter ? 1 : -1;
    this.#behind = scorers.map(() => []);
  }

  /** @returns null where no candidate has a score under these weights */
  best(weights: Float64Array): Candidates['scorers'][number] | null {
    const worths = this.#kept.map((scorer) => this.#sign * scorer(weights));
    const highest = worths.reduce((most, worth) => (worth > most ? worth : most), -Infinity);
    const found = this.#kept[worths.indexOf(highest)] ?? null;
    if (this.#behind[0]!.length < PILOT) this.#learn(worths.map((worth) => highest - worth));
    return found;
  }

  #learn(behind: readonly number[]): void {
    behind.forEach((distance, i) => this.#behind[i]!.push(distance));
    if (this.#behind[0]!.length < PILOT) return;
    this.#kept = this.#kept.filter((_, i) => !(mean(this.#behind[i]!) > HOPELESS * deviation(this.#behind[i]!)));
  }
}
