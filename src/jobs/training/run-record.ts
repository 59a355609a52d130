import { forecastOf } from '../../core/forecast-question.ts';
import { recommendationOf } from '../../core/recommendation-question.ts';
import type { ProblemRecord } from '../../storage/records/project.ts';
import type { Question, RunEnvironment } from '../../storage/records/run.ts';
import type { TrainingServices } from '../services.ts';
import type { TrainJob } from './run-request.ts';

/** What a run has before it has anything. */
export const blankRun = {
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

export const requestOf = ({ runId, projectId, model, params, seed, cv, calibrate, limits, fairly, backend, randomLabels }: TrainJob) => ({
  id: runId,
  projectId,
  model,
  params,
  seed,
  cv,
  calibrate,
  ...(limits ? { limits } : {}),
  ...(fairly ? { fairly } : {}),
  requestedBackend: backend,
  randomLabels
});

/** What is known of where a run is made. */
export const environmentOf = ({ version, browser = '', cores = 1, threads }: TrainingServices): RunEnvironment => ({
  build: version,
  browser,
  threads: threads ? cores : 1
});

/** Costs, positive class and what a special task asks stand in a question only where they were given. */
export const questionOf = ({ task, target, positive, costs, ...rest }: ProblemRecord): Question => ({
  task,
  ...(target === undefined ? {} : { target }),
  ...(positive === undefined ? {} : { positive }),
  ...(costs === undefined ? {} : { costs }),
  ...(task === 'recommendation' ? recommendationOf(rest) : {}),
  ...(task === 'forecasting' ? forecastOf(rest) : {})
});

/** The first run of a project fixes its problem. */
export async function fixProblem(projectId: string, at: number, { storage }: TrainingServices): Promise<void> {
  await storage.projects.update(projectId, (before) => ({ ...before, problemFixedAt: before.problemFixedAt ?? at }));
  await storage.audit.append(projectId, at, 'problem-fixed', 'by the first training run');
}
