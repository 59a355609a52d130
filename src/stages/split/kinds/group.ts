import { counted, quoted } from '../../../core/words.ts';
import { tooFewGroups } from '../../../core/errors/splitting.ts';
import { note, type Note } from '../../../core/note.ts';
import type { Rng } from '../../../core/rng.ts';
import { dealGroups } from '../apportion.ts';
import { dealBalanced } from '../deal-balanced.ts';
import { keysOf } from '../keys.ts';
import { foldsOf, partNames, partsOf, type SplitKindType, type SplitRequest } from '../split-type.ts';

/** Whole groups go to one part each: what is known about a person, a site or a batch in training is then not known in the test. */
export const group: SplitKindType = {
  id: 'group',
  label: 'By group',
  doc: 'All rows of one group (person, site, batch) stay together. Right when the model will meet groups it has never seen. Columns named beside it, the target for one, are kept in proportion as far as whole groups allow.',
  role: 'group',
  uses: ['columns'],
  crossValidation: 'group',
  divide(request, shares) {
    const { rows, rng } = request;
    const groups = groupsOf(request);
    const wanted = partNames.map((part) => shares[part] * rows.length);
    const need = wanted.filter((count) => count > 0).length;
    if (groups.sizes.length < need) throw tooFewGroups(request.column!.name, groups.sizes.length, need, 'This split');
    const binOf = dealWhole(groups, wanted, request, rng);
    const parts = partsOf(
      rows,
      groups.codes.map((code) => binOf[code]!)
    );
    const offTarget = partNames.filter((part, i) => Math.abs(parts[part].length - wanted[i]!) > 0.05 * rows.length);
    const message = `Groups can’t be cut, so the parts have ${partNames.map((part) => `${parts[part].length} (${part})`).join(', ')} rows; wanted were ${wanted.map(Math.round).join(', ')}.`;
    return { parts, sealed: shares.test > 0, notes: [...groups.notes, ...(offTarget.length > 0 ? [note('parts-uneven', message)] : [])] };
  },
  fold(request, folds) {
    const groups = groupsOf(request);
    const { codes, sizes, notes } = groups;
    if (sizes.length < folds) throw tooFewGroups(request.column!.name, sizes.length, folds, `A cross-validation with ${folds} folds`);
    const binOf = dealWhole(groups, new Array<number>(folds).fill(request.rows.length / folds), request, request.rng);
    return {
      folds: foldsOf(
        request.rows,
        codes.map((code) => binOf[code]!),
        folds
      ),
      notes
    };
  }
};

interface Groups {
  /** The group of each entry of the rows. */
  readonly codes: Int32Array;
  readonly sizes: readonly number[];
  readonly notes: readonly Note[];
}

/** The bin of each group: by size alone, or with the strata of the named columns in proportion too. */
function dealWhole({ codes, sizes }: Groups, wanted: readonly number[], { strata, rows }: SplitRequest, rng: Rng): Int32Array {
  if (strata.length === 0) return dealGroups(sizes, wanted, rng);
  const widths = strata.map((column) => column.reduce((most, code) => Math.max(most, code), 0) + 1);
  const width = widths.reduce((sum, own) => sum + own, 0);
  const counts = new Float64Array(sizes.length * width);
  let from = 0;
  strata.forEach((column, i) => {
    column.forEach((code, entry) => counts[codes[entry]! * width + from + code]!++);
    from += widths[i]!;
  });
  const shares = wanted.map((count) => count / rows.length);
  return dealBalanced(counts, width, shares, rng);
}

/** Rows without a group are kept together as one: they might belong to the same. */
function groupsOf({ column, rows }: SplitRequest): Groups {
  const { codes, values } = keysOf(column!, rows);
  const missing = codes.filter((code) => code < 0).length;
  const sizes = new Array<number>(values.length + (missing > 0 ? 1 : 0)).fill(0);
  const full = codes.map((code) => (code < 0 ? values.length : code));
  for (const code of full) sizes[code]!++;
  const message = `${counted(missing, 'row has', 'rows have')} no ${quoted(column!.name)}; they stay together as one group.`;
  return { codes: full, sizes, notes: missing > 0 ? [note('group-missing', message)] : [] };
}
