import { isLatheError } from '../core/errors/lathe-error.ts';
import { isPause } from '../core/pausing.ts';
import type { RunRecord } from '../storage/records/run.ts';
import type { Storage } from '../storage/storage.ts';

/**
 * Ends the record of a run whose worker had to be killed, or died: it could not write any more how the run ended. A run whose worker died, or was too
 * slow to pause, rests: it can go on from what was kept. A record that says how it ended stays as it is.
 */
export async function closeRun(storage: Storage, runId: string, reason: unknown): Promise<void> {
  const ending = endingOf(reason);
  const run = await storage.runs
    .update(runId, (record) => (record.status === 'running' ? { ...record, ...ending } : record))
    .catch(() => undefined);
  if (run?.status === 'paused' || run?.status === 'interrupted') await storage.jobs.rest(runId, run.status);
  else await storage.jobs.end(runId);
}

function endingOf(reason: unknown): Pick<RunRecord, 'status' | 'error'> {
  if (isPause(reason)) return { status: 'paused', error: null };
  if (!isLatheError(reason)) return { status: 'cancelled', error: null };
  const { code, message, hint } = reason;
  return { status: code === 'worker-crashed' ? 'interrupted' : 'failed', error: { code, message, hint } };
}
