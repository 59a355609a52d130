import type { Metric, Outcome } from '../../core/outcome.ts';
import { categoryColumn, type Column } from '../../core/table.ts';
import type { PackageTarget } from '../../predict/package-type.ts';
import { answerReader } from '../../predict/read-answer.ts';

export type Answer = string | number | boolean;

/** One logged answer. */
export interface LoggedPrediction {
  readonly at: number;
  readonly prediction: Answer | null;
  readonly probabilities: Readonly<Record<string, number>> | null;
  /** The true answer, once it came. */
  readonly actual: Answer | null;
}

/** The answers as a column that can be held against the package's reference. */
export function predictionColumn(target: PackageTarget, logged: readonly LoggedPrediction[]): Column {
  if (target.labels) {
    return categoryColumn(
      target.name,
      logged.map(({ prediction }) => (prediction === null ? null : String(prediction)))
    );
  }
  return {
    kind: 'number',
    name: target.name,
    values: Float64Array.from(logged, ({ prediction }) => (typeof prediction === 'number' ? prediction : NaN))
  };
}

/** Answers beside the labels that came late, and how many labels could not be read. Null when none came. */
export interface Realised {
  readonly outcome: Outcome | null;
  readonly labelled: number;
  readonly unreadable: number;
}

export function realisedOutcome(target: PackageTarget, logged: readonly LoggedPrediction[]): Realised {
  const labelled = logged.filter(({ actual, prediction }) => actual !== null && prediction !== null);
  const { outcome, used } = target.labels ? classOutcome(target, target.labels, labelled) : numberOutcome(target, labelled);
  return { outcome: used > 0 ? outcome : null, labelled: used, unreadable: labelled.length - used };
}

function numberOutcome(target: PackageTarget, labelled: readonly LoggedPrediction[]): { outcome: Outcome; used: number } {
  const numberOf = answerReader(target);
  const pairs = labelled
    .map(({ actual, prediction }) => [numberOf(actual), numberOf(prediction)] as const)
    .filter((pair) => pair.every(Number.isFinite));
  const side = (at: 0 | 1) => Float64Array.from(pairs, (pair) => pair[at]);
  return { outcome: { kind: 'numbers', actual: side(0), predicted: side(1), weights: null }, used: pairs.length };
}

function classOutcome(
  target: PackageTarget,
  labels: readonly string[],
  labelled: readonly LoggedPrediction[]
): { outcome: Outcome; used: number } {
  const codeOf = answerReader(target);
  const rows = labelled
    .map((row) => ({ row, actual: codeOf(row.actual!), predicted: codeOf(row.prediction!) }))
    .filter(({ actual, predicted }) => actual >= 0 && predicted >= 0);
  const k = labels.length;
  const probabilities = new Float64Array(rows.length * k);
  rows.forEach(({ row, predicted }, i) => labels.forEach((label, c) => (probabilities[i * k + c] = chanceOf(row, label, c === predicted))));
  const outcome: Outcome = {
    kind: 'classes',
    labels,
    actual: Int32Array.from(rows, ({ actual }) => actual),
    probabilities,
    predicted: Int32Array.from(rows, ({ predicted }) => predicted),
    positive: k === 2 ? positiveCode(target, labels) : null,
    weights: null
  };
  return { outcome, used: rows.length };
}

/** Without probabilities in the log, all of it stands on the answer. */
const chanceOf = ({ probabilities }: LoggedPrediction, label: string, isAnswer: boolean) =>
  probabilities && Object.hasOwn(probabilities, label) ? probabilities[label]! : Number(isAnswer);

const positiveCode = ({ positive }: PackageTarget, labels: readonly string[]) =>
  Math.max(0, positive === undefined ? 1 : labels.indexOf(positive));

const FEWEST_ESTIMATED = 30;

/**
 * Accuracy without labels: what the model's own probabilities promise. True as far as they are calibrated; a change of what the columns mean
 * is not seen. Source: Garg et al. (2022), and "confidence-based performance estimation" of NannyML.
 */
export function estimatedAccuracy(target: PackageTarget, logged: readonly LoggedPrediction[]): Record<string, Metric> | null {
  if (!target.labels) return null;
  const codeOf = answerReader(target);
  const sure = logged.flatMap(({ prediction, probabilities }) => {
    const answer = prediction === null ? undefined : target.labels![codeOf(prediction)];
    return probabilities && answer !== undefined && Object.hasOwn(probabilities, answer) ? [probabilities[answer]!] : [];
  });
  const n = sure.length;
  if (n < FEWEST_ESTIMATED) return null;
  const value = sure.reduce((sum, p) => sum + p, 0) / n;
  const reach = (1.959963984540054 * Math.sqrt(sure.reduce((sum, p) => sum + p * (1 - p), 0))) / n;
  if (reach === 0) return { accuracy: { value, low: NaN, high: NaN, method: 'none: the model calls itself sure of every answer', n } };
  return {
    accuracy: {
      value,
      low: Math.max(0, value - reach),
      high: Math.min(1, value + reach),
      method: 'the model’s own probabilities, normal interval; holds if they are calibrated',
      n
    }
  };
}
