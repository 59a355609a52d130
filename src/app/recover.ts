import type { JobRecord } from '../storage/records/log.ts';
import type { Services } from './services.ts';

/** Work that a dead tab left behind. */
export interface Interrupted {
  readonly label: string;
  readonly startedAt: number;
}

/**
 * Looks, at the start, for work that ended with its tab: it rests from then on, its runs say that they were interrupted, and the person is told that they
 * can go on. Imports need nothing: what they left was swept when the storage was opened.
 * @returns what a person started; trials of a search are told of with it
 */
export async function recover({ storage }: Pick<Services, 'storage'>): Promise<Interrupted[]> {
  const crashed = await storage.jobs.crashed();
  for (const job of crashed) {
    for (const runId of runsUnderWay(job)) {
      await storage.runs
        .update(runId, (run) => (run.status === 'running' ? { ...run, status: 'interrupted', error: interrupted } : run))
        .catch(() => undefined);
    }
    await storage.jobs.rest(job.id, 'interrupted');
  }
  return crashed.filter(({ parent }) => parent === undefined).map(({ label, startedAt }) => ({ label, startedAt }));
}

/** The record of a run is written before its own job: a search tells of one that has no job yet. */
const runsUnderWay = ({ id, kind, trials = [] }: JobRecord): readonly string[] =>
  kind === 'train' ? [id] : trials.flatMap(({ runId, usedMs }) => (runId !== null && usedMs === null ? [runId] : []));

const interrupted = {
  code: 'run-interrupted',
  message: 'The page was closed, or its tab ended, before the run was done.',
  hint: 'Let it go on: it begins where it was, and gives the same as if it had not been interrupted.'
};
