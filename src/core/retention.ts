import { counted } from './words.ts';

const DAY_MS = 86_400_000;

/** The moment data have to be deleted: so many days after the earliest of them came. Null where no end was agreed, or nothing came. */
export const retentionEndsAt = (earliest: number | undefined, retentionDays: unknown): number | null =>
  earliest === undefined || typeof retentionDays !== 'number' ? null : earliest + retentionDays * DAY_MS;

/** Whole days left, begun ones counted; 0 or fewer: it has ended. */
export const daysUntil = (endsAt: number, now: number): number => Math.ceil((endsAt - now) / DAY_MS);

/** An end nearer than this is told. */
const TOLD_DAYS = 14;

/** "Retention ends in 3 days", "Retention ended 2 days ago"; null while there is time. */
export function retentionReminder(endsAt: number | null, now: number): string | null {
  if (endsAt === null) return null;
  const days = daysUntil(endsAt, now);
  if (days > TOLD_DAYS) return null;
  if (days > 0) return `Retention ends in ${counted(days, 'day')}`;
  const ago = Math.floor((now - endsAt) / DAY_MS);
  return ago === 0 ? 'Retention ended today' : `Retention ended ${counted(ago, 'day')} ago`;
}
