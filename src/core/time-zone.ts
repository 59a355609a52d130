/**
 * Clock times and moments. A moment is milliseconds since 1970 UTC; a clock time is what the clocks of a zone show, counted as if they showed UTC. What
 * the zones did when is the platform's own knowledge (`Intl`, the tz database of IANA), so a zone that changed its rules lately may differ between
 * browsers of different age.
 */
export type ReadClock = (moment: number) => number;

/** How long a stretch is looked at in one go, ms: about six days. No zone has ever turned its clocks back within one to where they were before. */
const STRETCH = 2 ** 29;

/** Farthest that a moment can be from 1970, by ECMAScript. */
export const FARTHEST = 8.64e15;

const same: ReadClock = (moment) => moment;
const clocks = new Map<string, ReadClock>();

/**
 * What the clocks of a zone show at a moment; NaN stays NaN. Without a zone a time is a clock time already.
 * @param zone a name of the tz database: `Europe/Berlin`, `UTC`
 * @throws RangeError when the platform knows no such zone
 */
export function clockOf(zone: string | undefined): ReadClock {
  if (!zone || zone === 'UTC') return same;
  let clock = clocks.get(zone);
  if (!clock) clocks.set(zone, (clock = readClock(zone)));
  return clock;
}

/**
 * The moments at which the clocks of a zone show a time: none where they were put forward over it, two where they were put back and showed it again.
 * The earlier first. Source: ECMA-262 proposal Temporal, GetPossibleEpochNanoseconds.
 */
export function momentsAt(zone: string, time: number): number[] {
  const clock = clockOf(zone);
  const guesses = [-DAY, DAY].map((away) => 2 * time + away - clock(time + away));
  return [...new Set(guesses)].filter((moment) => clock(moment) === time);
}

const DAY = 86_400_000;

/** What becomes of a time that clocks showed twice, as they were put back. */
export type ClockTwice = 'first' | 'second' | 'missing';

export const clockTwices: readonly ClockTwice[] = ['first', 'second', 'missing'];

/** The moment that a time of a zone's clocks means; NaN for one that they skipped, and for one that they showed twice where that is said to be missing. */
export function momentMeant(zone: string, time: number, twice: ClockTwice = 'first'): number {
  const [first, second] = momentsAt(zone, time);
  if (second === undefined || twice === 'first') return first ?? NaN;
  return twice === 'second' ? second : NaN;
}

/** The moment within a stretch at which the clocks change, and how far they are ahead of UTC before and after it. */
type Stretch = readonly [changesAt: number, before: number, after: number];

/** A zone is asked twice a stretch, not once a value: asking costs a thousand times as much as adding. */
function readClock(zone: string): ReadClock {
  const ahead = readAhead(zone);
  const stretches = new Map<number, Stretch>();
  return (moment) => {
    const number = Math.floor(moment / STRETCH);
    let stretch = stretches.get(number);
    if (!stretch) stretches.set(number, (stretch = lookAt(ahead, number * STRETCH)));
    return moment + stretch[moment < stretch[0] ? 1 : 2];
  };
}

function lookAt(ahead: (moment: number) => number, from: number): Stretch {
  let [low, high] = [from, from + STRETCH];
  const [before, after] = [ahead(low), ahead(high)];
  while (before !== after && high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (ahead(middle) === before) low = middle;
    else high = middle;
  }
  return [high, before, after];
}

/** How many milliseconds the clocks of a zone are ahead of UTC. */
function readAhead(zone: string): (moment: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  return (moment) => {
    // "1/1/2024, GMT+05:30"; "GMT" alone where they show UTC.
    const text = format.format(Math.abs(moment) <= FARTHEST ? moment : 0);
    const [sign, ...parts] = text.slice(text.indexOf('GMT') + 3).split(/(?<=[+-])|:/);
    const seconds = parts.reduce((sum, part, i) => sum + Number(part) * 60 ** (2 - i), 0);
    return (sign === '-' ? -1000 : 1000) * seconds;
  };
}

/**
 * The moment at which the clocks of a zone show a time. Of two the earlier; a time that was skipped is as long after the change as it would have been
 * before it (02:30 becomes 03:30), as calendars do it. Source: Temporal's `compatible`.
 */
export function momentOf(zone: string | undefined, time: number): number {
  if (zone === undefined || Number.isNaN(time)) return time;
  return momentsAt(zone, time)[0] ?? 2 * time - DAY - clockOf(zone)(time - DAY);
}
