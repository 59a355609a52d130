import { counted, quoted } from '../../core/words.ts';
import { partOf, pause, type WorkContext } from '../../core/context.ts';
import { groupLengths } from '../../core/errors/judging.ts';
import { note, type Note } from '../../core/note.ts';
import { type ClassOutcome, gatherOutcome, type Metric, type NumberOutcome, type Outcome } from '../../core/outcome.ts';
import { forkRng } from '../../core/rng.ts';
import { FEWEST_OF_KIND } from '../../core/small-groups.ts';
import type { CategoryColumn } from '../../core/table.ts';
import type { Units } from '../../kernels/units.ts';
import { type Conflict, conflictOf } from './conflict.ts';
import { type Inequality, inequalityOf } from './inequality.ts';
import { AT_ONCE, type Gap, gapsOf, type GroupValues } from './gaps.ts';
import { withBoundsOfShares } from './gap-of-shares.ts';
import type { GroupResult, NamedGap } from './group-result.ts';
import { largerGap } from './larger-gap.ts';
import { rateMetrics, type RateName, ratesByGroup } from './group-rates.ts';
import { type Mitigation, suggestMitigations } from './mitigations.ts';

export interface FairnessRequest {
  /** The sensitive columns, row for row beside the outcome. */
  readonly attributes: readonly CategoryColumn[];
  /** Metrics with intervals of the rows of one group. */
  readonly judge: (outcome: Outcome, context: WorkContext) => Promise<Readonly<Record<string, Metric>>>;
  readonly seed: number;
  readonly context: WorkContext;
  readonly level?: number;
  /** Rows that belong together are drawn together. */
  readonly units?: Units | null;
}

export interface FairnessFindings {
  readonly groups: readonly GroupResult[];
  /**
   * Keyed `column.measure`: demographic_parity, equal_opportunity, equalised_odds, predictive_parity, calibration; of more classes accuracy; of numbers
   * mae and mean_error.
   */
  readonly gaps: Readonly<Record<string, NamedGap>>;
  /** By column: the smallest share called positive over the largest; the four-fifths rule asks for 0.8. Of two classes. */
  readonly ratios: Readonly<Record<string, NamedGap>>;
  /** By column: why not all measures can be equal at once on these rows; where they can, or can't be told, nothing. */
  readonly conflicts: Readonly<Record<string, Conflict>>;
  /** How unequally the model's errors fall on people; of two classes. */
  readonly inequality: Inequality | null;
  readonly mitigations: readonly Mitigation[];
  readonly notes: readonly Note[];
}

/** Groups with fewer rows are shown with a warning and take no part in the gaps. */
export const SMALL_GROUP = 30;
const MOST_GROUPS = 60;

/**
 * How a model does by group, with intervals, and how far the groups lie apart.
 * Demographic parity: shares called positive. Equal opportunity: shares found of those that are positive. Equalised odds: the larger gap of
 * those and of the false positive rates. Predictive parity: shares that are positive of those called so. Calibration: chances told, less the shares that came.
 * Source: Hardt, Price & Srebro (2016), "Equality of opportunity in supervised learning".
 * @throws LatheError `group-lengths` when a column is not of the outcome's rows
 */
export async function fairnessReport(outcome: Outcome, request: FairnessRequest): Promise<FairnessFindings> {
  const rows = outcome.actual.length;
  for (const { name, codes } of request.attributes) if (codes.length !== rows) throw groupLengths(name, rows, codes.length);
  const divisions = [...request.attributes.map((column) => [column]), ...crossings(request.attributes)];
  const found = divisions.flatMap((columns) => membersOf(columns, columns.length > 1 ? SMALL_GROUP : 1));
  const groups: GroupResult[] = [];
  for (const [i, member] of found.slice(0, MOST_GROUPS).entries()) {
    await pause(request.context);
    groups.push(
      await judgeGroup(outcome, member, request, partOf(request.context, (0.7 * i) / found.length, (0.7 * (i + 1)) / found.length))
    );
  }
  const gaps: Record<string, NamedGap> = {};
  const ratios: Record<string, NamedGap> = {};
  const conflicts: Record<string, Conflict> = {};
  for (const column of request.attributes) {
    const { four_fifths: logs, ...measured } = await attributeGaps(outcome, column, groups, request);
    for (const [name, gap] of Object.entries(measured)) gaps[`${column.name}.${name}`] = gap;
    if (logs) ratios[column.name] = asRatio(logs);
    const conflict = outcome.kind === 'classes' ? conflictOf(outcome, largeGroups(column), column.labels) : null;
    if (conflict) conflicts[column.name] = conflict;
  }
  const inequality = await inequalityOf(outcome, request);
  const mitigations = outcome.kind === 'classes' ? await suggestMitigations(outcome, request, gaps, groups) : [];
  const notes = [...pairNotes(gaps), ...smallNotes(groups), ...fewNotes(groups), ...crowdNotes(found.length)];
  request.context.onProgress(1);
  return { groups, gaps, ratios, conflicts, inequality, mitigations, notes };
}

