import { runNotDone } from '../../core/errors/judging.ts';
import { rowsErased } from '../../core/errors/protecting.ts';
import { hashOf } from '../../core/hash.ts';
import type { WorkContext } from '../../core/context.ts';
import type { BackendId } from '../../core/model.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { decodePackage, encodePackage, packageHash } from '../../predict/package-file.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import { typeOfRun } from '../model-types.ts';
import type { TrainingServices } from '../services.ts';
import { readSplit } from '../splitting/current-split.ts';
import type { FitOutside } from './fit-plan.ts';
import { ENSEMBLE } from '../../stages/ensemble/ensemble-type.ts';
import { ensembleAgain } from '../ensembling/train-ensemble.ts';
import { replayTask } from '../tasks/replay-task.ts';
import { makePackage } from './make-package.ts';
import { planRun } from './plan-run.ts';
import { askedAgain } from './run-request.ts';

interface Replay {
  readonly same: boolean;
  readonly differences: string[];
}

/**
 * Runs a recorded run again, from its data, its division, its steps and its seed, and compares every hash. Networks on a GPU may differ in the last
 * bits; everything on the CPU must come out the same.
 * @throws LatheError `run-not-done`, `rows-erased` when rows of a person were taken out of its data since
 */
export async function replayRun(job: { readonly runId: string }, services: TrainingServices, context: WorkContext): Promise<Replay> {
  const { storage } = services;
  const run = await storage.runs.get(job.runId);
  if (run.status !== 'done') throw runNotDone(run.label, run.status);
  if ((await storage.datasets.get(run.datasetId)).hash !== run.datasetHash) throw rowsErased(run.label);
  const then = { dataset: run.datasetHash, recipe: run.recipeHash, model: run.modelHash };
  const again = isSpecialTask(run.question.task) ? replayTask : run.model === ENSEMBLE ? ensembleAgain : runAgain;
  const now = await again(run, services, context);
  const differences = (Object.keys(then) as (keyof typeof then)[]).filter((what) => then[what] !== now[what]);
  const said = differences.length === 0 ? 'every hash the same' : `different: ${differences.join(', ')}`;
  await storage.audit.append(run.projectId, services.now(), 'run-replayed', `${run.label}, package ${run.modelHash.slice(0, 12)}: ${said}`);
  return { same: differences.length === 0, differences };
}

/** @returns the hashes that come out this time */
async function runAgain(run: RunRecord, services: TrainingServices, context: WorkContext) {
  const { storage } = services;
  const recorded = await decodePackage(await storage.packages.get(run.modelHash));
  const experiment = await loadExperiment(storage, run.projectId, run);
  const split = await readSplit(services, { parts: run.parts, hash: run.splitHash, spec: run.split });
  const plan = planRun(experiment, split.parts, { ...run, model: typeOfRun(run.model), steps: run.recipe });
  const outside: FitOutside = {
    ...context,
    threads: services.threads ?? null,
    onCurve: () => undefined,
    openEngine: (needs) => services.openEngine(needs, (run.backend || 'auto') as BackendId | 'auto')
  };
  const request = askedAgain(run, experiment, split, run.backend);
  const asThen = { ...services, version: recorded.provenance.latheVersion };
  const { pkg } = await makePackage(plan, request, null, asThen, outside);
  return { dataset: experiment.dataset.hash, recipe: await hashOf(plan.steps as never), model: await packageHash(encodePackage(pkg)) };
}
