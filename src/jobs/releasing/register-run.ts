import type { WorkContext } from '../../core/context.ts';
import { partEmpty } from '../../core/errors.ts';
import type { Metric } from '../../core/outcome.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { runReleaseChecks } from '../../stages/package/run-release-checks.ts';
import type { ReleaseSubject } from '../../stages/package/release-check.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import { loadJudged, type JudgedRun } from '../judging/load-judged.ts';
import type { TrainingServices } from '../services.ts';

/** A single answer may take this long when the problem does not say. */
const LATENCY_MS = 50;

/** Runs every release check on a run's package and gives it the next version number. A failed check is shown with the version, it does not forbid. */
export async function registerRun(
  job: { readonly runId: string; readonly name: string },
  services: TrainingServices,
  context: WorkContext
): Promise<number> {
  const { storage, now, clock } = services;
  const judged = await loadJudged(services, job.runId);
  const { run } = judged;
  const heldOut = judged.parts.validation.length > 0 ? judged.parts.validation : judged.parts.train;
  if (heldOut.length === 0) throw partEmpty('validation');
  const subject: ReleaseSubject = {
    pkg: judged.scorer.pkg,
    bytes: await storage.packages.get(run.modelHash),
    scorer: judged.scorer,
    rows: takeRows(judged.rows, heldOut).inputs,
    clock,
    latencyMs: judged.experiment.problem.latencyMs ?? LATENCY_MS,
    result: await resultOf(judged, services)
  };
  const checks = await runReleaseChecks(subject, context);
  const version = await storage.versions.add({
    projectId: run.projectId,
    name: job.name,
    runId: run.id,
    hash: run.modelHash,
    aliases: [],
    checks,
    createdAt: now()
  });
  const passed = checks.filter((check) => check.passed).length;
  await storage.audit.append(
    run.projectId,
    now(),
    'model-registered',
    `${job.name} ${version.version}, ${passed} of ${checks.length} checks passed`
  );
  return version.version;
}

/** The project's metric on held-out rows, beside the baseline's on the same rows. */
async function resultOf({ run, experiment }: JudgedRun, { storage }: TrainingServices): Promise<ReleaseSubject['result']> {
  const { metric, bar } = experiment.problem;
  const value = scoreOf(run.metrics, metric);
  const type = metrics.find(metric);
  if (!value || !type) return null;
  const runs = await storage.runs.list(run.projectId);
  const baseline = runs.find(
    (other) => other.model === 'baseline' && other.status === 'done' && !other.randomLabels && other.splitHash === run.splitHash
  );
  return {
    metric,
    value,
    baseline: (baseline && scoreOf(baseline.metrics, metric)) ?? null,
    bar: bar ?? null,
    better: type.higherIsBetter ? 'higher' : 'lower'
  };
}

const scoreOf = (byPart: Readonly<Record<string, Readonly<Record<string, Metric>>>>, metric: string): Metric | undefined =>
  byPart['validation']?.[metric];
