import { counted, quoted } from '../../../core/words.ts';
import { tooFewGroups } from '../../../core/errors/splitting.ts';
import { note, type Note } from '../../../core/note.ts';
import { dealGroups } from '../apportion.ts';
import { keysOf } from '../keys.ts';
import { foldsOf, partNames, partsOf, type SplitKindType, type SplitRequest } from '../split-type.ts';

/** Whole groups go to one part each: what is known about a person, a site or a batch in training is then not known in the test. */
export const group: SplitKindType = {
  id: 'group',
  label: 'By group',
  doc: 'All rows of one group (person, site, batch) stay together. Right when the model will meet groups it has never seen.',
  role: 'group',
  crossValidation: 'group',
  divide(request, shares) {
    const { rows, rng } = request;
    const groups = groupsOf(request);
    const wanted = partNames.map((part) => shares[part] * rows.length);
    const need = wanted.filter((count) => count > 0).length;
    if (groups.sizes.length < need) throw tooFewGroups(request.column!.name, groups.sizes.length, need, 'This split');
    const binOf = dealGroups(groups.sizes, wanted, rng);
    const parts = partsOf(
      rows,
      groups.codes.map((code) => binOf[code]!)
    );
    const offTarget = partNames.filter((part, i) => Math.abs(parts[part].length - wanted[i]!) > 0.05 * rows.length);
    const message = `Groups can't be cut, so the parts have ${partNames.map((part) => `${parts[part].length} (${part})`).join(', ')} rows; wanted were ${wanted.map(Math.round).join(', ')}.`;
    return { parts, sealed: shares.test > 0, notes: [...groups.notes, ...(offTarget.length > 0 ? [note('parts-uneven', message)] : [])] };
  },
  fold(request, folds) {
    const { codes, sizes, notes } = groupsOf(request);
    if (sizes.length < folds) throw tooFewGroups(request.column!.name, sizes.length, folds, `A cross-validation with ${folds} folds`);
    const binOf = dealGroups(sizes, new Array<number>(folds).fill(request.rows.length / folds), request.rng);
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

/** Rows without a group are kept together as one: they might belong to the same. */
function groupsOf({ column, rows }: SplitRequest): { codes: Int32Array; sizes: number[]; notes: Note[] } {
  const { codes, values } = keysOf(column!, rows);
  const missing = codes.filter((code) => code < 0).length;
  const sizes = new Array<number>(values.length + (missing > 0 ? 1 : 0)).fill(0);
  const full = codes.map((code) => (code < 0 ? values.length : code));
  for (const code of full) sizes[code]!++;
  const message = `${counted(missing, 'row has', 'rows have')} no ${quoted(column!.name)}; they stay together as one group.`;
  return { codes: full, sizes, notes: missing > 0 ? [note('group-missing', message)] : [] };
}
