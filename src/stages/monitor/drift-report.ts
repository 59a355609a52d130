import { counted } from '../../core/words.ts';
import type { WorkContext } from '../../core/context.ts';
import { pause } from '../../core/context.ts';
import { sum } from '../../core/stats.ts';
import { findColumn, type Column, type Table } from '../../core/table.ts';
import type { ModelPackage, ReferenceColumn } from '../../predict/package-type.ts';
import { correct, type Correction } from '../../kernels/correct-p-values.ts';
import { currentOf } from './current-column.ts';
import { currentSize, type CurrentColumn, type DriftResult } from './drift-test.ts';
import { driftTests } from './registry.ts';
import { inTodaysForm } from './earlier-reference.ts';
import { shownBins, type ShownBin } from './shown-bins.ts';
import { judgeUnlisted, type Unlisted } from './unlisted.ts';

/**
 * The rule of an alarm: the change is no chance (p-value, corrected for the number of columns, below 0.05) and it is large enough to matter
 * (PSI at least 0.1). Either alone would cry wolf: with many rows everything is significant, with few rows any PSI is large.
 */
export const ALARM = { pValue: 0.05, psi: 0.1 } as const;

/** Fewer values than this say nothing. */
export const FEWEST_ROWS = 20;

export interface ColumnDrift {
  readonly column: string;
  /** `kolmogorov-smirnov` or `chi-square`. */
  readonly test: string;
  readonly statistic: number;
  /** Of this test alone. NaN where there were too few values. */
  readonly pValue: number;
  /** Corrected for the number of columns; what the alarm goes by. */
  readonly correctedPValue: number;
  readonly psi: number;
  readonly alarm: boolean;
  /** Other distances, by id. */
  readonly distances: Readonly<Record<string, number>>;
  /** Values compared. */
  readonly rows: number;
  /** 0 to 1, before and now. */
  readonly missingShare: { readonly before: number; readonly now: number };
  /** Levels that fewer than five training rows had, or none. */
  readonly unseen: readonly { readonly label: string; readonly count: number }[];
  /** The share of such rows that training promises, and how likely as many as there are would be; null for numbers. */
  readonly unlisted: Unlisted | null;
  readonly kind: ReferenceColumn['kind'];
  /** Both distributions in the same cells, for looking at. */
  readonly bins: readonly ShownBin[];
  /** Why there is no verdict; empty where there is one. */
  readonly note: string;
}

export interface DriftReport {
  readonly columns: readonly ColumnDrift[];
  readonly prediction: ColumnDrift;
  readonly correction: Correction;
}

/**
 * Each column of today against its reference, and the model's answers against theirs.
 * @param table rows as the model was given them
 * @param predictions its answers, one column
 */
export async function driftReport(
  given: ModelPackage['reference'],
  table: Table,
  predictions: Column,
  context: WorkContext,
  correction: Correction = 'benjamini-hochberg'
): Promise<DriftReport> {
  const reference = inTodaysForm(given);
  const measured: ColumnDrift[] = [];
  for (const [i, column] of reference.columns.entries()) {
    measured.push(measure(column, findColumn(table, column.name)));
    context.onProgress((i + 1) / (reference.columns.length + 1), column.name);
    await pause(context);
  }
  const corrected = correct(
    measured.map(({ pValue }) => pValue),
    correction
  );
  const columns = measured.map((drift, i) => judged({ ...drift, correctedPValue: corrected[i]! }));
  return { columns, prediction: judged(measure(reference.prediction, predictions)), correction };
}

const judged = (drift: ColumnDrift): ColumnDrift => ({ ...drift, alarm: drift.correctedPValue < ALARM.pValue && drift.psi >= ALARM.psi });

function measure(reference: ReferenceColumn, column: Column | undefined): ColumnDrift {
  const current = column ? currentOf(reference, column) : null;
  const test = reference.kind === 'number' ? 'kolmogorov-smirnov' : 'chi-square';
  if (!current) return { ...nothing(reference, test), note: 'The column is not among the logged rows.' };
  const rows = currentSize(current);
  const total = rows + current.missing;
  const compared = {
    ...nothing(reference, test),
    rows,
    missingShare: { before: missingBefore(reference), now: total === 0 ? 0 : current.missing / total }
  };
  const unseen = unseenLevels(reference, current);
  const unlisted = unlistedOf(reference, current);
  const bins = shownBins(reference, current, column ?? reference);
  if (rows < FEWEST_ROWS)
    return { ...compared, unseen, unlisted, bins, note: `Only ${counted(rows, 'value')}: ${FEWEST_ROWS} are needed to tell.` };
  const { statistic, pValue } = run(test, reference, current);
  if (column?.kind === 'time') return { ...compared, unseen, unlisted, bins, note: 'Later rows have later times: shown, and no alarm.' };
  const distances = Object.fromEntries(
    driftTests.all
      .filter(({ id, accepts }) => id !== test && id !== 'psi' && accepts.includes(reference.kind))
      .map(({ id }) => [id, run(id, reference, current).statistic])
  );
  const chance = pValue ?? NaN;
  return {
    ...compared,
    statistic,
    pValue: chance,
    correctedPValue: chance,
    psi: run('psi', reference, current).statistic,
    distances,
    unseen,
    unlisted,
    bins
  };
}

const run = (id: string, reference: ReferenceColumn, current: CurrentColumn): DriftResult => driftTests.get(id).run(reference, current);

const missingBefore = ({ rows, missing }: ReferenceColumn) => (rows === 0 ? 0 : missing / rows);

const nothing = (reference: ReferenceColumn, test: string): ColumnDrift => ({
  column: reference.name,
  test,
  statistic: NaN,
  pValue: NaN,
  correctedPValue: NaN,
  psi: NaN,
  alarm: false,
  distances: {},
  rows: 0,
  missingShare: { before: missingBefore(reference), now: 0 },
  unseen: [],
  unlisted: null,
  kind: reference.kind,
  bins: [],
  note: ''
});

function unlistedOf(reference: ReferenceColumn, current: CurrentColumn): Unlisted | null {
  if (reference.kind !== 'category' || current.kind !== 'category') return null;
  return judgeUnlisted(reference, sum(current.counts.slice(reference.labels.length)), currentSize(current));
}

function unseenLevels(reference: ReferenceColumn, current: CurrentColumn) {
  if (reference.kind !== 'category' || current.kind !== 'category') return [];
  return current.labels
    .map((label, place) => ({ label, count: current.counts[place]! }))
    .slice(reference.labels.length)
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 20);
}
