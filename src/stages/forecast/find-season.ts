import { findPeriod } from '../../kernels/series/find-period.ts';
import { fillGaps } from './fill-gaps.ts';
import { ownPeriods, stepMs } from './frequency.ts';
import type { Panel } from './panel.ts';

/** So many of the longest series say what season all have. */
const ASKED = 15;
/** Fewer steps tell no season. */
const FEWEST = 8;

/** Steps of the season that most of the series show; 1 = none. A season belongs to a series only where two of it are known. */
export function findSeason(panel: Panel): number {
  const votes = new Map<number, number>();
  const longest = [...panel.series].sort((a, b) => b.values.length - a.values.length).slice(0, ASKED);
  const asked = longest.map(({ values }) => trimmed(values)).filter((values) => values.length >= FEWEST);
  for (const values of asked) {
    const filled = fillGaps(values, 1);
    const found = findPeriod(filled, stepMs(panel.frequency)) ?? ownPeriods(panel.frequency)[0] ?? 1;
    votes.set(found, (votes.get(found) ?? 0) + 1);
  }
  const [winner] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return winner && winner[1] >= asked.length / 2 ? winner[0] : 1;
}

/** Without the gaps at its end; a series begins with a value. */
export function trimmed(values: Float64Array): Float64Array {
  let end = values.length;
  while (end > 0 && Number.isNaN(values[end - 1])) end--;
  return values.subarray(0, end);
}
