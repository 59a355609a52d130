import { isLatheError } from '../../core/errors/lathe-error.ts';
import { isPause } from '../../core/pausing.ts';
import type { JobRecord } from '../../storage/records/log.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { TrainingServices } from '../services.ts';
import { keptWork, type KeptWork } from './kept-work.ts';
import { WarmStart } from './warm-start.ts';

/** A run whose record is written. */
export interface BegunRun {
  readonly record: RunRecord;
  /** The search it is a trial of. */
  readonly parent?: string | undefined;
  /** Kept from the start, by their names. */
  readonly parts?: Readonly<Record<string, unknown>>;
  /** Milliseconds that it had worked before it was paused or interrupted. */
  readonly spentMs?: number;
}

type Result = Omit<Partial<RunRecord>, 'status' | 'fitMs'> & Pick<RunRecord, 'modelHash'>;

/**
 * Does the work of a run whose record is there, and writes how it ended, whatever happens. At a pause what was done is kept, and the job rests.
 * @throws LatheError `job-elsewhere`; what ended the work
 */
export async function settleRun(run: BegunRun, services: TrainingServices, work: (kept: KeptWork) => Promise<Result>): Promise<void> {
  const { storage, now, clock } = services;
  const { id, label, projectId } = run.record;
  const began = clock();
  const spent = () => (run.spentMs ?? 0) + clock() - began;
  await storage.jobs.begin(jobOf(run), run.parts);
  const kept = keptWork(id, spent, services, await WarmStart.of(run.record, services));
  try {
    await storage.runs.update(id, (record) => ({ ...record, status: 'running', error: null }));
    const result = await work(kept);
    const notes = [...(result.notes ?? []), ...(await kept.settled())];
    await storage.runs.update(id, (record) => ({ ...record, ...result, notes, status: 'done', fitMs: spent() }));
    await storage.audit.append(projectId, now(), 'run-done', `${label}, package ${result.modelHash.slice(0, 12)}`);
    await storage.jobs.end(id);
  } catch (error) {
    await close(id, error, { spentMs: spent(), kept }, services);
    throw error;
  }
}

const jobOf = ({ record: { id, projectId, label, startedAt }, parent }: BegunRun): JobRecord => ({
  ...{ id, projectId, kind: 'train', label, startedAt },
  ...(parent === undefined ? {} : { parent })
});

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
