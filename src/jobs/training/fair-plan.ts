import { needsTwoClasses } from '../../core/errors/judging.ts';
import { columnKindMismatch } from '../../core/errors/packaging.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import type { FairWay } from '../../core/fair-way.ts';
import { findColumn, gatherColumn, type CategoryColumn, type RowSet, type Table } from '../../core/table.ts';
import type { ClassTarget } from '../../core/target.ts';
import { asGroups } from '../../stages/fairness/as-groups.ts';
import { SMALL_GROUP } from '../../stages/fairness/fairness-report.ts';
import type { GroupedRows } from '../../stages/fairness/mitigate/parity.ts';
import { reweigh } from '../../stages/fairness/mitigate/reweigh.ts';
import { takeRows, type LabelledRows } from '../experiment/labelled-rows.ts';
import type { FitPlan } from './fit-plan.ts';
import type { FitScoring } from './score-fit.ts';

/** How a planned run brings groups together. */
export interface FairPlan extends FairWay {
  /** The groups of all rows of the dataset. */
  readonly column: CategoryColumn;
  /** Those with rows enough in the training part. */
  readonly levels: readonly string[];
}

/** What of a planned run bringing groups together hangs on. */
interface Planned {
  readonly rows: LabelledRows;
  readonly scoring: Pick<FitScoring, 'positive'>;
  readonly fairly?: FairPlan;
}

/**
 * The groups that a run is to bring together.
 * @throws LatheError `needs-two-classes`, `column-not-found`, `groups-unusable`, or `column-kind-mismatch` where a package would have to ask for a group that is no category
 */
export function planFairly(fairly: FairWay, table: Table, train: RowSet, classes: number): FairPlan {
  if (classes !== 2) throw needsTwoClasses('Bringing groups together', classes);
  const found = findColumn(table, fairly.sensitive);
  const known = table.columns.map(({ name }) => name);
  if (!found) throw columnNotFound(fairly.sensitive, known);
  if (fairly.way === 'group-thresholds' && found.kind !== 'category')
    throw columnKindMismatch('A threshold for each group', fairly.sensitive, found.kind, ['category']);
  const column = asGroups(found);
  const counts = new Uint32Array(column.labels.length);
  for (const row of train) if (column.codes[row]! >= 0) counts[column.codes[row]!]!++;
  return { ...fairly, column, levels: column.labels.filter((_, code) => counts[code]! >= SMALL_GROUP) };
}

/** Rows as fairness looks at them. */
export function groupedOf(plan: Planned & { readonly fairly: FairPlan }, rows: RowSet, weights: Float64Array | null): GroupedRows {
  const { column, levels } = plan.fairly;
  const { codes } = plan.rows.target as ClassTarget;
  const beside = gatherColumn(column, rows) as CategoryColumn;
  return {
    actual: Uint8Array.from(rows, (row) => (codes[row] === plan.scoring.positive ? 1 : 0)),
    groupOf: Int32Array.from(beside.codes, (code) => levels.indexOf(beside.labels[code] ?? '')),
    groups: levels.length,
    weights
  };
}

/**
 * What rows weigh in a fit: as they do, or anew, so that group and answer are independent among the rows it learns from. Rows are judged by the weights they had.
 * @returns undefined where they weigh what they do
 */
export function fitWeights(plan: Planned & { readonly fairly: FairPlan }): ((rows: RowSet) => Float64Array) | undefined {
  if (plan.fairly.way !== 'reweighing') return undefined;
  const { weights } = plan.rows;
  return (rows) => reweigh(groupedOf(plan, rows, weights && Float64Array.from(rows, (row) => weights[row]!)));
}

/** Rows to learn from. */
export function learningRows({ learnsBy }: Pick<FitPlan, 'learnsBy'>, from: LabelledRows, rows: RowSet): LabelledRows {
  const taken = takeRows(from, rows);
  return learnsBy ? { ...taken, weights: learnsBy(rows) } : taken;
}
