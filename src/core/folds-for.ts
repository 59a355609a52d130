import { note, type Note } from './note.ts';
import type { CvSpec, PartName, SplitSpec } from './split.ts';

const FOLDS = 5;

/** A split, and how many rows its parts have where that is known. */
export type Divided = Pick<SplitSpec, 'kind' | 'column'> & { readonly rows?: Readonly<Record<PartName, number>> };

/**
 * The cross-validation that asks the same question as the split: groups stay together, the past comes before the future. A fold column that names
 * no parts is a cross-validation of its own: without it nothing would be held out.
 */
export function foldsFor({ kind, column, rows }: Divided, task: string | undefined, folds = FOLDS): CvSpec {
  const named = column === undefined ? {} : { column };
  switch (kind) {
    case 'group':
      return { kind: 'group', folds, ...named };
    case 'time':
      return { kind: 'time', folds, ...named };
    case 'fold-column':
      if (rows && rows.validation + rows.test === 0) return { kind: 'fold-column', ...named };
      return usual(task, folds);
    default:
      return usual(task, folds);
  }
}

const usual = (task: string | undefined, folds: number): CvSpec => ({ kind: task === 'regression' ? 'k-fold' : 'stratified', folds });

/**
 * What is wrong with folds that ask an easier question than the division: rows that belong together, or come later, then help to answer for
 * their own kind, and the score over folds flatters. None where both ask the same.
 */
export function easierFolds({ kind }: Pick<Divided, 'kind'>, cv: CvSpec): Note[] {
  if (kind !== 'group' && kind !== 'time') return [];
  if (cv.kind === kind || cv.kind === 'fold-column') return [];
  const why = kind === 'group' ? 'a group is learned from and asked about in the same fold' : 'later rows help to answer for earlier ones';
  return [
    note(
      'easier-folds',
      `The rows were divided by ${kind}, but the folds were not: ${why}, so the score over folds may flatter. Choose folds by ${kind} to compare with the division.`
    )
  ];
}

/** Whether two cross-validations of one division deal the rows into the same folds. */
export const isSameFolds = (a: CvSpec, b: CvSpec): boolean =>
  a.kind === b.kind &&
  (a.folds ?? FOLDS) === (b.folds ?? FOLDS) &&
  (a.repeats ?? 1) === (b.repeats ?? 1) &&
  (a.column ?? null) === (b.column ?? null);
