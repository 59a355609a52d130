import type { CvSpec } from '../../core/split.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import type { JobServices } from '../services.ts';
import { lookAtSplit } from '../splitting/look-at-split.ts';
import { predictMs } from './predict-ms.ts';

export interface PlannedTraining {
  readonly model: string;
  readonly cv: CvSpec | null;
  readonly calibrate: string;
}

/** How long each of these runs would probably take on the training part, in ms; null where no earlier run of that model is known here. */
export async function forecastRuns(
  job: { readonly projectId: string; readonly runs: readonly PlannedTraining[] },
  services: JobServices
): Promise<(number | null)[]> {
  const experiment = await loadExperiment(services.storage, job.projectId);
  const { parts } = await lookAtSplit(services, experiment);
  const shape = { rows: parts.train.length, columns: experiment.rows.inputs.columns.length };
  const forecasts: (number | null)[] = [];
  for (const run of job.runs) forecasts.push(await predictMs(services.storage, { ...run, ...shape }));
  return forecasts;
}
