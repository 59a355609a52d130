import type { Counterfactual, Counterfactuals, ExplainRequest } from '../../app/api/judging.ts';
import type { InputInfo } from '../../app/api/inputs.ts';
import { formatNumber } from '../../charts/format.ts';
import { brief, counted } from '../../core/words.ts';
import { sureText } from './words.ts';

/** What a column may do. */
export type Allowed = 'any' | 'up' | 'down' | 'keep';

export const allowedOptions = (input: InputInfo): { value: Allowed; label: string }[] => [
  { value: 'any', label: 'may change' },
  ...(hasOrder(input) ? [{ value: 'up' as const, label: 'only up' }, { value: 'down' as const, label: 'only down' }] : []), // prettier-ignore
  { value: 'keep', label: 'stays' }
];

const hasOrder = ({ type }: InputInfo): boolean => ['number', 'integer', 'time'].includes(type);

/** Columns that can change at all. */
export const isChangeable = (input: InputInfo): boolean => hasOrder(input) || input.type === 'category' || input.type === 'boolean';

/** What is wanted: the name of a class, or the bounds of a number, of which one may be left open. */
export interface Wanted {
  readonly to: string;
  readonly atLeast: number | null;
  readonly atMost: number | null;
}

export function requestFor(
  row: Readonly<Record<string, unknown>>,
  { to, atLeast, atMost }: Wanted,
  allowed: Readonly<Record<string, Allowed>>
): ExplainRequest {
  const those = (way: Allowed) => Object.entries(allowed).flatMap(([name, own]) => (own === way ? [name] : []));
  return {
    method: 'counterfactual',
    given: [{ ...row }],
    ...(to ? { to } : {}),
    ...(!to && atLeast !== null ? { atLeast } : {}),
    ...(!to && atMost !== null ? { atMost } : {}),
    keep: those('keep'),
    onlyUp: those('up'),
    onlyDown: those('down')
  };
}

/** How sure the model would be, how far the row moves, and whether such rows were there to learn from. */
export function sizeSentence({ answer, chance, size, asFar, isPlausible }: Counterfactual): string {
  const says = chance === null ? `It says ${formatNumber(Number(Number(answer).toPrecision(4)))}` : `It is then ${sureText(chance)} sure`;
  const moved = `it goes ${brief(size)} spreads in all, another level counting as one`;
  return `${says}; ${moved}. ${isPlausible ? nearness(asFar) : 'Hardly any training row lies so far from all others: there may be no such row.'}`;
}

function nearness(asFar: number): string {
  const of = Math.round(asFar * 100);
  return of >= 100 ? 'No training row lies closer to the others.' : `${of} in 100 training rows lie as far from the others.`;
}

export function foundSentence({ found, features, scored }: Counterfactuals): string {
  if (found.length === 0)
    return features.length === 0
      ? 'Nothing is left that may change: let at least one column.'
      : 'No change of up to four of these columns, within what training saw, was found that is enough. Let more columns change.';
  const what = found.length === 1 ? 'One way was found' : `${counted(found.length, 'way')} that are unlike each other were found`;
  return `${what} by asking the model about ${counted(scored, 'row')}; smaller ones may be there that were not tried.`;
}

export const aboutModel =
  'This is about the model and not the world: it says what the model would answer, not what would come of changing these things.';
