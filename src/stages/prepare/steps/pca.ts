import { counted, percent, quoted } from '../../../core/words.ts';
import type { Column, NumberColumn } from '../../../core/table.ts';
import { mean, present } from '../column-statistics.ts';
import { drive } from '../../../kernels/drive.ts';
import { leadingDirections } from '../components/leading-directions.ts';
import { solverParam } from '../components/solver-param.ts';
import { tellOfGaps } from '../components/tell-of-gaps.ts';
import { freshNames } from '../fresh-names.ts';
import { defineStep, type StepContext } from '../step-type.ts';

/** A column with more of the variance than this decides the first direction alone. */
const MOST_OF_IT = 0.9;

/** Few directions in place of many columns. */
export const pca = defineStep({
  id: 'pca',
  purpose: 'derive',
  label: 'Principal components',
  doc: 'Puts a few directions, along which the rows spread most, in the place of many columns; put it behind a scaler, or the column of the largest unit decides.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: () => true,
  gapsAfter: () => 'none',
  params: {
    nComponents: { type: 'int', default: 0, min: 0, max: 1000, doc: 'How many directions are kept; 0 = by the share of the variance.' },
    varianceShare: {
      type: 'float',
      default: 0.95,
      min: 0.01,
      max: 0.999999,
      doc: 'With nComponents 0: as few directions as hold more than this share of the variance.'
    },
    whiten: { type: 'bool', default: false, doc: 'Gives every direction the deviation 1.' },
    solver: solverParam
  },

  async fit(table, columns, { nComponents, varianceShare, whiten, solver }, context) {
    const { tell, rng } = context;
    const means = Float64Array.from(columns, (column) => mean(present((column as NumberColumn).values)) || 0);
    const centred = columns.map((column, j) => (column as NumberColumn).values.map((x) => (Number.isNaN(x) ? 0 : x - means[j]!)));
    tellOfGaps(columns, 'mean', tell);
    const found = await drive(leadingDirections(centred, { count: nComponents, solver, rng }), context);
    const { variances, directions, total } = found;
    const kept = nComponents > 0 ? Math.min(nComponents, variances.length) : enough(variances, varianceShare * total);
    const fresh = freshNames(table);
    const components = directions.slice(0, kept * columns.length);
    if (whiten) variances.subarray(0, kept).forEach((variance, k) => stretch(components, k, columns.length, 1 / Math.sqrt(variance)));
    tellOfVariance({ columns, centred, variances, total, kept, of: found.isRandomised ? found.most : variances.length }, tell);
    return { means, components, names: Array.from({ length: kept }, (_, k) => fresh(`component ${k + 1}`)) };
  }
});

/** The fewest of them whose sum is above a bound. */
function enough(variances: Float64Array, bound: number): number {
  let sum = 0;
  for (let k = 0; k < variances.length; k++) if ((sum += variances[k]!) > bound) return k + 1;
  return variances.length;
}

function stretch(rows: Float64Array, row: number, size: number, by: number): void {
  for (let j = row * size; j < (row + 1) * size; j++) rows[j]! *= by;
}

interface Found {
  readonly columns: readonly Column[];
  readonly centred: readonly Float64Array[];
  readonly variances: Float64Array;
  readonly total: number;
  readonly kept: number;
  /** Directions there are. */
  readonly of: number;
}

function tellOfVariance({ columns, centred, variances, total, kept, of }: Found, tell: StepContext['tell']): void {
  if (!(total > 0)) return tell('column-constant', 'No column varies in the training rows, so there is no direction to keep.');
  const held = variances.subarray(0, kept).reduce((sum, variance) => sum + variance, 0);
  tell(
    'components-kept',
    `${counted(kept, 'direction')} of ${of} ${kept === 1 ? 'holds' : 'hold'} ${percent(held / total)} of the variance.`
  );
  const own = centred.map((column) => column.reduce((sum, x) => sum + x * x, 0) / (column.length - 1));
  const most = own.indexOf(Math.max(...own));
  if (columns.length > 1 && own[most]! > MOST_OF_IT * total)
    tell(
      'one-column-decides',
      `${quoted(columns[most]!.name)} alone has ${percent(own[most]! / total)} of the variance and decides the first direction: put "Scale numbers" before this step.`
    );
}
