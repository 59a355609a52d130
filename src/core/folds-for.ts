import { note, type Note } from './note.ts';
import type { CvSpec, Dividing, PartName, SplitSpec } from './split.ts';

const FOLDS = 5;

/** A split, and how many rows its parts have where that is known. */
export type Divided = Pick<SplitSpec, 'kind' | keyof Dividing> & { readonly rows?: Readonly<Record<PartName, number>> };

/**
 * The cross-validation that asks the same question as the split: groups stay together, the past comes before the future, what was kept in proportion
 * stays so. A fold column that names no parts is a cross-validation of its own: without it nothing would be held out.
 */
export function foldsFor(split: Divided, task: string | undefined, folds = FOLDS): CvSpec {
  const { kind, column, columns, rows } = split;
  const named = column === undefined ? {} : { column };
  switch (kind) {
    case 'group':
      return { kind: 'group', folds, ...alongIn(split) };
    case 'time':
      return { kind: 'time', folds, ...alongIn(split) };
    case 'fold-column':
      if (rows && rows.validation + rows.test === 0) return { kind: 'fold-column', ...named };
      return usual(task, folds);
    case 'stratified':
      return columns ? { kind: 'stratified', folds, columns } : usual(task, folds);
    case 'random':
      return usual(task, folds);
  }
}

/** What folds take over from a division of the same kind. */
export const alongIn = ({ column, columns, gap, purge }: Dividing): Dividing => ({
  ...(column === undefined ? {} : { column }),
  ...(columns ? { columns } : {}),
  ...(gap === undefined ? {} : { gap }),
  ...(purge === undefined ? {} : { purge })
});

const usual = (task: string | undefined, folds: number): CvSpec => ({ kind: task === 'regression' ? 'k-fold' : 'stratified', folds });

/**
 * What is wrong with folds that ask an easier question than the division: rows that belong together, or come later, then help to answer for
 * their own kind, and the score over folds flatters. None where both ask the same.
 */
export function easierFolds({ kind, gap = 0, purge = 0 }: Pick<Divided, 'kind' | 'gap' | 'purge'>, cv: CvSpec): Note[] {
  if (kind !== 'group' && kind !== 'time') return [];
  if (cv.kind === 'time' && cv.learnFrom === 'around') return [note('easier-folds', AROUND)];
  if (cv.kind === 'time' && kind === 'time' && ((cv.gap ?? 0) < gap || (cv.purge ?? 0) < purge)) return [note('easier-folds', NEARER)];
  if (cv.kind === kind || cv.kind === 'fold-column') return [];
  const why = kind === 'group' ? 'a group is learned from and asked about in the same fold' : 'later rows help to answer for earlier ones';
  return [
    note(
      'easier-folds',
      `The rows were divided by ${kind}, but the folds were not: ${why}, so the score over folds may flatter. Choose folds by ${kind} to compare with the division.`
    )
  ];
}

const AROUND =
  'The folds learn from rows after the judged ones too, which a model in use never has: the score over folds may flatter. Learn from the rows before alone to compare with the division.';
const NEARER =
  'The division keeps rows farther apart in time than the folds do, so the score over folds may flatter. Give the folds the same gap and purge to compare.';

/** Whether two cross-validations of one division deal the rows into the same folds. */
export const isSameFolds = (a: CvSpec, b: CvSpec): boolean => keyOf(a) === keyOf(b);

const keyOf = (cv: CvSpec): string =>
  JSON.stringify([
    cv.kind,
    cv.folds ?? FOLDS,
    cv.repeats ?? 1,
    cv.column ?? null,
    cv.columns ?? null,
    cv.gap ?? 0,
    cv.purge ?? 0,
    cv.learnFrom ?? 'before',
    cv.embargo ?? 0
  ]);
