import { defaultsOf } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { CvSpec } from '../../core/split.ts';
import type { TimeForecast } from '../../stages/govern/run-time.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import { modelTypes } from '../model-types.ts';
import type { JobServices } from '../services.ts';
import { lookAtSplit } from '../splitting/look-at-split.ts';
import { forecastTime } from './forecast-time.ts';
import { shapeOf } from './shape-of.ts';

export interface PlannedTraining {
  readonly model: string;
  readonly params: PlainRecord;
  readonly cv: CvSpec | null;
  readonly calibrate: string;
}

/** How long each of these runs would probably take on the training part; null where no earlier run of that model is known here. */
export async function forecastRuns(
  job: { readonly projectId: string; readonly runs: readonly PlannedTraining[] },
  services: JobServices
): Promise<(TimeForecast | null)[]> {
  const experiment = await loadExperiment(services.storage, job.projectId);
  const split = await lookAtSplit(services, experiment);
  const known = { shape: shapeOf(experiment.rows, split.parts.train.length), task: experiment.task, split: split.spec };
  const forecasts: (TimeForecast | null)[] = [];
  for (const run of job.runs) {
    const params = { ...(defaultsOf(modelTypes.get(run.model).params) as PlainRecord), ...run.params };
    forecasts.push(await forecastTime(services.storage, { ...run, ...known, params }));
  }
  return forecasts;
}
