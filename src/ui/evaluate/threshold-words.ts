import type { ThresholdChoice, ThresholdGoal } from '../../app/api/judging.ts';
import type { Metric } from '../../core/outcome.ts';
import { thresholdInForce, type KeptThreshold } from '../../core/kept-threshold.ts';
import { exactPercent, PER_CENT, quoted } from '../../core/words.ts';
import { formatShare } from '../../charts/format.ts';
import { partName } from './evaluation.ts';

export const goals: readonly { readonly value: ThresholdGoal['by']; readonly label: string; readonly asks: string | null }[] = [
  { value: 'metric', label: 'the project’s metric is best', asks: null },
  { value: 'costs', label: 'an answer costs least', asks: null },
  { value: 'precision', label: 'of those called, at least so many are', asks: 'Least precision, in %' },
  { value: 'recall', label: 'of the positives, at least so many are found', asks: 'Least recall, in %' },
  { value: 'called', label: 'at most so many are called', asks: 'Most that may be called, in %' }
];

const withEnds = ({ value, low, high }: Metric) =>
  Number.isNaN(value)
    ? 'not defined'
    : `${formatShare(value)}${Number.isFinite(low) ? ` (${formatShare(low)} to ${formatShare(high)})` : ''}`;

/** What the chosen threshold does, and that it was chosen on the rows it is told of. */
export function choiceWords({ threshold, note, on, precision, recall, called }: ThresholdChoice, positive: string): string {
  if (note) return note;
  if (threshold > 1) return `On ${partName(on)} it is best to call none ${quoted(positive)}.`;
  return `On ${partName(on)}, from ${formatShare(threshold)} on: ${withEnds(called)} of the rows are called ${quoted(positive)}, ${withEnds(precision)} of these are, and ${withEnds(recall)} of all that are get found. It was chosen on these rows, so expect a little less; the package answers by it once it is kept.`;
}

/** A goal as it ends a sentence and stands in a package. */
export function goalWords(by: ThresholdGoal['by'], percent: number | null): string {
  switch (by) {
    case 'metric':
      return 'the project’s metric is best';
    case 'costs':
      return 'an answer costs least';
    case 'precision':
      return `at least ${percent}${PER_CENT} of those called are`;
    case 'recall':
      return `at least ${percent}${PER_CENT} of the positives are found`;
    case 'called':
      return `at most ${percent}${PER_CENT} are called`;
  }
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

function sayKept({ threshold, goal, why, by, at }: KeptThreshold): string {
  const what = threshold === null ? 'Taken back, so that the costs decide' : `From ${exactPercent(threshold)} on, so that ${goal}`;
  return `${what}; decided by ${by} on ${dayOf(at)}: ${why}`;
}

/** The threshold that a person gave, with who, when and why, and what its scores are worth; null where none is in force. */
export function keptWords(thresholds: readonly KeptThreshold[] | undefined): string | null {
  const kept = thresholdInForce(thresholds);
  if (!kept) return null;
  const rows = kept.on === 'validation' ? 'the validation rows' : 'rows left out of folds';
  return `${sayKept(kept)}. It was looked for on ${rows}, where scores that hang on it are a little flattered; the test part had no say.`;
}

/** What was in force before, the latest first. */
export const thresholdHistory = (thresholds: readonly KeptThreshold[] = []): string[] =>
  (thresholdInForce(thresholds) ? thresholds.slice(0, -1) : thresholds).map(sayKept).reverse();
