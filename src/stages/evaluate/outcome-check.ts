import { shapeMismatch } from '../../core/errors/tables.ts';
import type { Outcome } from '../../core/outcome.ts';

/** @throws LatheError `shape-mismatch` when the parts of an outcome don't belong together */
export function checkOutcome(outcome: Outcome): void {
  const n = outcome.actual.length;
  if (outcome.predicted.length !== n) throw shapeMismatch('Predictions for the rows', n, outcome.predicted.length);
  if (outcome.weights && outcome.weights.length !== n) throw shapeMismatch('Weights for the rows', n, outcome.weights.length);
  if (outcome.kind === 'numbers') return;
  const cells = n * outcome.labels.length;
  if (outcome.probabilities.length !== cells) throw shapeMismatch('Class probabilities for the rows', cells, outcome.probabilities.length);
}

/** Why no metric of this outcome means anything; null when there is no such reason. */
export function brokenOutcome(outcome: Outcome): string | null {
  const n = outcome.actual.length;
  if (n === 0) return 'There are no rows to judge on.';
  const bad = countBad(outcome);
  return bad > 0 ? `The model gave no usable answer on ${bad} of ${n} rows.` : null;
}

function countBad(outcome: Outcome): number {
  let bad = 0;
  if (outcome.kind === 'numbers') {
    outcome.actual.forEach((actual, row) => (bad += Number.isFinite(actual) && Number.isFinite(outcome.predicted[row]) ? 0 : 1));
    return bad;
  }
  const classes = outcome.labels.length;
  const isCode = (code: number) => code >= 0 && code < classes;
  outcome.actual.forEach((actual, row) => {
    const isGood = isCode(actual) && isCode(outcome.predicted[row]!) && rowIsFinite(outcome.probabilities, row * classes, classes);
    bad += isGood ? 0 : 1;
  });
  return bad;
}

function rowIsFinite(values: Float64Array, start: number, length: number): boolean {
  for (let i = start; i < start + length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}
