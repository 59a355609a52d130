import type { JobRecord } from '../../storage/records/log.ts';
import type { Storage } from '../../storage/storage.ts';
import type { JobInfo } from '../api/jobs.ts';
import type { ActiveJob, HeavyJobs } from './heavy-jobs.ts';

/** The heavy jobs there are: of this page, resting, and of other pages. A trial is told of by its search alone. */
export async function jobsOf(storage: Storage, jobs: HeavyJobs): Promise<JobInfo[]> {
  const [records, alive] = [await storage.jobs.list(), await storage.jobs.alive()];
  const here = new Map(jobs.active.map((job) => [job.id, job]));
  const byId = new Map(records.map((record) => [record.id, record]));
  // A trial that is still worked on after its search is gone is being stopped.
  const isToldOf = ({ id, parent }: JobRecord) => parent === undefined || (!byId.has(parent) && !alive.has(id));
  const others = records.filter((record) => !here.has(record.id) && isToldOf(record));
  const told = [
    ...[...here.values()].map((job) => activeInfo(job, byId.get(job.id))),
    ...others.flatMap((record) => restingInfo(record, alive.has(record.id)))
  ];
  return told.sort((a, b) => a.startedAt - b.startedAt);
}

const trialsOf = (record: JobRecord | undefined): number => (record?.trials ?? []).filter(({ usedMs }) => usedMs !== null).length;

const activeInfo = ({ id, projectId, kind, label, state, priority, share, note, came }: ActiveJob, record?: JobRecord): JobInfo => ({
  ...{ id, projectId, kind, label, state, priority, share, note },
  startedAt: record?.startedAt ?? came,
  trials: trialsOf(record)
});

/** How far a search has come that rests: of its trials, or of its time where it has no number of them. Of a single run nothing is known. */
function shareOf(record: JobRecord): number {
  const { spec = {} } = (record.ask ?? {}) as { readonly spec?: { readonly trials?: number; readonly budgetMs?: number } };
  const usedMs = (record.trials ?? []).reduce((most, trial) => Math.max(most, trial.usedMs ?? 0), 0);
  const shares = [...(spec.trials ? [trialsOf(record) / spec.trials] : []), ...(spec.budgetMs ? [usedMs / spec.budgetMs] : [])];
  return Math.min(1, Math.max(0, ...shares));
}

/** Empty for one that was just left by its page: the next start tells of it. */
function restingInfo(record: JobRecord, isAlive: boolean): JobInfo[] {
  const { id, projectId, label, startedAt, ask } = record;
  const state = isAlive ? 'elsewhere' : record.state;
  if (projectId === null || state === undefined) return [];
  const share = shareOf(record);
  const kind = record.kind === 'search' ? (ask as { readonly verb: 'tune' | 'auto' }).verb : 'train';
  const note = kind !== 'train' ? `${trialsOf(record)} trials done` : ask === undefined ? '' : 'not begun yet';
  return [{ id, projectId, kind, label, state, priority: 0, share, note, startedAt, trials: trialsOf(record) }];
}
