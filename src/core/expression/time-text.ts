import { momentOf } from '../time-zone.ts';

const form = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A date or time in ISO 8601 as milliseconds since 1970; null when it is none, or no such day exists.
 * @param zone where the clocks hang that show it, if it says none itself; UTC when not given
 */
export function timeOfText(text: string, zone?: string): number | null {
  const found = form.exec(text.trim());
  if (!found) return null;
  const [year, month, day, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((part) => (part === undefined ? 0 : Number(part)));
  const at = new Date(0);
  at.setUTCFullYear(year!, month! - 1, day);
  if (at.getUTCMonth() !== month! - 1 || at.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return null;
  const time = at.setUTCHours(hour, minute, second, Number((found[7] ?? '0').padEnd(3, '0')));
  return found[8] === undefined ? momentOf(zone, time) : time - zoneOf(found[8]);
}

function zoneOf(zone: string): number {
  if (!/\d/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}
