import { defaultsOf, type ParamSpecs } from '../../core/params.ts';
import type { LimitsAsked } from '../../core/limits-choice.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { CvSpec } from '../../core/split.ts';
import { needsDataset } from '../../core/errors/anywhere.ts';
import { reachesModel } from '../../core/schema.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import { modelTypes } from '../model-types.ts';
import type { JobServices } from '../services.ts';
import { lookAtSplit } from '../splitting/look-at-split.ts';
import { forecastCost, type RunForecast } from './forecast-cost.ts';
import { taskWays } from '../tasks/registry.ts';
import { shapeOf } from './shape-of.ts';

export interface PlannedTraining {
  readonly model: string;
  readonly params: PlainRecord;
  readonly cv: CvSpec | null;
  readonly calibrate: string;
  readonly limits?: LimitsAsked;
}

/** What each of these runs would probably cost on the training part, in time and memory; null where no earlier run of that model is known here. */
export async function forecastRuns(
  job: { readonly projectId: string; readonly runs: readonly PlannedTraining[] },
  services: JobServices
): Promise<(RunForecast | null)[]> {
  const known = await knownOf(job.projectId, services);
  const forecasts: (RunForecast | null)[] = [];
  for (const run of job.runs) {
    const params = { ...(defaultsOf(paramsOf(run.model)) as PlainRecord), ...run.params };
    forecasts.push(await forecastCost(services.storage, { ...run, ...known, params }));
  }
  return forecasts;
}

const paramsOf = (id: string): ParamSpecs =>
  taskWays.all.flatMap(({ models }) => models).find((model) => model.id === id)?.params ?? modelTypes.get(id).params;

/** What would be learned from. Of a special task the schema tells it: nothing is read. */
async function knownOf(projectId: string, services: JobServices) {
  const { problem, datasetId } = await services.storage.projects.get(projectId);
  if (!problem || !isSpecialTask(problem.task)) {
    const experiment = await loadExperiment(services.storage, projectId);
    const split = await lookAtSplit(services, experiment);
    return { shape: shapeOf(experiment.rows, split.parts.train.length), task: experiment.task, split: split.spec };
  }
  if (datasetId === null) throw needsDataset();
  const dataset = await services.storage.datasets.get(datasetId);
  const columns = dataset.columns.filter((column) => reachesModel(column, problem.target)).length;
  return { shape: { rows: dataset.rows, columns }, task: problem.task, split: { kind: 'random' } as const };
}