interface Members {
  readonly group: Readonly<Record<string, string>>;
  readonly rows: readonly number[];
}

const crossings = (columns: readonly CategoryColumn[]): CategoryColumn[][] =>
  columns.flatMap((a, i) => columns.slice(i + 1).map((b) => [a, b]));

const levelOf = (column: CategoryColumn, row: number) => column.labels[column.codes[row]!] ?? 'missing';

function membersOf(columns: readonly CategoryColumn[], least: number): Members[] {
  const byKey = new Map<string, { group: Record<string, string>; rows: number[] }>();
  columns[0]!.codes.forEach((_, row) => {
    const levels = columns.map((column) => levelOf(column, row));
    const key = JSON.stringify(levels);
    const known = byKey.get(key) ?? { group: Object.fromEntries(columns.map((column, i) => [column.name, levels[i]!])), rows: [] };
    known.rows.push(row);
    byKey.set(key, known);
  });
  return [...byKey.values()].filter((members) => members.rows.length >= least).sort((a, b) => b.rows.length - a.rows.length);
}

async function judgeGroup(
  outcome: Outcome,
  { group, rows }: Members,
  request: FairnessRequest,
  context: WorkContext
): Promise<GroupResult> {
  const own = gatherOutcome(outcome, rows);
  const judged = await request.judge(own, context);
  const rates =
    own.kind === 'classes' && own.positive !== null && own.weights === null ? rateMetrics(own, own.positive, request.level ?? 0.95) : {};
  const n = rows.length;
  const warning =
    n < SMALL_GROUP ? `Only ${counted(n, 'row')}: below ${SMALL_GROUP} a rate is too uncertain to hold against anyone.` : null;
  return { group, n, metrics: { ...judged, ...rates }, warning };
}

async function attributeGaps(
  outcome: Outcome,
  column: CategoryColumn,
  judged: readonly GroupResult[],
  request: FairnessRequest
): Promise<Record<string, NamedGap>> {
  const groupOf = largeGroups(column);
  const measures =
    outcome.kind === 'classes'
      ? classMeasures(outcome, groupOf, column.labels.length)
      : numberMeasures(outcome, groupOf, column.labels.length);
  const gaps = await gapsOf(Object.values(measures), {
    rows: outcome.actual.length,
    weights: outcome.weights,
    groupOf,
    level: request.level ?? 0.95,
    farthest: Object.keys(measures).map((name) => (outcome.kind === 'classes' && name !== 'four_fifths' ? 1 : Infinity)),
    units: request.units ?? null,
    rng: forkRng(request.seed, `fairness/${column.name}`),
    context: partOf(request.context, 0.7, 1)
  });
  const bounded = (gap: NamedGap, name: string) => (request.units ? gap : withBoundsOfShares(gap, name, column.name, judged));
  const named = Object.fromEntries(Object.keys(measures).map((name, j) => [name, bounded(nameGroups(gaps[j]!, column.labels), name)]));
  return withOdds(named);
}

/** Of logarithms that lie apart: the lower share over the higher. */
const asRatio = ({ value, low, high, ...rest }: NamedGap): NamedGap => ({
  ...rest,
  value: Math.exp(-value),
  low: Math.exp(-high),
  high: Math.exp(-low)
});

/** Codes of the column, -1 for levels with too few rows to compare. */
function largeGroups({ codes, labels }: CategoryColumn): Int32Array {
  const counts = new Uint32Array(labels.length);
  for (const code of codes) if (code >= 0) counts[code]! += 1;
  return codes.map((code) => (code >= 0 && counts[code]! >= SMALL_GROUP ? code : -1));
}

function classMeasures(outcome: ClassOutcome, groupOf: Int32Array, groups: number): Record<string, GroupValues> {
  const { positive } = outcome;
  if (positive === null) {
    const right = Float64Array.from(outcome.actual, (actual, row) => (actual === outcome.predicted[row] ? 1 : 0));
    return { accuracy: groupMeans(right, groupOf, groups) };
  }
  const few = fewOf(outcome, positive, groupOf, groups);
  const rate =
    (name: RateName): GroupValues =>
    (weights) =>
      ratesByGroup(outcome, positive, groupOf, groups, weights).map((rates, group) => (few[name]?.[group] ? NaN : rates[name]));
  return {
    demographic_parity: rate('selection'),
    equal_opportunity: rate('truePositive'),
    false_positive_rate: rate('falsePositive'),
    predictive_parity: rate('precision'),
    calibration: rate('overstated'),
    four_fifths: rate('logSelection')
  };
}

