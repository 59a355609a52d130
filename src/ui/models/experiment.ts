import { inSentence } from '../../core/words.ts';
import type { CvSpec } from '../../core/split.ts';
import type { Trial } from '../../app/api/training.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import type { Overview } from '../../app/overview.ts';
import { showScore } from './words.ts';

/** One way to fold the training rows, to be tried against another. */
export interface Arm {
  readonly label: string;
  readonly cv: CvSpec;
  readonly foldSeed: number;
}

/** What the drawer tries on these data: chance against groups or time where such a column is there, else the same folds drawn again. */
export function armsFor({ dataset, split, problem }: Pick<Overview, 'dataset' | 'split' | 'problem'>): {
  readonly about: 'group' | 'time' | 'luck';
  readonly arms: Arm[];
} {
  const named = (role: string) => dataset?.columns.find((column) => column.role === role)?.name;
  const chance: CvSpec = { kind: problem?.task === 'regression' ? 'k-fold' : 'stratified', folds: 5 };
  const group = split?.kind === 'group' ? (split.column ?? named('group')) : named('group');
  const time =
    split?.kind === 'time'
      ? (split.column ?? named('time'))
      : (named('time') ?? dataset?.columns.find(({ type }) => type === 'time')?.name);
  const byTime: CvSpec = { kind: 'time', folds: 5, ...(time === undefined ? {} : { column: time }) };
  if (group !== undefined)
    return {
      about: 'group',
      arms: [arm('By chance', chance), arm('By group', { kind: 'group', folds: 5, column: group })]
    };
  if (time !== undefined || split?.kind === 'time') return { about: 'time', arms: [arm('By chance', chance), arm('By time', byTime)] };
  return { about: 'luck', arms: [0, 1, 2, 3, 4].map((seed) => arm(`Seed ${seed}`, chance, seed)) };
}

const arm = (label: string, cv: CvSpec, foldSeed = 0): Arm => ({ label, cv, foldSeed });

/** What came out, said with its numbers. */
export function sayArms(
  about: 'group' | 'time' | 'luck',
  metric: string,
  results: readonly { readonly arm: Arm; readonly trial: Trial }[]
): string {
  const scores = results.map(({ trial }) => trial.metrics[metric]).filter((score) => score !== undefined);
  if (scores.length < 2) return '';
  const facts = metricFacts(metric);
  const label = inSentence(facts.label);
  const values = scores.map((score) => score.value);
  if (about === 'luck') {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return `The same model on the same rows: ${label} from ${showScore(metric, low)} to ${showScore(metric, high)}, only because the folds were drawn anew. A gain smaller than that is not a gain yet.`;
  }
  const [chance, honest] = [values[0]!, values[1]!];
  const flatters = facts.higherIsBetter ? chance > honest : chance < honest;
  const asks = about === 'group' ? 'about groups it has never met' : 'about a future it has not seen';
  const both = `By chance the ${label} is ${showScore(metric, chance)}; asked ${asks} it is ${showScore(metric, honest)}.`;
  return flatters
    ? `${both} The difference is what chance would have promised and not kept.`
    : `${both} Here chance does not flatter the model.`;
}
