import { foldsFor } from '../../core/folds-for.ts';
import { hashOf } from '../../core/hash.ts';
import type { CvSpec } from '../../core/split.ts';
import type { ProblemRecord } from '../../storage/records/project.ts';
import type { Question, RunRecord } from '../../storage/records/run.ts';
import { loadExperiment, type Experiment } from '../experiment/load-experiment.ts';
import { modelTypes } from '../model-types.ts';
import type { TrainingServices } from '../services.ts';
import { currentSplit, type CurrentSplit } from '../splitting/current-split.ts';
import { BEGINNING, beginningOf, carryOut } from './carry-out.ts';
import { forecastTime } from './forecast-time.ts';
import { dividedAs } from './folds-within-training.ts';
import type { TrainContext, TrainJob } from './run-request.ts';
import { planRun, type RunPlan } from './plan-run.ts';
import { shapeOf } from './shape-of.ts';

/**
 * One training run: its record is there from the start, and says how it ended whatever happens.
 * @throws what refused or ended the run; the record holds it too
 */
export async function train(job: TrainJob, services: TrainingServices, context: TrainContext): Promise<void> {
  const { storage } = services;
  const experiment = await loadExperiment(storage, job.projectId, undefined, job.cv);
  const split = await currentSplit(services, experiment);
  const plan = planRun(experiment, split.parts, { ...job, split: split.spec, model: modelTypes.get(job.model) });
  const cv = job.cv ?? foldsOfColumn(split);
  const record = await beginRun({ ...job, cv }, services, experiment, split, plan);
  const { id, projectId, label, startedAt } = record;
  const of = job.parent === undefined ? {} : { parent: job.parent };
  await storage.jobs.begin(
    { id, projectId, kind: 'train', label, startedAt, ...of },
    { [BEGINNING]: beginningOf(services.version, split, plan) }
  );
  await carryOut({ record, plan, request: { ...job, cv, experiment, split }, spentMs: 0 }, services, context);
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
