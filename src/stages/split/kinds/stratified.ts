import { counted } from '../../../core/words.ts';
import { splitNeedsColumn } from '../../../core/errors/splitting.ts';
import { note } from '../../../core/note.ts';
import { drawFolds, drawParts, membersOf } from '../apportion.ts';
import { columnStrata, targetStrata } from '../keys.ts';
import { dealTogether } from '../proportion.ts';
import { foldsOf, partNames, partsOf, type SplitKindType, type SplitRequest } from '../split-type.ts';

/** By chance within each class, so that every part has the classes in the same proportion; numbers are cut into ten quantile bins. */
export const stratified: SplitKindType = {
  id: 'stratified',
  label: 'Stratified',
  doc: 'By chance, with each class (or tenth of a number) in the same proportion in every part. The usual choice for independent rows.',
  role: 'target',
  uses: ['columns'],
  crossValidation: 'stratified',
  divide(request, shares) {
    const strata = strataOf(request);
    const wanted = partNames.map((part) => shares[part]);
    const parts = strata.length > 1 ? dealTogether(strata, wanted, 0, request.rng) : drawParts(strata[0]!, wanted, request.rng);
    return { parts: partsOf(request.rows, parts), sealed: shares.test > 0, notes: [] };
  },
  fold(request, folds) {
    const strata = strataOf(request);
    const smallest = Math.min(...strata.flatMap((codes) => membersOf(codes).map((members) => members.length)));
    const message = `The rarest class or bin has ${counted(smallest, 'row')} for ${folds} folds, so some folds have none of it.`;
    const even = new Array<number>(folds).fill(1 / folds);
    const foldOf = strata.length > 1 ? dealTogether(strata, even, -1, request.rng) : drawFolds(strata[0]!, folds, request.rng);
    return {
      folds: foldsOf(request.rows, foldOf, folds),
      notes: smallest < folds ? [note('stratum-small', message)] : []
    };
  }
};

/** By column: those named, else the one, else the target. */
function strataOf({ column, strata, target, rows }: SplitRequest): readonly Int32Array[] {
  if (strata.length > 0) return strata;
  if (column && column.name !== target?.name) return [columnStrata(column, rows)];
  if (!target) throw splitNeedsColumn('stratified', 'target');
  return [targetStrata(target, rows)];
}
