import type { Dataset } from '../../app/api/data.ts';
import { counted } from '../../core/words.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** More series than this are not forecast at once. */
const MOST_SERIES = 2000;

const said = ({ name, type, distinct }: Dataset['columns'][0]): Choice => ({
  value: name,
  label: `${name} (${type}, ${counted(distinct, 'value')})`
});

/** The columns that say when. */
export const timeChoices = ({ columns }: Pick<Dataset, 'columns'>): Choice[] =>
  columns.filter(({ type, role }) => type === 'time' && role !== 'ignore').map(said);

/** The columns that can tell series apart. */
export const seriesChoices = ({ columns }: Pick<Dataset, 'columns'>, target: string | undefined): Choice[] =>
  columns
    .filter(({ name, type, role, distinct }) => {
      const isKind = type === 'category' || type === 'integer' || type === 'boolean';
      return isKind && name !== target && role !== 'ignore' && distinct > 1 && distinct <= MOST_SERIES;
    })
    .map(said);
