import { clockOf } from './time-zone.ts';

/**
 * A time in ISO 8601. A moment is written by the clocks of its zone and says how far they are ahead: `2024-03-01T10:00:00+01:00`, `...Z` where they
 * show UTC. A clock time says no zone, and midnight is a date alone: `2024-03-01`.
 */
export function timeText(time: number, zone?: string): string {
  if (zone === undefined) {
    const text = utcText(time);
    return text.endsWith('T00:00:00') ? text.slice(0, -9) : text;
  }
  const shown = clockOf(zone)(time);
  const minutes = (shown - time) / 60_000;
  // Before there were zones, clocks were ahead by seconds too, which no text says.
  return zone === 'UTC' || !Number.isInteger(minutes) ? `${utcText(time)}Z` : `${utcText(shown)}${offsetText(minutes)}`;
}

/** A day as the clocks of the zone have it: `2024-03-01`. */
export const dayText = (time: number, zone?: string): string => utcText(clockOf(zone)(time)).replace(/T.*/, '');

/** A place among moments that lie so far apart: its day alone, `2024-03-01`, or with the time of day, `2024-03-01 14:30`. */
export function momentText(time: number, zone: string | undefined, stepMs: number): string {
  // A day on which clocks are put forward has 23 hours, and is one still.
  if (stepMs >= SHORTEST_DAY) return dayText(time, zone);
  return utcText(clockOf(zone)(time)).replace('T', ' ').replace(/:00$/, '');
}

const SHORTEST_DAY = 22 * 3_600_000;

/** Without fractions of a second where there are none. */
const utcText = (time: number): string => new Date(time).toISOString().replace(/(?:\.000)?Z$/, '');

/** `+01:00` */
function offsetText(minutes: number): string {
  const parts = [Math.abs(minutes) / 60, Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')}`;
}
