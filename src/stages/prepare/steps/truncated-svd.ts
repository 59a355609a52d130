import type { NumberColumn } from '../../../core/table.ts';
import { counted, percent } from '../../../core/words.ts';
import { explainedShares } from '../components/explained-shares.ts';
import { drive } from '../../../kernels/drive.ts';
import { leadingDirections } from '../components/leading-directions.ts';
import { solverParam } from '../components/solver-param.ts';
import { tellOfGaps } from '../components/tell-of-gaps.ts';
import { freshNames } from '../fresh-names.ts';
import { defineStep, type StepContext } from '../step-type.ts';

/** Few directions from 0 in place of many columns: behind weights of terms it is latent semantic analysis. */
export const truncatedSvd = defineStep({
  id: 'truncated-svd',
  purpose: 'derive',
  label: 'Truncated SVD',
  doc: 'Puts a few directions, seen from 0 and not from the middle, in the place of many columns: for counts and term weights, where 0 means nothing is there.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: () => true,
  gapsAfter: () => 'none',
  params: {
    nComponents: { type: 'int', default: 2, min: 1, max: 1000, doc: 'How many directions are kept, at most as many as there are columns.' },
    solver: solverParam
  },

  async fit(table, columns, { nComponents, solver }, context) {
    const { tell, rng } = context;
    const values = columns.map((column) => (column as NumberColumn).values.map((x) => x || 0));
    tellOfGaps(columns, 'zero', tell);
    const { variances, directions, isRandomised, most } = await drive(
      leadingDirections(values, { count: nComponents, solver, rng }),
      context
    );
    const kept = Math.min(nComponents, variances.length);
    const components = directions.slice(0, kept * columns.length);
    tellOfVariance(values, components, { kept, of: isRandomised ? most : variances.length }, tell);
    const fresh = freshNames(table);
    return { components, names: Array.from({ length: kept }, (_, k) => fresh(`component ${k + 1}`)) };
  }
});

function tellOfVariance(
  values: readonly Float64Array[],
  components: Float64Array,
  { kept, of }: { kept: number; of: number },
  tell: StepContext['tell']
): void {
  if (kept === 0) return tell('nothing-to-keep', 'The columns hold nothing but 0 in the training rows, so there is no direction to keep.');
  const shares = explainedShares(values, components);
  if (!shares)
    return tell('column-constant', 'No column varies in the training rows: the direction that is kept tells rows apart by nothing.');
  const held = percent(shares.reduce((sum, share) => sum + share, 0));
  tell('components-kept', `${counted(kept, 'direction')} of ${of} ${kept === 1 ? 'holds' : 'hold'} ${held} of the variance.`);
}
