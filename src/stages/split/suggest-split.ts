import type { ColumnSchema } from '../../core/schema.ts';
import type { SplitSpec } from '../../core/split.ts';
import type { ClassTarget, Target } from '../../core/target.ts';
import { brief, quoted } from '../../core/words.ts';
import { defaultShares } from './divide.ts';

export interface SuggestedSplit {
  readonly spec: SplitSpec;
  /** One sentence for the user. */
  readonly reason: string;
}

/** What is known of the rows beside the roles of the columns. */
export interface RowFacts {
  readonly seed?: number;
  /** A column that orders the rows in time though no role says so (`orderInTime`). */
  readonly orderedBy?: string | null;
  /** Neighbouring rows are alike and no column says why; null when they are not. */
  readonly alike?: AlikeNeighbours | null;
}

export interface AlikeNeighbours {
  /** How far a row goes with the next one, strongest or most important first: 0 = as by chance, 1 = equal. */
  readonly columns: readonly { readonly name: string; readonly overall: number }[];
  /** A column that counts the rows. */
  readonly counter: string | null;
}

/**
 * The split the roles of the columns ask for: a fold column first, then groups (with the classes of the target in proportion), then time, then what the order of the rows says, then strata of the
 * target.
 */
export function suggestSplit(schema: readonly ColumnSchema[], target: Target | null, facts: RowFacts = {}): SuggestedSplit {
  const { seed = 0, orderedBy = null, alike = null } = facts;
  const said = byRole(schema, target, seed);
  if (said) return said;
  if (orderedBy !== null)
    return {
      spec: { kind: 'time', column: orderedBy, seed },
      reason: `The calendar columns run with the rows, and ${quoted(orderedBy)} counts them: training on the past and testing on the future shows what the model will face.`
    };
  if (alike === null) return byChance(target, seed);
  if (target?.kind === 'classes' && !canBeCut(target)) return inspiteOf(alike, byChance(target, seed));
  return byOrder(alike, seed);
}

function byRole(schema: readonly ColumnSchema[], target: Target | null, seed: number): SuggestedSplit | null {
  const named = (role: ColumnSchema['role']) => schema.find((column) => column.role === role)?.name;
  const [fold, group, time] = [named('fold'), named('group'), named('time')];
  if (fold !== undefined)
    return { spec: { kind: 'fold-column', column: fold, seed }, reason: `${quoted(fold)} says where each row belongs.` };
  if (group !== undefined) {
    const unseen = `Rows of one ${quoted(group)} are alike, so each ${group} stays in one part: the test then asks about ones the model has never seen.`;
    const kept =
      target?.kind === 'classes' ? ` The classes of ${quoted(target.name)} are kept in proportion as far as whole groups allow.` : '';
    const order =
      time === undefined
        ? ''
        : ` ${quoted(time)} is not used: if the model will predict the future of known groups, split by time instead.`;
    const columns = target?.kind === 'classes' ? { columns: [target.name] } : {};
    return { spec: { kind: 'group', column: group, ...columns, seed }, reason: unseen + kept + order };
  }
  if (time === undefined) return null;
  return {
    spec: { kind: 'time', column: time, seed },
    reason: `${quoted(time)} orders the rows: training on the past and testing on the future shows what the model will face.`
  };
}

function byChance(target: Target | null, seed: number): SuggestedSplit {
  if (!target) return { spec: { kind: 'random', seed }, reason: 'There is no target to keep in proportion, so chance decides.' };
  const kept = target.kind === 'classes' ? `each class of ${quoted(target.name)}` : `low, middle and high values of ${quoted(target.name)}`;
  return {
    spec: { kind: 'stratified', seed },
    reason: `No column says that rows belong together or in an order, so chance decides, with ${kept} in the same share everywhere.`
  };
}

function byOrder(alike: AlikeNeighbours, seed: number): SuggestedSplit {
  const by = alike.counter === null ? 'the order of the rows' : `${quoted(alike.counter)}, which counts the rows,`;
  return {
    spec: { kind: 'time', seed, ...(alike.counter === null ? {} : { column: alike.counter }) },
    reason: `${sayAlike(alike)}, so ${by} divides them: drawn by chance, the test would ask about rows whose neighbours were learned.`
  };
}

const inspiteOf = (alike: AlikeNeighbours, chance: SuggestedSplit): SuggestedSplit => ({
  ...chance,
  reason: `${sayAlike(alike)}, but cut in that order a part would lack classes, so chance decides, and scores will flatter. A column that says what rows belong together, with the role group, would mend that.`
});

const sayAlike = ({ columns }: AlikeNeighbours): string => {
  const [first] = columns;
  return `Rows next to each other are alike (a row goes with the next by ${brief(first!.overall)} in ${quoted(first!.name)}, where chance gives 0)`;
};

/** Whether the rows, cut where the usual shares lie, train on every class and are judged on two at least. */
function canBeCut({ codes }: ClassTarget): boolean {
  const rows = codes.filter((code) => code >= 0);
  const [first, second] = [defaultShares.train, defaultShares.train + defaultShares.validation].map((share) =>
    Math.round(share * rows.length)
  );
  const [train, validation, test] = [rows.subarray(0, first), rows.subarray(first, second), rows.subarray(second)].map(
    (part) => new Set(part)
  );
  return train!.size === new Set(rows).size && validation!.size > 1 && test!.size > 1;
}
