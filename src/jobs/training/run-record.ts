import { isLatheError } from '../../core/errors/lathe-error.ts';
import { forecastOf } from '../../core/forecast-question.ts';
import { recommendationOf } from '../../core/recommendation-question.ts';
import type { ProblemRecord } from '../../storage/records/project.ts';
import type { Question, RunRecord } from '../../storage/records/run.ts';
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

type Result = Omit<Partial<RunRecord>, 'status' | 'fitMs'> & Pick<RunRecord, 'modelHash'>;

/** Does the work of a run whose record is there, and writes how it ended, whatever happens. @throws what ended the work */
export async function settleRun(record: RunRecord, services: TrainingServices, work: () => Promise<Result>): Promise<void> {
  const { storage, now, clock } = services;
  const { id, projectId, label, startedAt } = record;
  const began = clock();
  await storage.jobs.begin({ id, projectId, kind: 'train', label, startedAt });
  try {
    const result = await work();
    await storage.runs.update(id, (run) => ({ ...run, ...result, status: 'done', fitMs: clock() - began }));
    await storage.audit.append(projectId, now(), 'run-done', `${label}, package ${result.modelHash.slice(0, 12)}`);
  } catch (error) {
    await storage.runs.update(id, (run) => ({ ...run, ...endingOf(error), fitMs: clock() - began }));
    throw error;
  } finally {
    await storage.jobs.end(id);
  }
}

function endingOf(error: unknown): Pick<RunRecord, 'status' | 'error'> {
  if ((error as { name?: string } | null)?.name === 'AbortError') return { status: 'cancelled', error: null };
  if (isLatheError(error)) return { status: 'failed', error: { code: error.code, message: error.message, hint: error.hint } };
  const message = error instanceof Error ? error.message : String(error);
  return { status: 'failed', error: { code: 'bug', message, hint: 'This is a fault in Lathe. Copy the details and report it.' } };
}
