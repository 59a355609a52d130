import { counted, quoted } from '../../core/words.ts';
import type { ClockTwice, PlacedTimes } from '../../stages/ingest/columns/place-in-zone.ts';

const outcomes: Readonly<Record<ClockTwice, string>> = {
  first: 'the first was taken',
  second: 'the second was taken',
  missing: 'they became missing'
};

/** What a person should know of times that were turned into moments by the clocks of a zone, or back into clock times. */
export function zoneWords(name: string, zone: string, isBack: boolean, twice: ClockTwice, { skipped, shownTwice }: PlacedTimes): string[] {
  const times = (count: number) => counted(count, 'time lies', 'times lie');
  if (isBack) {
    const lost =
      shownTwice === 0 ? '' : ` ${times(shownTwice)} in an hour that these clocks showed twice: which of the two is not told any more.`;
    return [`${quoted(name)}: its moments were written down as the clocks of ${zone} showed them, without a zone.${lost}`];
  }
  return [
    `${quoted(name)}: its clock times were taken for those of ${zone}.`,
    ...(skipped === 0 ? [] : [`${quoted(name)}: ${times(skipped)} in an hour that the clocks of ${zone} skipped, and became missing.`]),
    ...(shownTwice === 0
      ? []
      : [`${quoted(name)}: ${times(shownTwice)} in an hour that the clocks of ${zone} showed twice; ${outcomes[twice]}.`])
  ];
}
