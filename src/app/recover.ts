import type { Services } from './services.ts';

/** Work that a dead tab left behind. */
export interface Interrupted {
  readonly label: string;
  readonly startedAt: number;
}

/**
 * Looks, at the start, for work that ended with its tab: its runs are marked as failed, with the reason, and the person is told. Imports need
 * nothing: what they left was swept when the storage was opened.
 */
export async function recover({ storage }: Services): Promise<Interrupted[]> {
  const crashed = await storage.jobs.crashed();
  for (const job of crashed) {
    if (job.kind === 'train') {
      await storage.runs
        .update(job.id, (run) => (run.status === 'running' ? { ...run, status: 'failed', error: interrupted } : run))
        .catch(() => undefined);
    }
    await storage.jobs.end(job.id);
  }
  return crashed.map(({ label, startedAt }) => ({ label, startedAt }));
}

const interrupted = {
  code: 'run-interrupted',
  message: 'The page was closed, or its tab ended, before the run was done.',
  hint: 'Start it again: the data and the settings are all there.'
};
