import { listed, quoted } from '../../core/words.ts';
import { makesFeatures, needsTarget } from '../../core/special-task.ts';
import { reachesModel } from '../../core/schema.ts';
import type { Overview } from '../../app/overview.ts';

/** What must be there before columns can be prepared, rows divided and models trained. */
export interface MissingBefore {
  /** The page's sentence. */
  readonly title: string;
  readonly text: string;
  readonly step: 'data' | 'problem' | 'models';
  readonly verb: string;
  /** Where nothing is missing but something to make features of: what there is instead. */
  readonly nothingMade?: string;
}

const roleWords: Readonly<Record<string, string>> = {
  id: 'an id',
  group: 'a group',
  time: 'a time',
  fold: 'a fold',
  weight: 'a weight',
  target: 'a target',
  ignore: 'left out',
  sensitive: 'kept from the model'
};

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
      text: 'Give at least one column the role “feature”; a column that orders or groups the rows is not one. Or bring in a table with more columns.',
      step: 'data',
      verb: 'Look at the roles',
      nothingMade: `No feature can be made: ${listed(
        dataset.columns.map(({ name, role }) => `${quoted(name)} is ${name === target ? 'the target' : (roleWords[role] ?? role)}`),
        4
      )}.`
    };
  return null;
}

/** The same, and what stands in the place of a recipe where the task makes no features. */
export function missingForRecipe(overview: Pick<Overview, 'problem' | 'dataset'>): MissingBefore | null {
  const task = overview.problem?.task;
  const lacking = missingBefore(overview);
  if (lacking || makesFeatures(task)) return lacking;
  const text =
    task === 'forecasting'
      ? 'A forecast goes on from the history of the target itself: its ways to forecast find trend and season in it.'
      : 'Lists come from who met what, and from nothing else in the rows.';
  const nothingMade =
    task === 'forecasting'
      ? 'There is nothing to do here: the history is all it learns from.'
      : 'There is nothing to do here: who met what is all it learns from.';
  return { title: 'No features are made for this task.', text, step: 'models', verb: 'Go on to the models', nothingMade };
}

/** Lists need no features: who met what is enough. */
function lackingRoles({ user, item }: NonNullable<Overview['problem']>): MissingBefore | null {
  if (user !== undefined && item !== undefined) return null;
  const text = 'It needs the columns that say who met what.';
  return { title: 'Say first what is recommended to whom.', text, step: 'problem', verb: 'Name users and items' };
}