/** By rate: whether a group has too few of the rows that it is a share of. */
function fewOf(
  { actual, predicted }: ClassOutcome,
  positive: number,
  groupOf: Int32Array,
  groups: number
): Partial<Record<RateName, boolean[]>> {
  const tooFew = (isOf: (row: number) => boolean) => {
    const counts = new Uint32Array(groups);
    groupOf.forEach((group, row) => {
      if (group >= 0 && isOf(row)) counts[group]! += 1;
    });
    return Array.from(counts, (count) => count < FEWEST_OF_KIND);
  };
  return {
    truePositive: tooFew((row) => actual[row] === positive),
    falsePositive: tooFew((row) => actual[row] !== positive),
    precision: tooFew((row) => predicted[row] === positive)
  };
}

function numberMeasures({ actual, predicted }: NumberOutcome, groupOf: Int32Array, groups: number): Record<string, GroupValues> {
  const errors = actual.map((value, row) => predicted[row]! - value);
  return { mae: groupMeans(errors.map(Math.abs), groupOf, groups), mean_error: groupMeans(errors, groupOf, groups) };
}

function groupMeans(values: Float64Array, groupOf: Int32Array, groups: number): GroupValues {
  return (weights) => {
    const [sums, masses] = [new Float64Array(groups), new Float64Array(groups)];
    groupOf.forEach((group, row) => {
      if (group < 0) return;
      sums[group]! += values[row]! * weights[row]!;
      masses[group]! += weights[row]!;
    });
    return Array.from(sums, (sum, group) => sum / masses[group]!);
  };
}

const nameGroups = ({ between, ...metric }: Gap, labels: readonly string[]): NamedGap => ({
  ...metric,
  groups: between && [labels[between[0]]!, labels[between[1]]!]
});

function withOdds(gaps: Record<string, NamedGap>): Record<string, NamedGap> {
  const [found, alarms] = [gaps['equal_opportunity'], gaps['false_positive_rate']];
  if (!found || !alarms) return gaps;
  return { ...gaps, equalised_odds: largerGap(found, alarms) };
}

const pairNotes = (gaps: Readonly<Record<string, NamedGap>>): Note[] =>
  Object.values(gaps).some(({ method }) => method.startsWith(AT_ONCE))
    ? [
        note(
          'all-pairs',
          'Of more than two groups a gap is that of the two furthest apart, the widest of many: its interval is made to hold for all pairs at once.'
        )
      ]
    : [];

function smallNotes(groups: readonly GroupResult[]): Note[] {
  const small = groups.filter((group) => group.warning !== null);
  if (small.length === 0) return [];
  const names = small.slice(0, 5).map((group) => Object.entries(group.group).map(([column, level]) => `${quoted(column)} ${quoted(level)}`).join(', ')); // prettier-ignore
  return [
    note(
      'small-groups',
      `${counted(small.length, 'group has', 'groups have')} fewer than ${SMALL_GROUP} rows (${names.join('; ')}); small groups are left out of the gaps, and so is a group from a share of which it has fewer than ${FEWEST_OF_KIND} rows.`
    )
  ];
}

/** Shares that some rows of a group alone make up, as they are called. */
const SHARES_OF_A_KIND: readonly (readonly [metric: string, name: string])[] = [
  ['true_positive_rate', 'the share found'],
  ['false_positive_rate', 'the share of false alarms'],
  ['positive_predictive_value', 'the share right of those called']
];
const MOST_NAMED = 5;

/** Large groups that are left out of a gap all the same. */
function fewNotes(groups: readonly GroupResult[]): Note[] {
  const single = groups.filter(({ group, warning }) => warning === null && Object.keys(group).length === 1);
  const left = SHARES_OF_A_KIND.flatMap(([metric, name]) => {
    const few = single.filter(({ metrics }) => (metrics[metric]?.n ?? Infinity) < FEWEST_OF_KIND);
    if (few.length === 0) return [];
    const levels = few
      .slice(0, MOST_NAMED)
      .flatMap(({ group }) => Object.entries(group).map(([column, level]) => `${quoted(level)} of ${quoted(column)}`));
    return [`${name} (${levels.join(', ')}${few.length > MOST_NAMED ? ' and others' : ''})`];
  });
  if (left.length === 0) return [];
  return [
    note('few-of-a-kind', `Fewer than ${FEWEST_OF_KIND} rows make up ${left.join('; ')}: such a share is shown, and left out of the gap.`)
  ];
}

const crowdNotes = (groups: number): Note[] =>
  groups > MOST_GROUPS ? [note('many-groups', `There are ${groups} groups; the ${MOST_GROUPS} first by column and size are shown.`)] : [];
