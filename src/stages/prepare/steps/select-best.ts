import { stepNeedsTarget } from '../../../core/errors/preparing.ts';
import type { NumberColumn, Table } from '../../../core/table.ts';
import type { Target } from '../../../core/target.ts';
import { drive } from '../../../kernels/drive.ts';
import { chosen, highest } from '../selection/choose.ts';
import { fOf } from '../selection/f-test.ts';
import { mutualInformation } from '../selection/mutual-information.ts';
import { someRows } from '../selection/standard-columns.ts';
import { defineStep, type StepContext } from '../step-type.ts';

/** Rows that a search for nearest ones looks at. */
const MOST_ROWS = 20_000;

/** Keeps the columns that tell most about the answer, each looked at alone. */
export const selectBest = defineStep({
  id: 'select-best',
  purpose: 'select',
  label: 'Keep the best columns',
  doc: 'Keeps the number columns that tell most about the answer, each looked at alone: quick among thousands, but blind for what two tell together.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: () => true,
  gapsAfter: () => 'kept',
  params: {
    k: { type: 'int', default: 10, min: 1, max: 100_000, doc: 'How many columns are kept.' },
    scoreFunc: {
      type: 'choice',
      default: 'f-test',
      options: ['f-test', 'mutual-information'],
      doc: 'An F test sees straight ties and differences of means; mutual information sees any tie, and takes longer.'
    },
    nNeighbors: {
      type: 'int',
      default: 3,
      min: 1,
      max: 50,
      doc: 'Of mutual information: the neighbours it is told by; more are steadier and coarser.'
    }
  },

  async fit(table, columns, { k, scoreFunc, nNeighbors }, context) {
    if (!context.target) throw stepNeedsTarget('Keep the best columns');
    const own: Table = { rows: table.rows, columns };
    const scores =
      scoreFunc === 'f-test'
        ? columns.map((column) => fOf((column as NumberColumn).values, context.target!))
        : await informationOf(own, context.target, nNeighbors, context);
    return { ...chosen(columns, highest(scores, k), context.tell) };
  }
});

async function informationOf(all: Table, answers: Target, neighbours: number, context: StepContext): Promise<number[]> {
  const { table, target } = someRows(all, answers, MOST_ROWS, context);
  const scores: number[] = [];
  for (const column of table.columns)
    scores.push(await drive(mutualInformation((column as NumberColumn).values, target, neighbours, context.rng), context));
  return scores;
}
