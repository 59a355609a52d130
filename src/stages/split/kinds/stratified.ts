import { counted } from '../../../core/words.ts';
import { splitNeedsColumn } from '../../../core/errors/splitting.ts';
import { note } from '../../../core/note.ts';
import { drawFolds, drawParts, membersOf } from '../apportion.ts';
import { columnStrata, targetStrata } from '../keys.ts';
import { foldsOf, partNames, partsOf, type SplitKindType, type SplitRequest } from '../split-type.ts';

/** By chance within each class, so that every part has the classes in the same proportion; numbers are cut into ten quantile bins. */
export const stratified: SplitKindType = {
  id: 'stratified',
  label: 'Stratified',
  doc: 'By chance, with each class (or tenth of a number) in the same proportion in every part. The usual choice for independent rows.',
  role: 'target',
  crossValidation: 'stratified',
  divide(request, shares) {
    const parts = drawParts(
      strataOf(request),
      partNames.map((part) => shares[part]),
      request.rng
    );
    return { parts: partsOf(request.rows, parts), sealed: shares.test > 0, notes: [] };
  },
  fold(request, folds) {
    const strata = strataOf(request);
    const smallest = Math.min(...membersOf(strata).map((members) => members.length));
    const message = `The rarest class or bin has ${counted(smallest, 'row')} for ${folds} folds, so some folds have none of it.`;
    return {
      folds: foldsOf(request.rows, drawFolds(strata, folds, request.rng), folds),
      notes: smallest < folds ? [note('stratum-small', message)] : []
    };
  }
};

function strataOf({ column, target, rows }: SplitRequest): Int32Array {
  if (column && column.name !== target?.name) return columnStrata(column, rows);
  if (!target) throw splitNeedsColumn('stratified', 'target');
  return targetStrata(target, rows);
}
