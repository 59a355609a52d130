import { partOf, type WorkContext } from '../../core/context.ts';
import { sayCostRatio } from '../../core/cost-threshold.ts';
import { needsTwoClasses } from '../../core/errors/judging.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import { partEmpty } from '../../core/errors/splitting.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { note, type Note } from '../../core/note.ts';
import type { ClassOutcome } from '../../core/outcome.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { findColumn, gatherColumn, type CategoryColumn, type RowSet } from '../../core/table.ts';
import { piecesOf, type Units } from '../../kernels/units.ts';
import { unitsOf } from '../../stages/evaluate/units-of.ts';
import { asGroups } from '../../stages/fairness/as-groups.ts';
import { SMALL_GROUP } from '../../stages/fairness/fairness-report.ts';
import { callByRules, groupThresholds } from '../../stages/fairness/mitigate/group-thresholds.ts';
import { stakesOf, type GroupedRows, type Parity } from '../../stages/fairness/mitigate/parity.ts';
import { tradeOffs, type TradeOff, type Way } from '../../stages/fairness/mitigate/trade-off.ts';
import type { TrainingServices } from '../services.ts';
import { aboutMitigation } from './about-run.ts';
import { groupedRows, type Grouping } from './grouped-rows.ts';
import { keptOfRun } from './kept-of-run.ts';
import { loadJudged, scorePart, type JudgedRun } from './load-judged.ts';
import { learnFairly } from './learn-fairly.ts';

export interface MitigateJob {
  readonly runId: string;
  readonly sensitive: string;
  readonly parity: Parity;
}

export interface Mitigated {
  readonly sensitive: string;
  readonly parity: Parity;
  readonly groups: readonly string[];
  /** What mistakes count in what is answered rightly, where the two count differently: "missing a “yes” costs 5 times as much …". */
  readonly counted: string | null;
  /** The run as it is first. */
  readonly ways: readonly TradeOff[];
  readonly notes: readonly Note[];
}

/**
 * What it would cost in accuracy to bring the groups of a column closer together, by four ways, judged on the validation part: a threshold for each group
 * (set on one half of these rows and judged on the other), training rows weighed anew, and the reductions approach. Nothing is kept as a run until a person asks for it (`fairly`
 * of a training): whether rows may be treated differently by group is not a question of statistics.
 * @throws LatheError `part-empty`, `needs-two-classes`, `column-not-found`, `groups-unusable`
 */
export async function mitigateRun(job: MitigateJob, services: TrainingServices, context: WorkContext): Promise<PlainRecord> {
  const judged = await loadJudged(services, job.runId);
  return keptOfRun(
    services,
    judged.run,
    'mitigation',
    aboutMitigation(job),
    async () => (await mitigate(job, judged, services, context)) as unknown as PlainRecord
  );
}

async function mitigate(
  { sensitive, parity }: MitigateJob,
  judged: JudgedRun,
  services: TrainingServices,
  context: WorkContext
): Promise<Mitigated> {
  if (judged.parts.validation.length === 0) throw partEmpty('validation');
  const { outcome } = await scorePart(judged, 'validation', partOf(context, 0, 0.05));
  if (outcome.kind !== 'classes' || outcome.positive === null)
    throw needsTwoClasses('Bringing groups together', outcome.kind === 'classes' ? outcome.labels.length : 0);
  const [training, held] = groupsOf(judged, sensitive);
  const levels = largeLevels(held);
  const { threshold } = judged.scorer.pkg;
  const grouped = groupedRows(outcome.actual, outcome.positive, outcome.weights, { column: held, levels });
  const rows = { ...grouped, stakes: stakesOf(threshold) };
  const units = unitsOf(outcome);
  const asIs = outcome.predicted.map((code) => (code === outcome.positive ? 1 : 0));
  const ways: Way[] = [
    { id: 'as-is', label: judged.run.label, called: Float64Array.from(asIs) },
    ...thresholdWays(outcome, rows, parity, units)
  ];
  const learned = await learnAnew(judged, services, { column: training, levels, parity }, partOf(context, 0.05, 0.8));
  const all = [...ways, ...learned.ways];
  const found = await tradeOffs(rows, all, { parity, units, seed: judged.run.seed, context: partOf(context, 0.8, 1) });
  context.onProgress(1);
  const [positive, negative] = [outcome.labels[outcome.positive]!, outcome.labels[1 - outcome.positive]!];
  const counted = threshold === null ? null : sayCostRatio(threshold, positive, negative);
  return { sensitive, parity, groups: levels, counted, ways: found, notes: [...learned.notes, ...smallNote(held, levels)] };
}

