import type { WorkContext } from '../../core/context.ts';
import { sayChecks } from '../../core/release-checks.ts';
import { partEmpty } from '../../core/errors/splitting.ts';
import { runReleaseChecks } from '../../stages/package/run-release-checks.ts';
import type { ReleaseSubject } from '../../stages/package/release-check.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import { loadJudged } from '../judging/load-judged.ts';
import type { TrainingServices } from '../services.ts';
import { releaseResult } from './release-result.ts';

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
    result: await releaseResult(judged, storage)
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
  await storage.audit.append(run.projectId, now(), 'model-registered', `${job.name} ${version.version}, ${sayChecks(checks)}`);
  return version.version;
}
