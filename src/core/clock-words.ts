import type { ClockTwice } from './time-zone.ts';
import { counted, quoted } from './words.ts';

const outcomes: Readonly<Record<ClockTwice, string>> = {
  first: 'the first was taken',
  second: 'the second was taken',
  missing: 'what they mean is not known, so they became missing'
};

const times = (count: number) => counted(count, 'time lies', 'times lie');

/** What a person is told of clock times that the clocks of a zone never showed, as they were put forward over them. */
export const skippedWords = (column: string, zone: string, count: number): string =>
  `${quoted(column)}: ${times(count)} in an hour that the clocks of ${zone} skipped, and became missing.`;

/** What a person is told of clock times that the clocks of a zone showed twice, as they were put back. */
export const shownTwiceWords = (column: string, zone: string, count: number, twice: ClockTwice): string =>
  `${quoted(column)}: ${times(count)} in an hour that the clocks of ${zone} showed twice; ${outcomes[twice]}.`;

/** What a person is told of moments that became clock times, where two of them became one. */
export const lostTwiceWords = (column: string, zone: string, count: number): string =>
  `${quoted(column)}: ${times(count)} in an hour that the clocks of ${zone} showed twice; which of the two is not told any more.`;