/** The groups of the training and of the validation rows, numbers cut alike in both: as the validation part alone is cut where fairness is judged. */
function groupsOf(
  { experiment: { table }, parts: { train, validation } }: JudgedRun,
  name: string
): readonly [CategoryColumn, CategoryColumn] {
  const column = findColumn(table, name);
  if (!column)
    throw columnNotFound(
      name,
      table.columns.map((known) => known.name)
    );
  const groups = asGroups(gatherColumn(column, joined(train, validation)), gatherColumn(column, validation));
  return [
    { ...groups, codes: groups.codes.slice(0, train.length) },
    { ...groups, codes: groups.codes.slice(train.length) }
  ];
}

function joined(a: RowSet, b: RowSet): RowSet {
  const all = new Uint32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** Levels with rows enough to be compared. */
function largeLevels({ codes, labels }: CategoryColumn): string[] {
  const counts = new Uint32Array(labels.length);
  for (const code of codes) if (code >= 0) counts[code]! += 1;
  return labels.filter((_, code) => counts[code]! >= SMALL_GROUP);
}

const smallNote = ({ labels }: CategoryColumn, levels: readonly string[]): Note[] =>
  labels.length > levels.length
    ? [note('small-groups', `Groups with fewer than ${SMALL_GROUP} rows are answered as before and left out of the gap.`)]
    : [];

/** Set on each half of the rows and judged on the other; groups or blocks of time are never cut in two. */
function thresholdWays(outcome: ClassOutcome, rows: GroupedRows, parity: Parity, units: Units | null): Way[] {
  const k = outcome.labels.length;
  const scores = Float64Array.from(outcome.actual, (_, row) => outcome.probabilities[row * k + outcome.positive!]!);
  const half = units ? Uint8Array.from(piecesOf(units), (piece) => piece % 2) : dealt(rows);
  const called = new Float64Array(scores.length);
  for (const judgedHalf of [0, 1]) {
    const isSet = (row: number) => half[row] !== judgedHalf;
    const set = [...scores.keys()].filter(isSet);
    const own = {
      ...rows,
      actual: Uint8Array.from(set, (row) => rows.actual[row]!),
      groupOf: Int32Array.from(set, (row) => rows.groupOf[row]!),
      weights: rows.weights && Float64Array.from(set, (row) => rows.weights![row]!)
    };
    const rules = groupThresholds(
      own,
      Float64Array.from(set, (row) => scores[row]!),
      parity
    );
    if (!rules) return [];
    callByRules(rules, rows.groupOf, scores).forEach((chance, row) => {
      if (!isSet(row)) called[row] = chance;
    });
  }
  const small = outcome.predicted.map((code) => (code === outcome.positive ? 1 : 0));
  rows.groupOf.forEach((group, row) => {
    if (group < 0) called[row] = small[row]!;
  });
  return [{ id: 'group-thresholds', label: 'Thresholds by group', called }];
}

/** In turn within each group and answer. */
function dealt({ actual, groupOf }: GroupedRows): Uint8Array {
  const seen = new Map<number, number>();
  return Uint8Array.from(groupOf, (group, row) => {
    const key = group * 2 + actual[row]!;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return count % 2;
  });
}

/** What has to be learned anew; a model that can't be is told of and left out. */
async function learnAnew(
  judged: JudgedRun,
  services: TrainingServices,
  grouping: Grouping & { readonly parity: Parity },
  context: WorkContext
): Promise<{ readonly ways: readonly Way[]; readonly notes: readonly Note[] }> {
  try {
    return { ways: await learnFairly(judged, services, grouping, context), notes: [] };
  } catch (error) {
    if (!isLatheError(error)) throw error;
    return { ways: [], notes: [note('not-learned-anew', `This model can’t be trained anew with other weights: ${error.message}`)] };
  }
}
