import { counted, quoted } from '../../../core/words.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { mean, present } from '../column-statistics.ts';
import { drive } from '../../../kernels/drive.ts';
import { gapNames } from '../gap-names.ts';
import { learnRounds } from '../imputing/learn-rounds.ts';
import { defineStep } from '../step-type.ts';

/** Fills gaps by guessing each column from the others, round after round. */
export const iterativeImpute = defineStep({
  id: 'iterative-impute',
  purpose: 'gaps',
  label: 'Fill by models',
  doc: 'Fills a missing number with what a linear model makes of the row’s other numbers, round after round, which keeps the ties between columns.',
  accepts: ['number'],
  turnsInto: 'same',
  gapsAfter: () => 'none',
  params: {
    estimator: {
      type: 'choice',
      default: 'bayesian-ridge',
      options: ['bayesian-ridge', 'ridge'],
      doc: 'The linear model: with a penalty that it learns itself, or with a fixed one, which is much faster on many columns.'
    },
    alpha: { type: 'float', default: 1, min: 1e-9, max: 1e9, scale: 'log', doc: 'The fixed penalty of "ridge".' },
    maxIter: { type: 'int', default: 10, min: 1, max: 100, doc: 'Rounds over all columns, at most.' },
    tol: { type: 'float', default: 1e-3, min: 0, max: 1, doc: 'Rounds end when no value moves more than this share of the largest value.' },
    skipComplete: {
      type: 'bool',
      default: false,
      doc: 'Learns no model for a column without gaps in training, which is faster; a later gap there gets the mean.'
    },
    indicator: { type: 'bool', default: false, doc: 'Adds a 0/1 column for each column that has gaps in training.' }
  },

  async fit(table, columns, params, context) {
    const { tell } = context;
    const values = columns.map((column) => (column as NumberColumn).values);
    const means = values.map((own, j) => {
      const known = present(own);
      if (known.length === 0)
        tell('column-all-missing', `${quoted(columns[j]!.name)} has no value in the training rows; its gaps become 0.`);
      return known.length === 0 ? null : mean(known);
    });
    const usable = [...columns.keys()].filter((j) => means[j] !== null);
    const known = usable.map((j) => values[j]!);
    const knownMeans = Float64Array.from(usable, (j) => means[j]!);
    const learned = usable.length > 1 ? await drive(learnRounds(known, knownMeans, params), context) : NOTHING;
    if (!learned.settled)
      tell('not-settled', `The values in the gaps still moved after ${counted(learned.rounds, 'round')}: raise maxIter, or tol.`);
    const weights = new Float64Array(learned.order.length * columns.length);
    learned.order.forEach((_, model) =>
      usable.forEach((j, place) => (weights[model * columns.length + j] = learned.weights[model * usable.length + place]!))
    );
    return {
      means: Float64Array.from(means, (value) => value ?? 0),
      order: learned.order.map((place) => usable[place]!),
      weights,
      intercepts: learned.intercepts,
      indicators: gapNames(table, columns, params.indicator)
    };
  }
});

/** One column alone has no others to be guessed from. */
const NOTHING = { order: new Int32Array(0), weights: new Float64Array(0), intercepts: new Float64Array(0), rounds: 0, settled: true };
