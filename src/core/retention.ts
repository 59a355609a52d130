import { counted, quoted } from './words.ts';

const DAY_MS = 86_400_000;

/** The moment data have to be deleted: so many days after the earliest of them came. Null where no end was agreed, or nothing came. */
export const retentionEndsAt = (earliest: number | undefined, retentionDays: unknown): number | null =>
  earliest === undefined || typeof retentionDays !== 'number' ? null : earliest + retentionDays * DAY_MS;

/** Whole days left, begun ones counted; 0 or fewer: it has ended. */
export const daysUntil = (endsAt: number, now: number): number => Math.ceil((endsAt - now) / DAY_MS);

/** An end nearer than this is told. */
const TOLD_DAYS = 14;

/** "Retention of “people” ends in 3 days", "Retention of “people” ended 2 days ago"; null while there is time. */
export function retentionReminder(
  { retentionEndsAt: endsAt, retentionOf }: { readonly retentionEndsAt: number | null; readonly retentionOf: string | null },
  now: number
): string | null {
  if (endsAt === null || retentionOf === null) return null;
  const what = `Retention of ${quoted(retentionOf)}`;
  const days = daysUntil(endsAt, now);
  if (days > TOLD_DAYS) return null;
  if (days > 0) return `${what} ends in ${counted(days, 'day')}`;
  const ago = Math.floor((now - endsAt) / DAY_MS);
  return ago === 0 ? `${what} ended today` : `${what} ended ${counted(ago, 'day')} ago`;
}
