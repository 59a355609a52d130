import type { AnomalousRow, AnomalyFindings } from '../../../core/anomaly-findings.ts';
import type { HistogramData } from '../../../charts/histogram.ts';
import { formatNumber } from '../../../charts/format.ts';
import { median } from '../../../core/stats.ts';
import { capital } from '../../../core/words.ts';

export function evidenceWords({ evidence }: AnomalyFindings): string {
  const { observed, mean, largest, draws, pValue, rows } = evidence;
  return `Flagged rows lie ${observed.toFixed(1)} times as far beyond the middle score as the upper quarter begins, on ${formatNumber(rows)} rows; in ${draws} draws without anything unusual ${mean.toFixed(1)} times, ${largest.toFixed(1)} at most (p = ${pValue.toFixed(2)}).`;
}

export const reasonWords = ({ reasons }: AnomalousRow): string =>
  reasons.length === 0 ? 'No single column: how its values go together.' : `${capital(reasons.map(({ words }) => words).join('; '))}.`;

export const scoreHistogram = ({ histogram, scores }: AnomalyFindings): HistogramData => ({
  column: 'score',
  kind: 'number',
  bins: histogram,
  missing: 0,
  median: median(scores)
});
