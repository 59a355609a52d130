import { stepNeedsTarget } from '../../../core/errors/preparing.ts';
import type { NumberColumn, Table } from '../../../core/table.ts';
import type { Target } from '../../../core/target.ts';
import { coordinateDescent } from '../../../kernels/linear/coordinate-descent.ts';
import { drive } from '../../../kernels/drive.ts';
import { chosen, highest, orTheBest } from '../selection/choose.ts';
import { forestImportances } from '../selection/forest-importances.ts';
import { centredAnswers, someRows, standardColumns } from '../selection/standard-columns.ts';
import { defineStep, type StepContext } from '../step-type.ts';

const MOST_ROWS = 20_000;
const LIMITS = { maxIter: 1000, tol: 1e-6 };

/** Keeps the columns that a model makes use of, all looked at together. */
export const selectByModel = defineStep({
  id: 'select-by-model',
  purpose: 'select',
  label: 'Keep what a model uses',
  doc: 'Keeps the number columns that a model of all of them makes use of: a lasso, whose other weights are 0, or a random forest, by its importances.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: () => true,
  gapsAfter: () => 'kept',
  params: {
    estimator: {
      type: 'choice',
      default: 'lasso',
      options: ['lasso', 'forest'],
      doc: 'A lasso on columns brought to one size sees straight ties; a forest sees bends and what columns tell together.'
    },
    alpha: {
      type: 'float',
      default: 0.05,
      min: 1e-6,
      max: 1,
      scale: 'log',
      doc: 'The penalty of the lasso, for answers and columns of deviation 1; a higher one keeps fewer columns.'
    },
    threshold: {
      type: 'float',
      default: 1,
      min: 0,
      max: 100,
      doc: 'Of the forest: the importance to reach, in means of all columns’ importances.'
    },
    nEstimators: { type: 'int', default: 100, min: 10, max: 1000, doc: 'Of the forest: how many trees are grown.' },
    maxFeatures: { type: 'int', default: 0, min: 0, max: 100_000, doc: 'Columns that are kept at most, the best ones; 0 = no limit.' }
  },

  async fit(table, columns, params, context) {
    if (!context.target) throw stepNeedsTarget('Keep what a model uses');
    if (columns.length === 0 || table.rows === 0) return { ...chosen(columns, [...columns.keys()], context.tell) };
    const own: Table = { rows: table.rows, columns };
    const isLasso = params.estimator === 'lasso';
    const scores = isLasso
      ? await lassoWeights(own, context.target, params.alpha, context)
      : await byForest(own, context.target, params, context);
    const bound = isLasso ? 1e-5 : Math.max(Number.MIN_VALUE, params.threshold / columns.length);
    const most = params.maxFeatures === 0 ? columns.length : params.maxFeatures;
    const kept = highest(scores, most).filter((place) => scores[place]! >= bound);
    return { ...chosen(columns, orTheBest(kept, scores, context.tell), context.tell) };
  }
});

/** The largest size of each column's weight over the answers; of classes each has its own. */
async function lassoWeights(table: Table, target: Target, alpha: number, context: StepContext): Promise<Float64Array> {
  const columns = standardColumns(table.columns as readonly NumberColumn[]);
  const most = new Float64Array(columns.length);
  for (const answers of centredAnswers(target)) {
    const unit = Math.sqrt(answers.reduce((sum, x) => sum + x * x, 0) / answers.length);
    if (unit === 0) continue;
    const scaled = answers.map((x) => x / unit);
    const { coefficients } = await drive(coordinateDescent(columns, scaled, { l1: alpha * table.rows, l2: 0 }, LIMITS), context);
    coefficients.forEach((weight, j) => (most[j] = Math.max(most[j]!, Math.abs(weight))));
  }
  return most;
}

async function byForest(all: Table, answers: Target, { nEstimators }: { readonly nEstimators: number }, context: StepContext) {
  const { table, target } = someRows(all, answers, MOST_ROWS, context);
  return forestImportances(table, target, { nEstimators, maxDepth: 0 }, context);
}
