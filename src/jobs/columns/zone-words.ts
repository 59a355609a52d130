import { lostTwiceWords, shownTwiceWords, skippedWords } from '../../core/clock-words.ts';
import type { ClockTwice } from '../../core/time-zone.ts';
import { quoted } from '../../core/words.ts';
import type { PlacedTimes } from '../../stages/ingest/columns/place-in-zone.ts';

/** What a person should know of times that were turned into moments by the clocks of a zone, or back into clock times. */
export function zoneWords(name: string, zone: string, isBack: boolean, twice: ClockTwice, { skipped, shownTwice }: PlacedTimes): string[] {
  const twiceWords = () => (isBack ? lostTwiceWords(name, zone, shownTwice) : shownTwiceWords(name, zone, shownTwice, twice));
  return [
    isBack
      ? `${quoted(name)}: its moments were written down as the clocks of ${zone} showed them, without a zone.`
      : `${quoted(name)}: its clock times were taken for those of ${zone}.`,
    ...(skipped === 0 ? [] : [skippedWords(name, zone, skipped)]),
    ...(shownTwice === 0 ? [] : [twiceWords()])
  ];
}
