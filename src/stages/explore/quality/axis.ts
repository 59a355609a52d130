import type { QualityAxis, QualityAxisId, QualityFault } from '../../../core/looks/quality.ts';
import { percent } from '../../../core/words.ts';

/** An axis from its counts. @param raise of the largest fault */
export function axisOf(
  id: QualityAxisId,
  counts: { readonly good: number; readonly of: number; readonly unit: string },
  said: string,
  faults: readonly QualityFault[] = []
): QualityAxis {
  const share = counts.of > 0 ? counts.good / counts.of : null;
  const sorted = [...faults].sort((a, b) => b.count - a.count).slice(0, 10);
  const first = sorted[0];
  const raised = first && counts.of > 0 ? Math.min(1, (counts.good + first.count) / counts.of) : null;
  const raise = first && raised !== null ? `Mending ${first.what} would raise it to ${percent(raised)}.` : null;
  return { id, share, ...counts, said, faults: sorted, raise };
}

/** An axis that can't be judged, with the reason. */
export const notJudged = (id: QualityAxisId, unit: string, said: string): QualityAxis => ({
  id,
  share: null,
  good: 0,
  of: 0,
  unit,
  said,
  faults: [],
  raise: null
});
