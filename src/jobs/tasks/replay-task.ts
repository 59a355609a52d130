import type { WorkContext } from '../../core/context.ts';
import { hashOf } from '../../core/hash.ts';
import { packageHash, readPlain } from '../../predict/package-file.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { TrainingServices } from '../services.ts';
import { taskWays } from './registry.ts';
import { encodeKept } from './run-package.ts';
import { loadStudy } from './study.ts';
import type { TaskAsk } from './task-way.ts';

/** Fits a run of a special task again, with its own data, question and steps. @returns the hashes that come out this time */
export async function replayTask(run: RunRecord, services: TrainingServices, context: WorkContext) {
  const { storage } = services;
  const study = await loadStudy(storage, run.projectId, run);
  const way = taskWays.get(study.task);
  const ask: TaskAsk = { ...run, steps: run.recipe, latheVersion: await versionThen(run, services) };
  const plan = await way.plan(study, ask);
  const outside = { ...context, threads: services.threads ?? null, onCurve: () => undefined };
  const { kept } = await way.fit(study, plan, ask, outside);
  const bytes = encodeKept(kept, { id: run.model, label: run.label, params: run.params });
  return { dataset: study.dataset.hash, recipe: await hashOf(plan.steps as never), model: await packageHash(bytes) };
}

/** The build that made a package stands in it: another one may give the same model. */
async function versionThen(run: RunRecord, { storage, version }: TrainingServices): Promise<string> {
  const kept = readPlain(await storage.packages.get(run.modelHash)) as { provenance?: { latheVersion?: string } };
  return kept.provenance?.latheVersion ?? version;
}
