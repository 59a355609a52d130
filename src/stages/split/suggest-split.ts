import type { ColumnSchema } from '../../core/schema.ts';
import type { SplitSpec } from '../../core/split.ts';
import type { Target } from '../../core/target.ts';

export interface SuggestedSplit {
  readonly spec: SplitSpec;
  /** One sentence for the user. */
  readonly reason: string;
}

/**
 * The split the roles of the columns ask for: a fold column first, then groups, then time, then strata of the target.
 * @param orderedBy a column that orders the rows in time though no role says so (`orderInTime`)
 */
export function suggestSplit(
  schema: readonly ColumnSchema[],
  target: Target | null,
  seed = 0,
  orderedBy: string | null = null
): SuggestedSplit {
  const named = (role: ColumnSchema['role']) => schema.find((column) => column.role === role)?.name;
  const [fold, group, time] = [named('fold'), named('group'), named('time')];
  if (fold !== undefined) return { spec: { kind: 'fold-column', column: fold, seed }, reason: `"${fold}" says where each row belongs.` };
  if (group !== undefined) {
    const unseen = `Rows of one "${group}" are alike, so each ${group} stays in one part: the test then asks about ones the model has never seen.`;
    const order =
      time === undefined ? '' : ` "${time}" is not used: if the model will predict the future of known groups, split by time instead.`;
    return { spec: { kind: 'group', column: group, seed }, reason: unseen + order };
  }
  if (time !== undefined)
    return {
      spec: { kind: 'time', column: time, seed },
      reason: `"${time}" orders the rows: training on the past and testing on the future shows what the model will face.`
    };
  if (orderedBy !== null)
    return {
      spec: { kind: 'time', column: orderedBy, seed },
      reason: `The calendar columns run with the rows, and "${orderedBy}" counts them: training on the past and testing on the future shows what the model will face.`
    };
  if (!target) return { spec: { kind: 'random', seed }, reason: 'There is no target to keep in proportion, so chance decides.' };
  const kept = target.kind === 'classes' ? `each class of "${target.name}"` : `low, middle and high values of "${target.name}"`;
  return {
    spec: { kind: 'stratified', seed },
    reason: `No column says that rows belong together or in an order, so chance decides, with ${kept} in the same share everywhere.`
  };
}
