import { intervalWords, limitsChoice, setWords } from '../../core/limits-choice.ts';
import { inSentence, quoted } from '../../core/words.ts';
import type { Run } from '../../app/api/training.ts';
import { paramLabel, sayParam } from '../kit/param-words.ts';

/** "impute, scale, one-hot" */
export const sayRecipe = ({ recipe }: Pick<Run, 'recipe'>): string =>
  recipe
    .map(({ kind, columns, params }) => {
      const set = Object.entries(params ?? {}).map(([name, value]) => `${paramLabel(name).toLowerCase()} ${sayParam(value)}`);
      const about = [columns.length > 0 ? columns.join(', ') : '', ...set].filter(Boolean).join('; ');
      return about ? `${kind} (${about})` : kind;
    })
    .join(', ') || 'no steps';

/** Whether a package knows its limits, and by what. */
export function sayLimits({ limits }: Pick<Run, 'limits'>): string {
  const choice = limitsChoice(limits);
  if (!choice) return 'no';
  const { label } = intervalWords[choice.intervals];
  const sets = choice.sets === 'adaptive' ? '' : `, sets of classes: ${inSentence(setWords[choice.sets].label)}`;
  return `yes${choice.intervals === 'stretches' ? '' : `, intervals ${inSentence(label)}`}${sets}${choice.by === null ? '' : `, for each group of ${choice.by}`}`;
}

/** "5 folds, stratified" */
export function sayFolds({ cv }: Pick<Run, 'cv'>): string {
  if (!cv) return 'none';
  const repeats = (cv.repeats ?? 1) > 1 ? `, ${cv.repeats} times` : '';
  return `${cv.folds ?? 5} folds${repeats}, ${cv.kind === 'k-fold' ? 'by chance' : cv.kind}${cv.column ? ` by ${quoted(cv.column)}` : ''}`;
}
