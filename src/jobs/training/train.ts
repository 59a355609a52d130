import { foldsFor } from '../../core/folds-for.ts';
import { hashOf } from '../../core/hash.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import type { CvSpec } from '../../core/split.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { letGoOf, loadExperiment, type Experiment } from '../experiment/load-experiment.ts';
import { modelTypes } from '../model-types.ts';
import type { TrainingServices } from '../services.ts';
import { currentSplit, type CurrentSplit } from '../splitting/current-split.ts';
import { trainTask } from '../tasks/train-task.ts';
import { BEGINNING, beginningOf } from './beginning.ts';
import { executeRun } from './execute-run.ts';
import { forecastTime } from './forecast-time.ts';
import { dividedAs } from './folds-within-training.ts';
import { blankRun, fixProblem, questionOf, requestOf } from './run-record.ts';
import type { TrainContext, TrainJob } from './run-request.ts';
import { settleRun } from './settle-run.ts';
import { planRun, type RunPlan } from './plan-run.ts';
import { shapeOf } from './shape-of.ts';

/**
 * One training run: its record is there from the start, and says how it ended whatever happens. "Done" is written only after the package was
 * read back. A task without an answer for every row goes its own way.
 * @throws what refused or ended the run; the record holds it too
 */
export async function train(job: TrainJob, services: TrainingServices, context: TrainContext): Promise<void> {
  const { problem } = await services.storage.projects.get(job.projectId);
  if (isSpecialTask(problem?.task)) return trainTask(job, services, context);
  const experiment = await loadExperiment(services.storage, job.projectId, undefined, job.cv);
  try {
    const split = await currentSplit(services, experiment);
    const plan = planRun(experiment, split.parts, { ...job, split: split.spec, model: modelTypes.get(job.model) });
    const cv = job.cv ?? foldsOfColumn(split);
    const record = await beginRun({ ...job, cv }, services, experiment, split, plan);
    const begun = { record, parent: job.parent, parts: { [BEGINNING]: beginningOf(services.version, split, plan) } };
    await settleRun(begun, services, (kept) => executeRun(plan, { ...job, cv, experiment, split }, services, context, kept));
  } finally {
    letGoOf(experiment);
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

const sourcesOf = ({ dataset, problem }: Experiment, { hash, spec, stored }: CurrentSplit) => ({
  datasetId: dataset.id,
  datasetHash: dataset.hash,
  splitHash: hash,
  question: questionOf(problem),
  split: spec,
  parts: stored
});

/** A run that asks for no cross-validation gets one where the division is nothing else. */
function foldsOfColumn(split: CurrentSplit): CvSpec | null {
  const cv = foldsFor(dividedAs(split), undefined);
  return cv.kind === 'fold-column' ? cv : null;
}
