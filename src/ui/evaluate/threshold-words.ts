import type { ThresholdChoice, ThresholdGoal } from '../../app/api/judging.ts';
import type { Metric } from '../../core/outcome.ts';
import { quoted } from '../../core/words.ts';
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
  return `On ${partName(on)}, from ${formatShare(threshold)} on: ${withEnds(called)} of the rows are called ${quoted(positive)}, ${withEnds(precision)} of these are, and ${withEnds(recall)} of all that are get found. It was chosen on these rows, so expect a little less; what the package answers by follows from the costs alone and stays as it is.`;
}
