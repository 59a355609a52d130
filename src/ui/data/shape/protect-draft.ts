import type { Generalisation, MaskHow } from '../../../core/protect-step.ts';
import type { ColumnType } from '../../../core/schema.ts';

export const maskWords: readonly { readonly value: MaskHow; readonly label: string }[] = [
  { value: 'last', label: 'the last letters or digits' },
  { value: 'domain', label: 'the domain of an e-mail address' },
  { value: 'first-letter', label: 'the first letter of each word' },
  { value: 'free-text', label: 'the text, without addresses and numbers in it' }
];

const words: Readonly<Record<Generalisation['by'], string>> = {
  bands: 'bands of numbers',
  month: 'months',
  year: 'years',
  leading: 'its first letters or digits',
  'merge-rare': 'common values and “other”'
};

/** What a column of this type can be made into. */
function waysOf(type: ColumnType | undefined): readonly Generalisation['by'][] {
  if (type === 'number' || type === 'integer') return ['bands', 'leading', 'merge-rare'];
  return type === 'time' ? ['month', 'year'] : ['merge-rare', 'leading'];
}

export const generalisationWords = (type: ColumnType | undefined): { value: Generalisation['by']; label: string }[] =>
  waysOf(type).map((value) => ({ value, label: words[value] }));

/** A coarseness to begin with. @param by the first that fits the type when not given */
export function freshCoarseness(type: ColumnType | undefined, by: Generalisation['by'] = waysOf(type)[0]!): Generalisation {
  switch (by) {
    case 'bands':
      return { by, width: 10 };
    case 'leading':
      return { by, keep: 2 };
    case 'merge-rare':
      return { by, least: 5 };
    default:
      return { by };
  }
}

export const bandWidth = (given: number | null): number => (given !== null && given > 0 ? given : 1);
