import type { WorkContext } from '../../core/context.ts';
import { partEmpty } from '../../core/errors/splitting.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { canonicalJson } from '../../core/hash.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { findColumn, gatherColumn, type CategoryColumn, type Column } from '../../core/table.ts';
import { judge } from '../../stages/evaluate/judge.ts';
import { asGroups } from '../../stages/fairness/as-groups.ts';
import { fairnessReport } from '../../stages/fairness/fairness-report.ts';
import type { JobServices } from '../services.ts';
import { keptOfRun } from './kept-of-run.ts';
import { loadJudged, scorePart, type JudgedRun } from './load-judged.ts';

/** How a run does by group, on its validation rows. The sensitive column need not be a feature. */
export async function fairnessOfRun(
  job: { readonly runId: string; readonly sensitive: readonly string[] },
  services: JobServices,
  context: WorkContext
): Promise<PlainRecord> {
  const judged = await loadJudged(services, job.runId);
  const about = canonicalJson(job.sensitive);
  return keptOfRun(services, judged.run, 'fairness', about, () => judgeGroups(judged, job.sensitive, context));
}

async function judgeGroups(judged: JudgedRun, sensitive: readonly string[], context: WorkContext): Promise<PlainRecord> {
  const { validation } = judged.parts;
  if (validation.length === 0) throw partEmpty('validation');
  const { table } = judged.experiment;
  const attributes = sensitive.map((name): CategoryColumn => {
    const column = findColumn(table, name);
    if (!column)
      throw columnNotFound(
        name,
        table.columns.map((known) => known.name)
      );
    return asGroups(gatherColumn(column, validation) satisfies Column);
  });
  const { outcome } = await scorePart(judged, 'validation', context);
  const { seed } = judged.run;
  const findings = await fairnessReport(outcome, {
    attributes,
    seed,
    context,
    judge: (some, part) => judge(some, { seed, context: part })
  });
  return findings as unknown as PlainRecord;
}
