import type { TimeColumn } from '../../../core/table.ts';
import { clockOf, momentMeant, momentsAt, type ClockTwice } from '../../../core/time-zone.ts';

export interface PlacedTimes {
  readonly column: TimeColumn;
  /** Clock times that the clocks skipped as they were put forward; missing now. */
  readonly skipped: number;
  /** Times of an hour that the clocks showed twice. */
  readonly shownTwice: number;
}

/**
 * Clock times as the moments at which the clocks of a zone showed them; or, with null, the moments of a column as the clock times that its zone showed.
 * @param zone a name of the tz database
 */
export function placeInZone(column: TimeColumn, zone: string | null, twice: ClockTwice): PlacedTimes {
  return zone === null ? asClockTimes(column) : asMoments(column, zone, twice);
}

function asMoments(column: TimeColumn, zone: string, twice: ClockTwice): PlacedTimes {
  let [skipped, shownTwice] = [0, 0];
  const values = column.values.map((time) => {
    if (Number.isNaN(time)) return NaN;
    const found = momentsAt(zone, time).length;
    if (found === 0) skipped++;
    if (found === 2) shownTwice++;
    return momentMeant(zone, time, twice);
  });
  return { column: { kind: 'time', name: column.name, values, zone }, skipped, shownTwice };
}

function asClockTimes({ name, values: moments, zone }: TimeColumn): PlacedTimes {
  const clock = clockOf(zone);
  let shownTwice = 0;
  const values = moments.map((moment) => {
    if (Number.isNaN(moment)) return NaN;
    const time = clock(moment);
    if (zone !== undefined && momentsAt(zone, time).length > 1) shownTwice++;
    return time;
  });
  return { column: { kind: 'time', name, values }, skipped: 0, shownTwice };
}
