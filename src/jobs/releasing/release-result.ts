import { barOf } from '../../core/bar.ts';
import type { Metric } from '../../core/outcome.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import type { ReleaseSubject } from '../../stages/package/release-check.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { Storage } from '../../storage/storage.ts';
import type { JudgedRun } from '../judging/load-judged.ts';

/** The project's metric: beside the baseline's on the same rows, and on the strictest part the run was measured on. */
export async function releaseResult({ run, experiment }: JudgedRun, storage: Storage): Promise<ReleaseSubject['result']> {
  const { metric } = experiment.problem;
  const held = heldOutScore(run, metric);
  const type = metrics.find(metric);
  if (!held || !type) return null;
  const runs = await storage.runs.list(run.projectId);
  const baseline = runs.find(
    (other) =>
      other.model === 'baseline' &&
      other.status === 'done' &&
      !other.randomLabels &&
      other.splitHash === run.splitHash &&
      other.question.target === run.question.target
  );
  const onTest = await testScore(run, metric, storage);
  return {
    metric,
    value: held.score,
    baseline: baseline?.metrics[held.key]?.[metric] ?? null,
    strictest: onTest ? { score: onTest, part: 'test part' } : { score: held.score, part: held.part },
    bar: barOf(experiment.project),
    better: type.higherIsBetter ? 'higher' : 'lower'
  };
}

/** On the validation part; where there is none, over the folds of the training part. */
function heldOutScore({ metrics: byPart }: RunRecord, metric: string) {
  const validation = byPart['validation']?.[metric];
  if (validation) return { score: validation, key: 'validation', part: 'validation part' };
  const cv = byPart['cv']?.[metric];
  return cv && { score: cv, key: 'cv', part: 'training part, left out of folds' };
}

/** What a run reached on the test part, from the latest report on it; undefined while the part is sealed for this run. */
async function testScore(run: RunRecord, metric: string, storage: Storage): Promise<Metric | undefined> {
  const start = `report:${run.id}:${run.modelHash}:${run.splitHash}:`;
  const reports = (await storage.results.index(run.projectId)).filter(({ key }) => key.startsWith(start) && key.endsWith(':test'));
  const latest = reports.reduce((last, report) => (report.createdAt >= last.createdAt ? report : last), reports[0]!);
  const found = latest && (await storage.results.find(latest.key));
  return (found?.value as { metrics?: Readonly<Record<string, Metric>> } | undefined)?.metrics?.[metric];
}
