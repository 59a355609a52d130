import type { PlainRecord } from './plain.ts';

/** When something is done: at a time of every day by the clocks of this device, every so many hours, or once for each new version of the data. */
export type ScheduleWhen =
  | { readonly kind: 'daily'; readonly hour: number; readonly minute: number }
  | { readonly kind: 'every'; readonly hours: number }
  | { readonly kind: 'new-data' };

/** What is done. `spec` is what the verb of that name takes. */
export type ScheduledWork =
  { readonly verb: 'train' | 'tune' | 'auto'; readonly spec: PlainRecord } | { readonly verb: 'monitor'; readonly deployment: string };

/** Something that is done again and again while Lathe is open in a tab. */
export interface Schedule {
  readonly id: string;
  readonly label: string;
  readonly work: ScheduledWork;
  readonly when: ScheduleWhen;
  readonly createdAt: number;
  /** What it was last done for: a moment that was due, ms, or the hash of a version. Whoever does it writes this first, so that nobody else does. */
  readonly doneFor: number | string | null;
  /** What came of it last. */
  readonly last?: ScheduleOutcome;
}

export interface ScheduleOutcome {
  readonly at: number;
  readonly status: 'running' | 'done' | 'failed' | 'stopped';
  /** A sentence. */
  readonly said: string;
  readonly tookMs: number;
}

const HOUR = 3_600_000;

/**
 * What a schedule is due for; null while it is for nothing. However many times were missed, it is due for the latest alone.
 * @param now ms since 1970
 * @param datasetHash of the current version; null while there is none
 */
export function dueFor({ when, createdAt, doneFor }: Schedule, now: number, datasetHash: string | null): number | string | null {
  if (when.kind === 'new-data') return datasetHash === doneFor ? null : datasetHash;
  const latest =
    when.kind === 'daily' ? timeOfDay(when, now, 0) : createdAt + Math.floor((now - createdAt) / (when.hours * HOUR)) * when.hours * HOUR;
  const before = typeof doneFor === 'number' ? doneFor : createdAt;
  return latest > now || latest <= before ? null : latest;
}

/** The next moment it will be due, ms; null where no clock tells. */
export function nextDue({ when, createdAt }: Schedule, now: number): number | null {
  if (when.kind === 'new-data') return null;
  if (when.kind === 'daily') return timeOfDay(when, now, 1);
  const step = when.hours * HOUR;
  return createdAt + (Math.floor((now - createdAt) / step) + 1) * step;
}

/** The latest such time of a day until now, or with `later` 1 the first one after it. Days by the clocks of this device, which may have 23 hours. */
function timeOfDay({ hour, minute }: { readonly hour: number; readonly minute: number }, now: number, later: 0 | 1): number {
  const today = new Date(now);
  const on = (day: number) => new Date(today.getFullYear(), today.getMonth(), today.getDate() + day, hour, minute).getTime();
  return on(0) > now ? on(later - 1) : on(later);
}
