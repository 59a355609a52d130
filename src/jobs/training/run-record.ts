import { recommendationOf } from '../../core/recommendation-question.ts';
import type { ProblemRecord } from '../../storage/records/project.ts';
import type { Question } from '../../storage/records/run.ts';
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

export const requestOf = ({ runId, projectId, model, params, seed, cv, calibrate, backend, randomLabels }: TrainJob) => ({
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

/** Costs, positive class and the columns of a recommendation stand in a question only where they were given. */
export const questionOf = ({ task, target, positive, costs, ...rest }: ProblemRecord): Question => ({
  task,
  ...(target === undefined ? {} : { target }),
  ...(positive === undefined ? {} : { positive }),
  ...(costs === undefined ? {} : { costs }),
  ...(task === 'recommendation' ? recommendationOf(rest) : {})
});

/** The first run of a project fixes its problem. */
export async function fixProblem(projectId: string, at: number, { storage }: TrainingServices): Promise<void> {
  await storage.projects.update(projectId, (before) => ({ ...before, problemFixedAt: before.problemFixedAt ?? at }));
  await storage.audit.append(projectId, at, 'problem-fixed', 'by the first training run');
}
