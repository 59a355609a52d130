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
export const recover = async ({ storage }: Pick<Services, 'storage'>): Promise<Interrupted[]> =>
  layToRest(await storage.jobs.crashed(), storage);

/**
 * The same for a page that stays open while another one dies. Work that was found without an owner in two looks, one after the other, has none: between them a worker
 * that is being stopped has been settled by its page.
 * @returns what looks once
 */
export function lossWatcher({ storage }: Pick<Services, 'storage'>): () => Promise<Interrupted[]> {
  let before: ReadonlySet<string> = new Set();
  return async () => {
    const ownerless = await storage.jobs.crashed();
    const lost = ownerless.filter(({ id }) => before.has(id));
    before = new Set(ownerless.map(({ id }) => id));
    return layToRest(lost, storage);
  };
}

async function layToRest(crashed: readonly JobRecord[], storage: Services['storage']): Promise<Interrupted[]> {
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
