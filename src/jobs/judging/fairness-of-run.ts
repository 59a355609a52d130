import { partOf, type WorkContext } from '../../core/context.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { canonicalJson } from '../../core/hash.ts';
import type { Metric, Outcome } from '../../core/outcome.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { findColumn, gatherColumn, withoutColumns, type CategoryColumn, type Column, type Table } from '../../core/table.ts';
import { judge } from '../../stages/evaluate/judge.ts';
import { unitsOf } from '../../stages/evaluate/units-of.ts';
import { asGroups } from '../../stages/fairness/as-groups.ts';
import { consistencyOf } from '../../stages/fairness/consistency.ts';
import { proxiesOf } from '../../stages/fairness/proxies.ts';
import { fairnessReport } from '../../stages/fairness/fairness-report.ts';
import type { JobServices } from '../services.ts';
import { heldOutRows } from './held-out.ts';
import { keptOfRun } from './kept-of-run.ts';
import { loadJudged, type JudgedRun } from './load-judged.ts';

/**
 * How a run does by group, on its validation rows, or else on training rows as the folds that left them out answered them. The sensitive column need not be a feature.
 * @throws LatheError `part-empty` where there is neither, `column-not-found`
 */
export async function fairnessOfRun(
  job: { readonly runId: string; readonly sensitive: readonly string[] },
  services: JobServices,
  context: WorkContext
): Promise<PlainRecord> {
  const judged = await loadJudged(services, job.runId);
  const about = canonicalJson({ form: FAIRNESS_FORM, sensitive: [...job.sensitive] });
  return keptOfRun(services, judged.run, 'fairness', about, () => judgeGroups(judged, job.sensitive, services, context));
}

/** Moves on when a report says something new, so that an earlier one is made again. */
const FAIRNESS_FORM = 4;

async function judgeGroups(
  judged: JudgedRun,
  sensitive: readonly string[],
  services: JobServices,
  context: WorkContext
): Promise<PlainRecord> {
  const { outcome, inputs, at, on } = await heldOutRows(judged, services, partOf(context, 0, 0.1));
  const { table } = judged.experiment;
  const attributes = sensitive.map((name): CategoryColumn => {
    const column = findColumn(table, name);
    if (!column)
      throw columnNotFound(
        name,
        table.columns.map((known) => known.name)
      );
    return asGroups(gatherColumn(column, at) satisfies Column);
  });
  const { seed } = judged.run;
  const findings = await fairnessReport(outcome, {
    attributes,
    seed,
    context: partOf(context, 0.1, 0.8),
    units: unitsOf(outcome),
    judge: (some, part) => judge(some, { seed, context: part })
  });
  const proxies = Object.fromEntries(attributes.map((column) => [column.name, proxiesOf(inputs, column)]));
  const consistency = await consistencyAmong(outcome, inputs, sensitive, partOf(context, 0.8, 1));
  return { ...findings, on, proxies, consistency } as unknown as PlainRecord;
}

/** Whether people who are alike in all but the sensitive columns are answered alike; of two classes. */
async function consistencyAmong(
  outcome: Outcome,
  inputs: Table,
  sensitive: readonly string[],
  context: WorkContext
): Promise<Metric | null> {
  if (outcome.kind !== 'classes' || outcome.positive === null) return null;
  const called = Uint8Array.from(outcome.predicted, (code) => (code === outcome.positive ? 1 : 0));
  return consistencyOf(withoutColumns(inputs, sensitive), called, context);
}
