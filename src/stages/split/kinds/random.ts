import { drawFolds, drawParts } from '../apportion.ts';
import { foldsOf, partNames, partsOf, type SplitKindType } from '../split-type.ts';

/** Every row has the same chance to be in each part. */
export const random: SplitKindType = {
  id: 'random',
  label: 'Random',
  doc: 'Each row goes to a part by chance. Right when rows are independent and no class is rare.',
  role: null,
  crossValidation: 'k-fold',
  divide({ rows, rng }, shares) {
    const parts = drawParts(
      new Int32Array(rows.length),
      partNames.map((part) => shares[part]),
      rng
    );
    return { parts: partsOf(rows, parts), sealed: shares.test > 0, notes: [] };
  },
  fold: ({ rows, rng }, folds) => ({ folds: foldsOf(rows, drawFolds(new Int32Array(rows.length), folds, rng), folds), notes: [] })
};
