import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { Note } from '../../core/note.ts';
import { isPause } from '../../core/pausing.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { letGoOf } from '../experiment/load-experiment.ts';
import type { TrainingServices } from '../services.ts';
import type { CurrentSplit } from '../splitting/current-split.ts';
import { executeRun } from './execute-run.ts';
import { keptWork, type KeptWork } from './kept-work.ts';
import type { RunPlan } from './plan-run.ts';
import type { RunRequest, TrainContext } from './run-request.ts';

/** Where it is kept what a run began with and its record does not say. */
export const BEGINNING = 'beginning';

export interface Beginning {
  /** What one build has kept, another does not understand. */
  readonly build: string;
  readonly splitNotes: readonly string[];
  readonly planNotes: readonly Note[];
}

export const beginningOf = (build: string, split: CurrentSplit, plan: RunPlan): Beginning => ({
  build,
  splitNotes: split.notes,
  planNotes: plan.notes
});

/** A run whose record is written and whose job has begun. */
export interface BegunRun {
  readonly record: RunRecord;
  readonly plan: RunPlan;
  readonly request: RunRequest;
  /** Milliseconds that it had worked before it was paused or interrupted. */
  readonly spentMs: number;
}

/**
 * Works on a run to its end. "Done" is written only after the package was read back. At a pause what was done is kept, and the job rests.
 * @throws what ended the run; the record holds it too
 */
export async function carryOut(run: BegunRun, services: TrainingServices, context: TrainContext): Promise<void> {
  const { storage, now, clock } = services;
  const { id, label, projectId } = run.record;
  const began = clock();
  const spent = () => run.spentMs + clock() - began;
  const kept = keptWork(id, spent, services);
  try {
    const result = await executeRun(run.plan, run.request, services, context, kept);
    const notes = [...result.notes, ...(await kept.settled())];
    await storage.runs.update(id, (record) => ({ ...record, ...result, notes, status: 'done', fitMs: spent() }));
    await storage.audit.append(projectId, now(), 'run-done', `${label}, package ${result.modelHash.slice(0, 12)}`);
    await storage.jobs.end(id);
  } catch (error) {
    await close(id, error, { spentMs: spent(), kept }, services);
    throw error;
  } finally {
    letGoOf(run.request.experiment);
  }
}

interface Ending {
  readonly spentMs: number;
  readonly kept: KeptWork;
}

async function close(id: string, error: unknown, { spentMs, kept }: Ending, { storage }: TrainingServices): Promise<void> {
  const rests = isPause(error);
  if (rests) await kept.write();
  await kept.settled();
  await storage.runs
    .update(id, (record) => ({ ...record, ...endingOf(error), fitMs: spentMs }))
    .finally(() => (rests ? storage.jobs.rest(id, 'paused') : storage.jobs.end(id)));
}

function endingOf(error: unknown): Pick<RunRecord, 'status' | 'error'> {
  if (isPause(error)) return { status: 'paused', error: null };
  if ((error as { name?: string } | null)?.name === 'AbortError') return { status: 'cancelled', error: null };
  if (isLatheError(error)) return { status: 'failed', error: { code: error.code, message: error.message, hint: error.hint } };
  const message = error instanceof Error ? error.message : String(error);
  return { status: 'failed', error: { code: 'bug', message, hint: 'This is a fault in Lathe. Copy the details and report it.' } };
}
