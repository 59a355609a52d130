import type { WorkContext } from '../../core/context.ts';
import { sayChecks } from '../../core/release-checks.ts';
import { runReleaseChecks } from '../../stages/package/run-release-checks.ts';
import type { ReleaseSubject } from '../../stages/package/release-check.ts';
import type { TrainingServices } from '../services.ts';
import { loadReleasable } from './load-releasable.ts';

/** A single answer may take this long when the problem does not say. */
const LATENCY_MS = 50;

/** Runs every release check on a run's package and gives it the next version number. A failed check is shown with the version, it does not forbid. */
export async function registerRun(
  job: { readonly runId: string; readonly name: string },
  services: TrainingServices,
  context: WorkContext
): Promise<number> {
  const { storage, now, clock } = services;
  const { run, problem, scorer, rows, result } = await loadReleasable(services, job.runId);
  const subject: ReleaseSubject = {
    pkg: scorer.pkg,
    bytes: await storage.packages.get(run.modelHash),
    scorer,
    rows,
    clock,
    latencyMs: problem.latencyMs ?? LATENCY_MS,
    result
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
