import type { CategoryColumn } from '../../core/table.ts';
import type { Target } from '../../core/target.ts';

/** The answers as numbers: one output for numbers and two classes, else one a class, 1 where the row has it. */
export interface Outputs {
  /** What each output is, at the end of a column's name. */
  readonly said: readonly string[];
  /** The answer of a row to output k; NaN = none. */
  readonly at: (row: number, k: number) => number;
}

/** Of two classes the second is told, as scikit-learn does. */
export function outputsOf(target: Target): Outputs {
  if (target.kind === 'numbers') return { said: ['mean answer'], at: (row) => target.values[row]! };
  const { codes, labels } = target;
  const told = labels.length === 2 ? [1] : labels.map((_, code) => code);
  const at = (row: number, k: number) => (codes[row]! < 0 ? NaN : codes[row] === told[k] ? 1 : 0);
  return { said: told.map((code) => `share of ${labels[code]!}`), at };
}

/** How strongly levels are drawn to the mean of all. */
export interface Smoothing {
  /** As if so many more rows had the mean of all; null = by how answers vary within the level and among all. */
  readonly rows: number | null;
  /** Levels of fewer rows get the mean of all. */
  readonly minRows: number;
}

/** The answers to output k of the rows that may be learned from; NaN for all others. */
export const answersTo = ({ at }: Outputs, k: number, rows: number, isLearned: (row: number) => boolean): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => (isLearned(row) ? at(row, k) : NaN));

/** Levels by their place in the column's labels, missing values as one more behind them. */
export const codesWithGap = ({ codes, labels }: CategoryColumn): Int32Array => codes.map((code) => (code < 0 ? labels.length : code));

/** How many rows with an answer each level has. */
export function countAnswers(codes: Int32Array, levels: number, answers: Float64Array): Float64Array {
  const counts = new Float64Array(levels);
  for (let i = 0; i < answers.length; i++) if (answers[i] === answers[i]) counts[codes[i]!]!++;
  return counts;
}

/** Mean of the answers there are; NaN where there is none. */
export function meanAnswer(answers: Float64Array): number {
  let sum = 0;
  let n = 0;
  for (const answer of answers) {
    if (Number.isNaN(answer)) continue;
    sum += answer;
    n++;
  }
  return sum / n;
}

/**
 * The mean answer of each level, drawn to the mean of all answers.
 *
 * With `rows` = m: (sum + m * mean) / (n + m). Without: L * mean of the level + (1 - L) * mean of all, L = n V / (n V + W), where V is the variance of all
 * answers and W that within the level. Source: Micci-Barreca (2001), "A preprocessing scheme for high-cardinality categorical attributes", equations 3
 * to 5, with the weight of empirical Bayes that scikit-learn takes for `smooth="auto"`.
 * @param codes the level of each row, 0 to `levels` - 1
 * @param answers of the same rows; NaN where a row is not to be learned from
 * @returns one a level; NaN everywhere when there is no answer
 */
export function levelMeans(codes: Int32Array, levels: number, answers: Float64Array, { rows, minRows }: Smoothing): Float64Array {
  const counts = countAnswers(codes, levels, answers);
  const mean = meanAnswer(answers);
  const sums = new Float64Array(levels);
  for (let i = 0; i < answers.length; i++) if (answers[i] === answers[i]) sums[codes[i]!]! += answers[i]!;
  const own = sums.map((sum, level) => sum / counts[level]!);
  const within = new Float64Array(levels);
  let spread = 0;
  for (let i = 0; i < answers.length; i++) {
    if (answers[i] !== answers[i]) continue;
    within[codes[i]!]! += (answers[i]! - own[codes[i]!]!) ** 2;
    spread += (answers[i]! - mean) ** 2;
  }
  const n = counts.reduce((sum, count) => sum + count, 0);
  return own.map((value, level) => {
    const size = counts[level]!;
    if (size === 0 || size < minRows) return mean;
    const weight = rows === null ? autoWeight(size, spread / n, within[level]! / size) : size / (size + rows);
    return weight * value + (1 - weight) * mean;
  });
}

/** Where nothing varies, nothing is to be told apart. */
function autoWeight(size: number, spread: number, within: number): number {
  const all = size * spread + within;
  return all === 0 ? 0 : (size * spread) / all;
}
