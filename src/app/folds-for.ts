import type { CvSpec, SplitSpec } from './lathe-api.ts';

/** The cross-validation that asks the same question as the split: groups stay together, the past comes before the future. */
export function foldsFor({ kind, column }: Pick<SplitSpec, 'kind' | 'column'>, task: string | undefined, folds = 5): CvSpec {
  const named = column === undefined ? {} : { column };
  switch (kind) {
    case 'group':
      return { kind: 'group', folds, ...named };
    case 'time':
      return { kind: 'time', folds, ...named };
    default:
      return { kind: task === 'regression' ? 'k-fold' : 'stratified', folds };
  }
}
