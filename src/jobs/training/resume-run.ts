import { rowsErased } from '../../core/errors/protecting.ts';
import { runCannotGoOn } from '../../core/errors/training.ts';
import type { JobRecord } from '../../storage/records/log.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import { modelTypes } from '../model-types.ts';
import type { TrainingServices } from '../services.ts';
import { readSplit } from '../splitting/current-split.ts';
import { BEGINNING, carryOut, type Beginning } from './carry-out.ts';
import { spentOf } from './kept-work.ts';
import { planRun } from './plan-run.ts';
import type { TrainContext } from './run-request.ts';

/**
 * Lets a run that was paused or interrupted go on: from its last fold, its last tree or its last epoch, with the data, the division and the steps it
 * began with. On the CPU it gives the same bytes as one that was never stopped. What another build of Lathe has kept is not taken: then it begins anew.
 * @throws LatheError `run-cannot-go-on`, `job-elsewhere`, `rows-erased`; what ends the run
 */
export async function resumeRun(job: { readonly runId: string }, services: TrainingServices, context: TrainContext): Promise<void> {
  const { storage } = services;
  const run = await storage.runs.get(job.runId);
  if (run.status !== 'paused' && run.status !== 'interrupted') throw runCannotGoOn(run.label, run.status);
  if ((await storage.datasets.get(run.datasetId)).hash !== run.datasetHash) throw rowsErased(run.label);
  const begun = ((await storage.jobs.kept(run.id, BEGINNING)) as Beginning | undefined) ?? NOTHING;
  const experiment = await loadExperiment(storage, run.projectId, run);
  const split = await readSplit(services, { parts: run.parts, hash: run.splitHash, spec: run.split, notes: begun.splitNotes });
  const plan = planRun(experiment, split.parts, { ...run, model: modelTypes.get(run.model), steps: run.recipe });
  const request = { runId: run.id, cv: run.cv, backend: run.requestedBackend, calibrate: run.calibrate, experiment, split };
  await takeOver(run, begun, services);
  const spentMs = await spentOf(services, run.id);
  await carryOut({ record: run, plan: { ...plan, notes: begun.planNotes }, request, spentMs }, services, context);
}

const NOTHING: Beginning = { build: '', splitNotes: [], planNotes: [] };

/** Makes the job this worker's, and its record say that it is under way. */
async function takeOver(run: RunRecord, begun: Beginning, { storage, version, now }: TrainingServices): Promise<void> {
  const before = await storage.jobs.find(run.id);
  await storage.jobs.begin(under(run, before, now()), { [BEGINNING]: { ...begun, build: version } });
  if (begun.build !== version) await storage.jobs.forget(run.id, BEGINNING);
  await storage.runs.update(run.id, (record) => ({ ...record, status: 'running', error: null }));
}

const under = ({ id, projectId, label }: RunRecord, before: JobRecord | undefined, startedAt: number): JobRecord => ({
  id,
  projectId,
  kind: 'train',
  label,
  startedAt: before?.startedAt ?? startedAt,
  ...(before?.parent === undefined ? {} : { parent: before.parent })
});
