import type { Dataset } from '../../app/api/data.ts';
import type { SeriesReport } from '../../app/api/exploring.ts';
import { formatNumber, formatPValue, formatShare } from '../../charts/format.ts';
import { proposePairs } from '../../core/geo.ts';
import { counted, quoted } from '../../core/words.ts';

const UNITS: readonly (readonly [ms: number, one: string])[] = [
  [365.2425 * 86_400_000, 'year'],
  [30.44 * 86_400_000, 'month'],
  [7 * 86_400_000, 'week'],
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second']
];

/** "a day", "2 hours", "30 days", to a fiftieth: the largest unit that fits. */
export function spanWords(ms: number): string {
  for (const [unit, name] of UNITS) {
    const count = Math.round(ms / unit);
    if (count >= 1 && Math.abs(ms / unit - count) < 0.02 * count)
      return count === 1 ? `${name === 'hour' ? 'an' : 'a'} ${name}` : counted(count, name);
  }
  return `${formatNumber(ms / 1000)} seconds`;
}

/** How long a stretch each drawn point is the mean of, in words; null where points are single values. */
export function meanWords({ moments, points, stepMs, block }: SeriesReport): string | null {
  const stretch = stretchOf({ moments, points });
  return stretch * block > 1 ? spanWords(stretch * stepMs) : null;
}

const stretchOf = ({ moments, points }: Pick<SeriesReport, 'moments' | 'points'>): number => Math.ceil(moments / points.length);

/** Numbers that can be looked at over time, those that say a place last: ids count up or say nothing, and so are none. */
export function seriesColumns(columns: Dataset['columns']): string[] {
  const names = columns.filter(({ type, role }) => (type === 'number' || type === 'integer') && role !== 'id').map(({ name }) => name);
  const places = new Set(proposePairs(names).flatMap(({ latitude, longitude }) => [latitude, longitude]));
  return [...names.filter((name) => !places.has(name)), ...names.filter((name) => places.has(name))];
}

/** What the series does, most important first. */
export function seriesSentences(column: string, report: SeriesReport): string[] {
  const { period, stepMs, seasonStrength, moments, acf } = report;
  const name = quoted(column);
  const step = spanWords(stepMs);
  const made = `${counted(moments, 'moment')}, ${step} apart${changesOf(report)}.`;
  const season =
    period === null
      ? `No season was found in ${name}.`
      : `${name} repeats every ${period} steps (${spanWords(period * stepMs)}): once the trend is out, the season explains ${formatShare(seasonStrength ?? 0)} of how it varies.`;
  const [first] = acf;
  const next =
    first === undefined
      ? ''
      : first > report.band
        ? `A value goes with the one before it at ${first.toFixed(2)}: rows are not independent, so divide by time.`
        : `A value does not go with the one before it (${first.toFixed(2)}, within what noise gives).`;
  return [season, next, levelSentence(name, report), made].filter((said) => said !== '');
}

function changesOf({ moments, points, filled, merged, block }: SeriesReport): string {
  const told = [
    filled > 0 ? `${counted(filled, 'step')} without a value filled on the line between neighbours` : '',
    merged > 0 ? `${counted(merged, 'row')} averaged that shared a moment` : '',
    block > 1 ? `each the mean of ${block} moments` : '',
    points.length < moments ? `drawn as the means of ${stretchOf({ moments, points })}` : ''
  ].filter((said) => said !== '');
  return told.length === 0 ? '' : `; ${told.join('; ')}`;
}

/** The two tests ask opposite questions: together they say more than either. */
function levelSentence(name: string, { dickeyFuller, kpss }: SeriesReport): string {
  const kpssText = `KPSS ${kpss.statistic.toFixed(2)}, ${kpss.pValue <= 0.01 ? 'p at most 0.01' : kpss.pValue >= 0.1 ? 'p at least 0.1' : formatPValue(kpss.pValue)}`;
  if (!dickeyFuller) return '';
  const both = `(Dickey-Fuller ${dickeyFuller.statistic.toFixed(2)}, ${formatPValue(dickeyFuller.pValue)}; ${kpssText})`;
  const wanders = dickeyFuller.pValue >= 0.05;
  const leaves = kpss.pValue < 0.05;
  if (!wanders && !leaves) return `${name} stays around one level ${both}.`;
  if (wanders && leaves)
    return `${name} wanders and has no level it comes back to ${both}: learn from its changes, or give models its earlier values.`;
  if (leaves) return `${name} comes back, but to a level that moves ${both}: take the trend or the season out first.`;
  return `These values can’t tell whether ${name} has a level ${both}.`;
}
