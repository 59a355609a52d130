import { runNotDone } from '../../core/errors.ts';
import { hashOf } from '../../core/hash.ts';
import type { WorkContext } from '../../core/context.ts';
import { decodePackage, encodePackage, packageHash } from '../../predict/package-file.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import { modelTypes } from '../model-types.ts';
import type { TrainingServices } from '../services.ts';
import { readSplit } from '../splitting/current-split.ts';
import { calibrateFit } from './calibrate-fit.ts';
import { fitPlan, type FitOutside } from './fit-plan.ts';
import { packRun } from './pack-run.ts';
import { planRun } from './plan-run.ts';

/**
 * Runs a recorded run again, from its data, its division, its steps and its seed, and compares every hash. Networks on a GPU may differ in the last
 * bits; everything on the CPU must come out the same.
 */
export async function replayRun(
  job: { readonly runId: string },
  services: TrainingServices,
  context: WorkContext
): Promise<{ same: boolean; differences: string[] }> {
  const { storage } = services;
  const run = await storage.runs.get(job.runId);
  if (run.status !== 'done') throw runNotDone(run.label, run.status);
  const recorded = await decodePackage(await storage.packages.get(run.modelHash));
  const experiment = await loadExperiment(storage, run.projectId, run);
  const split = await readSplit(services, { parts: run.parts, hash: run.splitHash, spec: run.split });
  const plan = planRun(experiment, split.parts, { ...run, model: modelTypes.get(run.model), steps: run.recipe });
  const outside: FitOutside = {
    ...context,
    onCurve: () => undefined,
    openEngine: (needs) => services.openEngine(needs, (run.backend || 'auto') as Parameters<TrainingServices['openEngine']>[1])
  };
  const calibration = await calibrateFit(run.calibrate, plan, experiment, outside);
  const training = takeRows(plan.rows, plan.parts.train);
  const fit = await fitPlan(plan, training, outside);
  const request = { runId: run.id, cv: run.cv, backend: run.backend, calibrate: run.calibrate, experiment, split };
  const pkg = await packRun(plan, {
    fit,
    calibration,
    training,
    request,
    services: { ...services, version: recorded.provenance.latheVersion }
  });
  const now: Readonly<Record<string, string>> = {
    dataset: experiment.dataset.hash,
    recipe: await hashOf(plan.steps as never),
    model: await packageHash(encodePackage(pkg))
  };
  const then: Readonly<Record<string, string>> = { dataset: run.datasetHash, recipe: run.recipeHash, model: run.modelHash };
  const differences = Object.keys(then).filter((what) => then[what] !== now[what]);
  await storage.audit.append(
    run.projectId,
    services.now(),
    'run-replayed',
    differences.length === 0 ? 'every hash the same' : `different: ${differences.join(', ')}`
  );
  return { same: differences.length === 0, differences };
}
