import { partsNeedNonNegative } from '../../../core/errors/preparing.ts';
import { createPacer } from '../../../core/pacer.ts';
import type { Column, NumberColumn } from '../../../core/table.ts';
import { counted, percent } from '../../../core/words.ts';
import type { SparseRows } from '../../../kernels/factors/factor-kernel.ts';
import { drawFactors, factorise, toldBy } from '../../../kernels/factors/factorise.ts';
import { heaviestFirst } from '../components/heaviest-first.ts';
import { tellOfGaps } from '../components/tell-of-gaps.ts';
import { freshNames } from '../fresh-names.ts';
import { defineStep } from '../step-type.ts';

/** Few parts that only add up, in place of many columns. */
export const nmf = defineStep({
  id: 'nmf',
  purpose: 'derive',
  label: 'Non-negative parts (NMF)',
  doc: 'Puts how much a row has of a few parts, which only add up and never cancel, in the place of many columns of counts, amounts or term weights.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: () => true,
  gapsAfter: () => 'none',
  params: {
    nComponents: { type: 'int', default: 2, min: 1, max: 100, doc: 'How many parts, at most as many as there are columns.' },
    maxIter: { type: 'int', default: 200, min: 1, max: 10_000, doc: 'Rounds over all weights, at most.' },
    tol: {
      type: 'float',
      default: 1e-4,
      min: 0,
      max: 1,
      doc: 'Rounds end when what is left to gain is at most this share of the first round’s.'
    }
  },

  async fit(table, columns, { nComponents, maxIter, tol }, context) {
    const { tell, rng } = context;
    columns.forEach(refuseNegative);
    tellOfGaps(columns, 'zero', tell);
    const parts = Math.min(nComponents, columns.length);
    const x = sparseRowsOf(columns, table.rows);
    const pace = createPacer(context);
    const found = await factorise(x, drawFactors(x, parts, rng), { parts, rounds: maxIter, tolerance: tol, pace });
    if (!found.isSettled) tell('not-settled', `The parts still moved after ${counted(maxIter, 'round')}: raise maxIter, or tol.`);
    if (x.values.length === 0) tell('nothing-to-keep', 'The columns hold nothing but 0 in the training rows, so the parts are empty.');
    else
      tell(
        'components-kept',
        `${counted(parts, 'part')} ${parts === 1 ? 'tells' : 'tell'} ${percent(toldBy(x, found, parts))} of the squared values.`
      );
    const fresh = freshNames(table);
    return { components: heaviestFirst(found, parts), names: Array.from({ length: parts }, (_, k) => fresh(`part ${k + 1}`)) };
  }
});

function refuseNegative(column: Column): void {
  const below = (column as NumberColumn).values.filter((x) => x < 0);
  if (below.length > 0) throw partsNeedNonNegative(column.name, below.reduce((least, x) => Math.min(least, x)), below.length); // prettier-ignore
}

function sparseRowsOf(columns: readonly Column[], rows: number): SparseRows {
  const values = columns.map((column) => (column as NumberColumn).values);
  const count = values.reduce((sum, own) => own.reduce((held, x) => held + (x > 0 ? 1 : 0), sum), 0);
  const out = { starts: new Uint32Array(rows + 1), at: new Uint32Array(count), values: new Float64Array(count) };
  let next = 0;
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < values.length; j++) {
      const x = values[j]![row]!;
      if (!(x > 0)) continue;
      out.at[next] = j;
      out.values[next++] = x;
    }
    out.starts[row + 1] = next;
  }
  return { rows, columns: columns.length, ...out };
}
