import { counted, grouped, quoted } from '../../../core/words.ts';
import type { FinishedColumn } from './finish-column.ts';
import type { Issue } from './issue-log.ts';

/** What the import report says of a column in which some times say their zone and others do not. */
export function mixedZonesIssue(column: FinishedColumn): Issue[] {
  const silent = silentTimes(column);
  if (silent === 0) return [];
  return [{ code: 'zones-mixed', message: `${quoted(column.name)}: ${mixedWords(column, silent)}`, count: silent, lines: [] }];
}

/** What a note says of how the zones of a column of times were understood. */
export function zoneNote(column: FinishedColumn): string | null {
  const { zone, zoned = 0 } = column;
  if (zone === undefined || zoned === 0) return null;
  const silent = silentTimes(column);
  return silent > 0
    ? mixedWords(column, silent)
    : 'its times say how far their clocks are from UTC, so they are kept as moments; which zone they are shown in can be chosen on Data.';
}

/** How many times say no zone, in a column in which others do. */
const silentTimes = ({ zoned = 0, values }: FinishedColumn): number => (zoned > 0 ? values - zoned : 0);

function mixedWords({ zone, zoned = 0 }: FinishedColumn, silent: number): string {
  const said = `${counted(zoned, 'time says its', 'times say their')} zone, ${grouped(silent)} ${silent === 1 ? 'does' : 'do'} not`;
  return `${said}: ${silent === 1 ? 'it was' : 'these were'} taken for ${zone === 'UTC' ? 'UTC' : `the clocks of ${zone}`}.`;
}
