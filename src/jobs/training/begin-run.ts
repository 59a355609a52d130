import { hashOf } from '../../core/hash.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { Experiment } from '../experiment/load-experiment.ts';
import type { TrainingServices } from '../services.ts';
import type { CurrentSplit } from '../splitting/current-split.ts';
import { foretold } from './forecast-cost.ts';
import type { RunPlan } from './plan-run.ts';
import { blankRun, environmentOf, fixProblem, questionOf, requestOf } from './run-record.ts';
import type { TrainJob } from './run-request.ts';
import { shapeOf } from './shape-of.ts';

/** Writes the record and, at the first run of a project, fixes its problem. */
export async function beginRun(
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
    environment: environmentOf(services),
    shape,
    recipe: plan.steps,
    recipeHash: await hashOf(plan.steps as never),
    startedAt: at,
    ...(await foretold(services.storage, planned))
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
