import type { Dataset } from '../../app/api/data.ts';
import { counted } from '../../core/words.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

const types: Readonly<Record<'user' | 'item' | 'rating' | 'time', readonly string[]>> = {
  user: ['category', 'text', 'integer', 'number', 'boolean'],
  item: ['category', 'text', 'integer', 'number', 'boolean'],
  rating: ['number', 'integer'],
  time: ['time', 'number', 'integer']
};

/** The columns that can say who, what, how much or when; not those that say another of these already. */
export const interactionChoices = (
  { columns }: Pick<Dataset, 'columns'>,
  role: keyof typeof types,
  taken: readonly (string | undefined)[]
): Choice[] =>
  columns
    .filter(({ name, type }) => types[role].includes(type) && !taken.includes(name))
    .map(({ name, type, distinct }) => ({ value: name, label: `${name} (${type}, ${counted(distinct, 'value')})` }));
