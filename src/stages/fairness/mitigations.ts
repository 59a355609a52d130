import { counted, listed, quoted } from '../../core/words.ts';
import { partOf, type WorkContext } from '../../core/context.ts';
import type { ClassOutcome, Metric } from '../../core/outcome.ts';
import { forkRng } from '../../core/rng.ts';
import type { CategoryColumn } from '../../core/table.ts';
import { bootstrapInterval } from '../../kernels/intervals.ts';
import { resample } from '../../kernels/resample.ts';
import { unitInterval } from '../../kernels/unit-interval.ts';
import type { Units } from '../../kernels/units.ts';
import type { GroupResult, NamedGap } from './group-result.ts';

/** Something that can be done about a gap, with the numbers it was found by. */
export interface Mitigation {
  readonly kind: 'group-threshold' | 'collect-rows';
  readonly about: string;
  readonly message: string;
  /** The threshold advised, 0 to 1. */
  readonly threshold?: Metric;
}

interface Asked {
  readonly attributes: readonly CategoryColumn[];
  readonly seed: number;
  readonly context: WorkContext;
  readonly units?: Units | null;
}

/**
 * What would narrow the gaps found: where the shares found differ clearly, the threshold at which the group behind would reach the group ahead;
 * for groups too small to judge, more rows, told once a column.
 */
export async function suggestMitigations(
  outcome: ClassOutcome,
  asked: Asked,
  gaps: Readonly<Record<string, NamedGap>>,
  groups: readonly GroupResult[]
): Promise<Mitigation[]> {
  const told: Mitigation[] = [];
  for (const column of asked.attributes)
    told.push(...(await groupThreshold(outcome, column, gaps[`${column.name}.equal_opportunity`], asked)));
  const small = groups.filter((group) => group.warning !== null && Object.keys(group.group).length === 1);
  return [...told, ...asked.attributes.flatMap(({ name }) => moreRows(name, small))];
}

const REPLICATES = 500;

async function groupThreshold(
  outcome: ClassOutcome,
  column: CategoryColumn,
  gap: NamedGap | undefined,
  { seed, context, units = null }: Asked
): Promise<Mitigation[]> {
  const { positive, actual, weights } = outcome;
  if (positive === null || !gap?.groups || !(gap.low > 0)) return [];
  const [ahead, behind] = gap.groups;
  const reach = reachOf(outcome, column, [ahead, behind]);
  const n = actual.length;
  const value = reach(weights ?? new Float64Array(n).fill(1));
  const rng = forkRng(seed, `fairness/threshold/${column.name}`);
  const drawn = await resample({
    rows: n,
    weights,
    replicates: REPLICATES,
    scores: (draw) => [reach(draw)],
    rng,
    context: partOf(context, 1, 1),
    units
  });
  const bounds = units
    ? unitInterval(value, drawn.replicates[0]!, units, { range: [0, 1] })
    : bootstrapInterval({ value, replicates: drawn.replicates[0]!, jackknife: drawn.jackknife[0]!, n });
  const threshold: Metric = { value, ...bounds, n };
  const within = Number.isFinite(threshold.low) ? ` (95 % interval ${threshold.low.toFixed(2)} to ${threshold.high.toFixed(2)})` : '';
  const message =
    `Called positive from ${value.toFixed(2)}${within} on, ${quoted(behind)} of ${quoted(column.name)} would be found as often as ${quoted(ahead)}; ` +
    'whether rows may be treated differently by group is a question of law before it is one of statistics.';
  return [{ kind: 'group-threshold', about: column.name, message, threshold }];
}

/** The threshold at which the group behind is found as often as the one ahead, under any weights of the rows. */
function reachOf(
  { positive, labels, actual, predicted, probabilities }: ClassOutcome,
  column: CategoryColumn,
  [ahead, behind]: readonly [string, string]
): (weights: Float64Array) => number {
  const positivesOf = (label: string) =>
    [...actual.keys()].filter((row) => actual[row] === positive && column.codes[row] === column.labels.indexOf(label));
  const scoreOf = (row: number) => probabilities[row * labels.length + positive!]!;
  const reference = positivesOf(ahead);
  const below = positivesOf(behind).sort((a, b) => scoreOf(b) - scoreOf(a));
  return (weights) => {
    const mass = (rows: readonly number[]) => rows.reduce((sum, row) => sum + weights[row]!, 0);
    const share = mass(reference.filter((row) => predicted[row] === positive)) / mass(reference);
    const wanted = share * mass(below);
    let found = 0;
    for (const row of below) {
      found += weights[row]!;
      if (found >= wanted - 1e-9 && found > 0) return scoreOf(row);
    }
    return NaN;
  };
}

function moreRows(column: string, small: readonly GroupResult[]): Mitigation[] {
  const own = small.filter(({ group }) => column in group);
  if (own.length === 0) return [];
  const names = own.map(({ group, n }) => `${quoted(group[column]!)} (${counted(n, 'row')})`);
  const message = `Collect more rows where ${quoted(column)} is ${listed(names, 5)}: so few can’t show whether the model serves them.`;
  return [{ kind: 'collect-rows', about: column, message }];
}
