import { quoted } from '../../core/words.ts';
import type { ClassOutcome } from '../../core/outcome.ts';
import { quantile } from '../../core/stats.ts';
import type { CategoryColumn } from '../../core/table.ts';
import type { GroupResult, NamedGap } from './group-result.ts';

/** Something that can be done about a gap, with the numbers it was found by. */
export interface Mitigation {
  readonly kind: 'group-threshold' | 'collect-rows';
  readonly about: string;
  readonly message: string;
}

/**
 * What would narrow the gaps found: where the shares found differ clearly, the threshold at which the group behind would reach the group ahead;
 * for groups too small to judge, more rows.
 */
export function suggestMitigations(
  outcome: ClassOutcome,
  attributes: readonly CategoryColumn[],
  gaps: Readonly<Record<string, NamedGap>>,
  groups: readonly GroupResult[]
): Mitigation[] {
  const thresholds = attributes.flatMap((column) => groupThreshold(outcome, column, gaps[`${column.name}.equal_opportunity`]));
  const small = groups.filter((group) => group.warning !== null && Object.keys(group.group).length === 1);
  return [...thresholds, ...small.map(moreRows)];
}

function groupThreshold(outcome: ClassOutcome, column: CategoryColumn, gap: NamedGap | undefined): Mitigation[] {
  const { positive, labels, actual, predicted, probabilities } = outcome;
  if (positive === null || !gap?.groups || !(gap.low > 0)) return [];
  const [ahead, behind] = gap.groups.map((label) => column.labels.indexOf(label)) as [number, number];
  const positivesOf = (code: number) => [...actual.keys()].filter((row) => actual[row] === positive && column.codes[row] === code);
  const reference = positivesOf(ahead);
  const share = reference.filter((row) => predicted[row] === positive).length / reference.length;
  const threshold = quantile(
    Float64Array.from(positivesOf(behind), (row) => probabilities[row * labels.length + positive]!),
    1 - share
  );
  const message =
    `Called positive from ${threshold.toFixed(2)} on, ${quoted(gap.groups[1])} of ${quoted(column.name)} would be found as often as ${quoted(gap.groups[0])}; ` +
    'whether rows may be treated differently by group is a question of law before it is one of statistics.';
  return [{ kind: 'group-threshold', about: column.name, message }];
}

function moreRows({ group, n }: GroupResult): Mitigation {
  const [[column, level]] = Object.entries(group) as [[string, string]];
  return {
    kind: 'collect-rows',
    about: column,
    message: `Collect more rows where ${quoted(column)} is ${quoted(level)}: ${n} can't show whether the model serves them.`
  };
}
