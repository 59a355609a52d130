import { stepNeedsTarget, tooManyToEliminate } from '../../../core/errors/preparing.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { drive } from '../../../kernels/drive.ts';
import { chosen } from '../selection/choose.ts';
import { eliminateColumns } from '../selection/eliminate-columns.ts';
import { centredAnswers, standardColumns } from '../selection/standard-columns.ts';
import { defineStep } from '../step-type.ts';

/** Columns that are weighed against each other. */
const MOST_COLUMNS = 1000;

/** Recursive elimination by the weights of a ridge regression. */
export const eliminate = defineStep({
  id: 'eliminate',
  purpose: 'select',
  label: 'Eliminate columns',
  doc: 'Takes out the number columns of least weight in a linear model, fits again and takes out the next (recursive feature elimination): what others already tell goes.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: () => true,
  gapsAfter: () => 'kept',
  params: {
    nFeaturesToSelect: { type: 'int', default: 10, min: 1, max: 1000, doc: 'How many columns are left in the end.' },
    step: {
      type: 'float',
      default: 0.1,
      min: 0.01,
      max: 1000,
      doc: 'How many columns go each round: from 1 on a number, below it a share of those that are left.'
    },
    alpha: {
      type: 'float',
      default: 1,
      min: 1e-6,
      max: 1e6,
      scale: 'log',
      doc: 'The penalty of the ridge regression, on columns of deviation 1.'
    }
  },

  async fit(table, columns, { nFeaturesToSelect, step, alpha }, context) {
    if (!context.target) throw stepNeedsTarget('Eliminate columns');
    if (columns.length > MOST_COLUMNS) throw tooManyToEliminate(columns.length, MOST_COLUMNS);
    const standard = standardColumns(columns as readonly NumberColumn[]);
    const answers = table.rows === 0 ? [] : centredAnswers(context.target);
    const left = await drive(eliminateColumns(standard, answers, { keep: nFeaturesToSelect, step, alpha }), context);
    return { ...chosen(columns, left, context.tell) };
  }
});
