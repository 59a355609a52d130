import { quoted } from '../../core/words.ts';
import type { Run } from '../../app/api/training.ts';
import { sayEnvironment } from './words.ts';
import { paramLabel, sayParam } from '../kit/param-words.ts';

export interface Difference {
  readonly what: string;
  readonly a: string;
  readonly b: string;
}

/**
 * Everything by which two runs differ in how they were made; what is the same is left out. Families have parameters of their own, so those of
 * two families are told in a line each.
 * @param settings a run's parameters in words
 */
export function differencesOf(a: Run, b: Run, settings: (run: Run) => string): Difference[] {
  const isOneFamily = a.model === b.model;
  const names = isOneFamily ? [...new Set([...Object.keys(a.params), ...Object.keys(b.params)])] : [];
  const of = (what: string, read: (run: Run) => string): Difference => ({ what, a: read(a), b: read(b) });
  const all = [
    of('Family', (run) => run.label),
    ...(isOneFamily ? [] : [of('Settings', settings)]),
    ...names.map((name) => of(paramLabel(name), (run) => (name in run.params ? sayParam(run.params[name]) : 'not a parameter'))),
    of('Recipe', sayRecipe),
    of('Seed', (run) => String(run.seed)),
    of('Cross-validation', sayFolds),
    of('Calibration', (run) => run.calibrate),
    of('Backend', (run) => run.backend || 'none'),
    of('Made by', (run) => (run.environment ? sayEnvironment(run.environment) : 'not noted')),
    of('Tags', (run) => run.tags?.join(', ') || 'none'),
    of('Data', (run) => run.datasetHash.slice(0, 12)),
    of('Split', (run) => run.splitHash.slice(0, 12))
  ];
  return all.filter(({ a: one, b: other }) => one !== other);
}

/** "impute, scale, one-hot" */
export const sayRecipe = ({ recipe }: Pick<Run, 'recipe'>): string =>
  recipe
    .map(({ kind, columns, params }) => {
      const set = Object.entries(params ?? {}).map(([name, value]) => `${paramLabel(name).toLowerCase()} ${sayParam(value)}`);
      const about = [columns.length > 0 ? columns.join(', ') : '', ...set].filter(Boolean).join('; ');
      return about ? `${kind} (${about})` : kind;
    })
    .join(', ') || 'no steps';

/** "5 folds, stratified" */
export function sayFolds({ cv }: Pick<Run, 'cv'>): string {
  if (!cv) return 'none';
  const repeats = (cv.repeats ?? 1) > 1 ? `, ${cv.repeats} times` : '';
  return `${cv.folds ?? 5} folds${repeats}, ${cv.kind === 'k-fold' ? 'by chance' : cv.kind}${cv.column ? ` by ${quoted(cv.column)}` : ''}`;
}
