import type { ScheduleInfo } from '../../app/api/schedules.ts';
import type { ScheduleWhen } from '../../core/schedule.ts';
import { counted } from '../../core/words.ts';
import { formatDuration, formatWhen } from '../kit/format.ts';

/** "every day at 02:30", "every 6 hours", "for each new version of the data" */
export function sayWhen(when: ScheduleWhen): string {
  if (when.kind === 'new-data') return 'for each new version of the data';
  if (when.kind === 'every') return when.hours === 1 ? 'every hour' : `every ${counted(when.hours, 'hour')}`;
  return `every day at ${clock(when.hour)}:${clock(when.minute)}`;
}

const clock = (part: number): string => String(part).padStart(2, '0');

/** What it did last, and when it comes next. @param now ms since 1970 */
export function sayLast({ last }: Pick<ScheduleInfo, 'last'>, now: number): string {
  if (!last) return 'It was not due yet.';
  if (last.status === 'running') return `Under way since ${formatWhen(last.at, now)}.`;
  const how = { done: 'Done', failed: 'Failed', stopped: 'Stopped' }[last.status];
  return `${how} ${formatWhen(last.at, now)}${last.tookMs > 0 ? `, ${formatDuration(last.tookMs)}` : ''}: ${last.said}`;
}

/** "02:30" as an hour and a minute; null when it is no time of a day. */
export function readTime(text: string): { readonly hour: number; readonly minute: number } | null {
  const found = /^(\d{1,2})[:.](\d{2})$/.exec(text.trim());
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2])];
  return found && hour < 24 && minute < 60 ? { hour, minute } : null;
}

/** "tomorrow at 02:30" or the day: the moment by the clocks of this device. */
export function sayNext(nextAt: number | null, now: number): string {
  if (nextAt === null) return 'Waits for a new version.';
  const [next, today] = [new Date(nextAt), new Date(now)];
  const days = Math.round((midnight(next) - midnight(today)) / 86_400_000);
  const time = `${clock(next.getHours())}:${clock(next.getMinutes())}`;
  const day = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${counted(days, 'day')}`;
  return `Next ${day} at ${time}.`;
}

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
