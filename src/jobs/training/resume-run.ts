import { runCannotGoOn } from '../../core/errors/jobs.ts';
import { rowsErased } from '../../core/errors/protecting.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { ENSEMBLE } from '../../stages/ensemble/ensemble-type.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { resumeEnsemble } from '../ensembling/train-ensemble.ts';
import { letGoOf, loadExperiment } from '../experiment/load-experiment.ts';
import { modelTypes } from '../model-types.ts';
import type { TrainingServices } from '../services.ts';
import { readSplit } from '../splitting/current-split.ts';
import { resumeTask } from '../tasks/train-task.ts';
import { BEGINNING, type Beginning } from './beginning.ts';
import { executeRun } from './execute-run.ts';
import { spentOf } from './kept-work.ts';
import { planRun } from './plan-run.ts';
import { askedAgain, type TrainContext } from './run-request.ts';
import { settleRun } from './settle-run.ts';

/** A run to go on with. */
interface ResumeJob {
  readonly runId: string;
  /** The search it is a trial of: one that was cut off before it had a job of its own does not know. */
  readonly parent?: string;
}

/**
 * Lets a run that was paused or interrupted go on: from its last fold, its last tree or its last epoch, with the data, the division and the steps it
 * began with. On the CPU it gives the same bytes as one that was never stopped. What another build of Lathe has kept is not taken: then it begins anew,
 * as a task without an answer for every row always does.
 * @throws LatheError `run-cannot-go-on`, `job-elsewhere`, `rows-erased`; what ends the run
 */
export async function resumeRun(job: ResumeJob, services: TrainingServices, context: TrainContext): Promise<void> {
  const { storage } = services;
  const run = await storage.runs.get(job.runId);
  if (run.status !== 'paused' && run.status !== 'interrupted') throw runCannotGoOn(run.label, run.status);
  if ((await storage.datasets.get(run.datasetId)).hash !== run.datasetHash) throw rowsErased(run.label);
  const parent = job.parent ?? (await storage.jobs.find(run.id))?.parent;
  if (isSpecialTask(run.question.task)) return resumeTask(run, parent, services, context);
  if (run.model === ENSEMBLE) return resumeEnsemble(run, parent, services, context);
  return goOn(run, parent, services, context);
}

const NOTHING: Beginning = { build: '', splitNotes: [], planNotes: [] };

async function goOn(run: RunRecord, parent: string | undefined, services: TrainingServices, context: TrainContext): Promise<void> {
  const { storage, version } = services;
  const beginning = ((await storage.jobs.kept(run.id, BEGINNING)) as Beginning | undefined) ?? NOTHING;
  const experiment = await loadExperiment(storage, run.projectId, run);
  try {
    const split = await readSplit(services, { parts: run.parts, hash: run.splitHash, spec: run.split, notes: beginning.splitNotes });
    const plan = planRun(experiment, split.parts, { ...run, model: modelTypes.get(run.model), steps: run.recipe });
    const request = askedAgain(run, experiment, split, run.requestedBackend);
    const begun = {
      record: run,
      parent,
      parts: { [BEGINNING]: { ...beginning, build: version } },
      spentMs: await spentOf(services, run.id)
    };
    await settleRun(begun, services, async (kept) => {
      if (beginning.build !== version) await storage.jobs.forget(run.id, BEGINNING);
      return executeRun({ ...plan, notes: beginning.planNotes }, request, services, context, kept);
    });
  } finally {
    letGoOf(experiment);
  }
}
