import { orderOf } from '../../core/stats.ts';
import type { ClassOutcome } from '../../core/outcome.ts';

/** Rows of one class against the rest in descending order of score, sorted once for any number of weightings. */
export interface Ranking {
  /** Row number at each place. */
  readonly rows: Uint32Array;
  /** 1 = the row at this place is of the class. */
  readonly hit: Uint8Array;
  /** 1 = the next place has a lower score, or there is none. */
  readonly last: Uint8Array;
  readonly score: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

export function rankClass(outcome: ClassOutcome, code: number): Ranking {
  const n = outcome.actual.length;
  const scores = Float64Array.from({ length: n }, (_, i) => outcome.probabilities[i * outcome.labels.length + code]!);
  const rows = orderOf(scores.map((score) => -score));
  const score = Float64Array.from(rows, (row) => scores[row]!);
  const hit = Uint8Array.from(rows, (row) => (outcome.actual[row] === code ? 1 : 0));
  const last = Uint8Array.from(rows, (_, i) => (i === n - 1 || score[i] !== score[i + 1] ? 1 : 0));
  const positives = hit.reduce((total, one) => total + one, 0);
  return { rows, hit, last, score, positives, negatives: n - positives };
}

/** The classes ranking metrics run over: the positive one of two, or each that has rows on both sides. */
export function rankedClasses(outcome: ClassOutcome): number[] {
  if (outcome.positive !== null) return [outcome.positive];
  const counts = new Uint32Array(outcome.labels.length);
  for (const code of outcome.actual) counts[code]! += 1;
  return [...counts.keys()].filter((code) => counts[code]! > 0 && counts[code]! < outcome.actual.length);
}

/** What to say when an average over classes leaves some out. */
export function absentClasses(outcome: ClassOutcome): string | null {
  const seen = new Set(outcome.actual);
  const absent = outcome.labels.filter((_, code) => !seen.has(code));
  if (seen.size === 1)
    return `${outcome.actual.length === 1 ? 'There is one row' : `All ${outcome.actual.length} rows are of one class`}, so there is nothing to rank.`;
  if (absent.length === 0) return null;
  return `No row is of class ${absent.slice(0, 5).join(', ')}; the average runs over the classes that are there.`;
}

/** Mean of scorers; NaN for none. */
export const averageOf =
  (scorers: readonly ((weights: Float64Array) => number)[]) =>
  (weights: Float64Array): number => {
    let total = 0;
    for (const score of scorers) total += score(weights);
    return total / scorers.length;
  };

/** Area under the ROC curve: the weighted share of pairs in the right order, ties counting half. */
export function rocAreaUnder({ rows, hit, last }: Ranking, weights: Float64Array): number {
  let above = 0;
  let tiedPositive = 0;
  let tiedNegative = 0;
  let pairs = 0;
  let negatives = 0;
  for (let i = 0; i < rows.length; i++) {
    const weight = weights[rows[i]!]!;
    // Without a branch, for which side comes next can't be foretold.
    const ofPositive = weight * hit[i]!;
    tiedPositive += ofPositive;
    tiedNegative += weight - ofPositive;
    if (!last[i]) continue;
    pairs += tiedNegative * (above + tiedPositive / 2);
    above += tiedPositive;
    negatives += tiedNegative;
    tiedPositive = tiedNegative = 0;
  }
  return pairs / (above * negatives);
}

/** Average precision: precision at each distinct score, weighted by the recall gained there. */
export function averagePrecisionOf({ rows, hit, last }: Ranking, weights: Float64Array): number {
  let positives = 0;
  let all = 0;
  let gained = 0;
  let area = 0;
  for (let i = 0; i < rows.length; i++) {
    const weight = weights[rows[i]!]!;
    all += weight;
    if (hit[i]) gained += weight;
    if (!last[i]) continue;
    positives += gained;
    if (gained > 0) area += (gained * positives) / all;
    gained = 0;
  }
  return area / positives;
}
