import { isLatheError } from '../../core/errors/lathe-error.ts';
import { foldsFor } from '../../core/folds-for.ts';
import { hashOf } from '../../core/hash.ts';
import type { CvSpec } from '../../core/split.ts';
import type { ProblemRecord } from '../../storage/records/project.ts';
import type { Question, RunRecord } from '../../storage/records/run.ts';
import { letGoOf, loadExperiment, type Experiment } from '../experiment/load-experiment.ts';
import { modelTypes } from '../model-types.ts';
import type { TrainingServices } from '../services.ts';
import { currentSplit, type CurrentSplit } from '../splitting/current-split.ts';
import { executeRun } from './execute-run.ts';
import { forecastTime } from './forecast-time.ts';
import { dividedAs } from './folds-within-training.ts';
import type { TrainContext, TrainJob } from './run-request.ts';
import { planRun, type RunPlan } from './plan-run.ts';
import { shapeOf } from './shape-of.ts';

/**
 * One training run: its record is there from the start, and says how it ended whatever happens. "Done" is written only after the package was
 * read back.
 * @throws what refused or ended the run; the record holds it too
 */
export async function train(job: TrainJob, services: TrainingServices, context: TrainContext): Promise<void> {
  const { storage, now, clock } = services;
  const experiment = await loadExperiment(storage, job.projectId, undefined, job.cv);
  const split = await currentSplit(services, experiment);
  const plan = planRun(experiment, split.parts, { ...job, split: split.spec, model: modelTypes.get(job.model) });
  const cv = job.cv ?? foldsOfColumn(split);
  const record = await beginRun({ ...job, cv }, services, experiment, split, plan);
  const began = clock();
  await storage.jobs.begin({ id: job.runId, projectId: job.projectId, kind: 'train', label: record.label, startedAt: record.startedAt });
  try {
    const result = await executeRun(plan, { ...job, cv, experiment, split }, services, context);
    await storage.runs.update(job.runId, (run) => ({ ...run, ...result, status: 'done', fitMs: clock() - began }));
    await storage.audit.append(job.projectId, now(), 'run-done', `${record.label}, package ${result.modelHash.slice(0, 12)}`);
  } catch (error) {
    await storage.runs.update(job.runId, (run) => ({ ...run, ...endingOf(error), fitMs: clock() - began }));
    throw error;
  } finally {
    letGoOf(experiment);
    await storage.jobs.end(job.runId);
  }
}

/** Writes the record and, at the first run of a project, fixes its problem. */
async function beginRun(
  job: TrainJob,
  services: TrainingServices,
  experiment: Experiment,
  split: CurrentSplit,
  plan: RunPlan
): Promise<RunRecord> {
  const at = services.now();
  const shape = shapeOf(plan.rows, split.parts.train.length);
  const planned = { ...job, shape, task: experiment.task, split: split.spec };
  const record: RunRecord = {
    ...blankRun,
    ...requestOf(job),
    ...sourcesOf(experiment, split),
    label: plan.model.label,
    shape,
    recipe: plan.steps,
    recipeHash: await hashOf(plan.steps as never),
    startedAt: at,
    predictedMs: (await forecastTime(services.storage, planned))?.ms ?? null
  };
  await services.storage.runs.put(record);
  if (experiment.project.problemFixedAt === null) await fixProblem(job.projectId, at, services);
  return record;
}

/** What a run has before it has anything. */
const blankRun = {
  backend: '',
  modelHash: '',
  status: 'running',
  error: null,
  fitMs: 0,
  sizeBytes: 0,
  metrics: {},
  folds: null,
  curve: [],
  notes: []
} as const;

const requestOf = ({ runId, projectId, model, params, seed, cv, calibrate, backend, randomLabels }: TrainJob) => ({
  id: runId,
  projectId,
  model,
  params,
  seed,
  cv,
  calibrate,
  requestedBackend: backend,
  randomLabels
});

const sourcesOf = ({ dataset, problem }: Experiment, { hash, spec, stored }: CurrentSplit) => ({
  datasetId: dataset.id,
  datasetHash: dataset.hash,
  splitHash: hash,
  question: questionOf(problem),
  split: spec,
  parts: stored
});

async function fixProblem(projectId: string, at: number, { storage }: TrainingServices): Promise<void> {
  await storage.projects.update(projectId, (before) => ({ ...before, problemFixedAt: before.problemFixedAt ?? at }));
  await storage.audit.append(projectId, at, 'problem-fixed', 'by the first training run');
}

/** A run that asks for no cross-validation gets one where the division is nothing else. */
function foldsOfColumn(split: CurrentSplit): CvSpec | null {
  const cv = foldsFor(dividedAs(split), undefined);
  return cv.kind === 'fold-column' ? cv : null;
}

/** Costs and positive class stand in a question only where they were given. */
const questionOf = ({ task, target, positive, costs }: ProblemRecord): Question => ({
  task,
  ...(target === undefined ? {} : { target }),
  ...(positive === undefined ? {} : { positive }),
  ...(costs === undefined ? {} : { costs })
});

function endingOf(error: unknown): Pick<RunRecord, 'status' | 'error'> {
  if ((error as { name?: string } | null)?.name === 'AbortError') return { status: 'cancelled', error: null };
  if (isLatheError(error)) return { status: 'failed', error: { code: error.code, message: error.message, hint: error.hint } };
  const message = error instanceof Error ? error.message : String(error);
  return { status: 'failed', error: { code: 'bug', message, hint: 'This is a fault in Lathe. Copy the details and report it.' } };
}
