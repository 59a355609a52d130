import { quoted } from '../../core/words.ts';
import { needsTarget } from '../../core/special-task.ts';
import { reachesModel } from '../../core/schema.ts';
import type { Overview } from '../../app/overview.ts';

/** What must be there before columns can be prepared, rows divided and models trained. */
export interface MissingBefore {
  /** The page's sentence. */
  readonly title: string;
  readonly text: string;
  readonly step: 'data' | 'problem';
  readonly verb: string;
}

/** The target column: the one the problem names, else the one with that role. */
export const targetOf = ({ problem, dataset }: Pick<Overview, 'problem' | 'dataset'>): string | undefined =>
  problem?.target ?? dataset?.columns.find(({ role }) => role === 'target')?.name;

/** Null when data, a target and at least one feature are there. */
export function missingBefore(overview: Pick<Overview, 'problem' | 'dataset'>): MissingBefore | null {
  const { dataset } = overview;
  if (!dataset)
    return { title: 'There are no data here yet.', text: 'It needs data and a target first.', step: 'data', verb: 'Import data' };
  const target = targetOf(overview);
  if (target === undefined && needsTarget(overview.problem?.task))
    return { title: 'Say first what is to be predicted.', text: 'It needs a target first.', step: 'problem', verb: 'Choose a target' };
  if (overview.problem?.task === 'recommendation') return lackingRoles(overview.problem);
  if (!dataset.columns.some((column) => reachesModel(column, target)))
    return {
      title: target === undefined ? 'No column is left to look at.' : `No column is left to predict ${quoted(target)} from.`,
      text: 'Give at least one column the role “feature”; a column that orders or groups the rows is not one.',
      step: 'data',
      verb: 'Look at the roles'
    };
  return null;
}

/** Lists need no features: who met what is enough. */
function lackingRoles({ user, item }: NonNullable<Overview['problem']>): MissingBefore | null {
  if (user !== undefined && item !== undefined) return null;
  const text = 'It needs the columns that say who met what.';
  return { title: 'Say first what is recommended to whom.', text, step: 'problem', verb: 'Name users and items' };
}
