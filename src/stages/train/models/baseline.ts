import { quoted } from '../../../core/words.ts';
import { note } from '../../../core/note.ts';
import { defineModel } from '../../../core/model.ts';
import type { ClassTarget, NumberTarget } from '../../../core/target.ts';
import { readyForTraining } from '../check-trainable.ts';
import { weightedMean, weightedMedian } from '../weighted.ts';

const about = {
  id: 'baseline',
  label: 'Baseline',
  doc: 'Looks at no feature: answers with the share of each class, or with the mean or median of the target. What any other model has to beat.',
  family: 'baseline',
  tasks: ['classification', 'regression'],
  takes: 'mixed',
  auto: { rank: 0 }
} as const;

/** The prior: class shares for classification (the most frequent class is then the answer), mean or median for regression. */
export const baseline = defineModel({
  ...about,
  params: {
    strategy: {
      type: 'choice',
      default: 'prior',
      options: ['prior', 'median'],
      doc: 'prior: the share of each class, or the mean of a number. median: the median of a number (classes: as prior).'
    }
  },

  async fit(given, { strategy }, context) {
    const data = readyForTraining(given, about);
    const { target } = data;
    context.signal.throwIfAborted();
    const centre = strategy === 'median' ? 'median' : 'mean';
    const answer = target.kind === 'classes' ? shares(target, data.weights) : Float64Array.of(middle(target, data.weights, centre));
    context.onProgress(1);
    const told = target.kind === 'classes' ? 'the class shares' : `the ${centre} of ${quoted(target.name)}`;
    return {
      state: { outputs: answer.length, answer },
      curve: [],
      notes: [note('baseline-answer', `Answers every row with ${told} in training.`)],
      backend: 'cpu'
    };
  }
});

function shares({ codes, labels }: ClassTarget, weights: Float64Array | null): Float64Array {
  const totals = new Float64Array(labels.length);
  codes.forEach((code, row) => (totals[code]! += weights ? weights[row]! : 1));
  const all = totals.reduce((sum, total) => sum + total, 0);
  return totals.map((total) => total / all);
}

function middle({ values }: NumberTarget, weights: Float64Array | null, centre: 'mean' | 'median'): number {
  return centre === 'mean' ? weightedMean(values, weights) : weightedMedian(values, weights);
}
