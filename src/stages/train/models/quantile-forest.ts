import { forestTooLarge } from '../../../core/errors/training.ts';
import { defineModel } from '../../../core/model.ts';
import { createRng } from '../../../core/rng.ts';
import { readyForTraining } from '../check-trainable.ts';
import { fitForest } from '../forest/fit-forest.ts';
import { treeSeed } from '../forest/grow-forest.ts';
import { LeafAnswers } from '../forest/leaf-answers.ts';
import { forestParams, limitsOf, minSamplesLeafParam } from '../forest/limits.ts';

const about = {
  id: 'quantile-forest',
  label: 'Quantile forest',
  doc: 'A random forest that keeps the answers in its leaves, and says the value below which a chosen share of them lies for rows like this one: a median, or what nine of ten stay under, wherever the spread differs. Larger than a forest.',
  family: 'trees',
  tasks: ['regression'],
  takes: 'mixed'
} as const;

/** Sixteen bytes each: 800 MB. */
const MOST_ANSWERS = 50_000_000;

/**
 * Quantile regression forests: the answers of the leaves a row comes to, each tree counting the same, are one distribution, of which a quantile is said.
 * Source: Meinshausen (2006), "Quantile regression forests".
 */
export const quantileForest = defineModel({
  ...about,
  params: {
    quantile: {
      type: 'float',
      default: 0.5,
      min: 0.001,
      max: 0.999,
      search: false,
      doc: 'Share of the answers that is to lie below the prediction; 0.5 is the median.'
    },
    maxSamplesLeaf: {
      type: 'int',
      default: 10,
      min: 1,
      max: 10_000,
      scale: 'log',
      search: false,
      doc: 'Most answers kept of a leaf, drawn at random from its rows.'
    },
    ...forestParams,
    minSamplesLeaf: { ...minSamplesLeafParam, default: 5 }
  },
  async fit(given, settings, context) {
    const data = readyForTraining(given, about);
    const y = data.target.kind === 'numbers' ? data.target.values : data.target.codes;
    const kept = new LeafAnswers(y, data.weights, settings.maxSamplesLeaf, createRng(treeSeed(context.rng)));
    const fit = await fitForest(
      data,
      { ...settings, classWeight: 'none' },
      (features) => limitsOf(settings, features, 0),
      context,
      (tree, trees) => {
        kept.add(tree);
        if (kept.kept > MOST_ANSWERS) throw forestTooLarge(kept.kept, trees);
      }
    );
    return { ...fit, state: { ...fit.state, quantile: settings.quantile, ...kept.packed() } };
  }
});
