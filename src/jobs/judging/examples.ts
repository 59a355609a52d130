import type { ClassOutcome, NumberOutcome, Outcome } from '../../core/outcome.ts';
import type { RowSet } from '../../core/table.ts';

/** A row that was answered wrongly, or missed by far. */
export interface Mistake {
  /** Row of the dataset, from 0. */
  readonly row: number;
  readonly actual: string | number;
  readonly predicted: string | number;
  /** Classes: the probability of the wrong answer. Numbers: the size of the error. */
  readonly size: number;
}

export interface Examples {
  /** The surest wrong answers, or the largest errors, first; none where answers are good for an order only. */
  readonly mistakes: readonly Mistake[];
  /** Rows that were answered wrongly in all; null for numbers, where every answer is somewhat off. */
  readonly wrong: number | null;
  /** Rows of the judged part, evenly chosen when there are many. */
  readonly rows: readonly number[];
}

const MOST_MISTAKES = 24;
const MOST_ROWS = 200;

/** @param at rows of the dataset, row for row beside the outcome */
export function examplesOf(outcome: Outcome, at: RowSet): Examples {
  const mistakes = outcome.kind === 'classes' ? wrongAnswers(outcome, at) : outcome.orders ? [] : farMisses(outcome, at);
  const step = Math.max(1, at.length / MOST_ROWS);
  const rows = Array.from({ length: Math.min(at.length, MOST_ROWS) }, (_, i) => at[Math.floor(i * step)]!);
  return {
    mistakes: mistakes.sort((a, b) => b.size - a.size || a.row - b.row).slice(0, MOST_MISTAKES),
    wrong: outcome.kind === 'classes' ? mistakes.length : null,
    rows
  };
}

function wrongAnswers({ labels, actual, predicted, probabilities }: ClassOutcome, at: RowSet): Mistake[] {
  const mistakes: Mistake[] = [];
  predicted.forEach((code, i) => {
    if (code === actual[i]) return;
    mistakes.push({ row: at[i]!, actual: labels[actual[i]!]!, predicted: labels[code]!, size: probabilities[i * labels.length + code]! });
  });
  return mistakes;
}

const farMisses = ({ actual, predicted }: NumberOutcome, at: RowSet): Mistake[] =>
  Array.from(actual, (value, i) => ({ row: at[i]!, actual: value, predicted: predicted[i]!, size: Math.abs(value - predicted[i]!) }));
