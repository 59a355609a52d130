import type { Metric } from '../../core/outcome.ts';
import { counted } from '../../core/words.ts';
import { formatScore, formatShare } from '../../charts/format.ts';
import type { ReliabilityParts } from '../../core/reliability-parts.ts';
import type { Calibration } from './evaluation.ts';

/** What it means when less came true than was said, and when more did. */
const words = {
  positive: { what: 'the positive class', tooHigh: 'what it says is too high', tooLow: 'what it says is too low' },
  likeliest: { what: 'the answer it gives', tooHigh: 'it is surer than it should be', tooLow: 'it is less sure than it could be' }
} as const;

/**
 * Whether the probabilities are kept, from the bins whose band leaves the diagonal out. The two directions are told apart: one share for both would
 * be an amount under the wrong word.
 * @param error the calibration error with its interval
 * @param byChance what exactly right probabilities would show on as many rows
 */
export function believed({ bins, of }: Calibration, error: Metric | undefined, byChance?: number): string {
  if (bins.length === 0) return 'There are too few rows to judge its confidence.';
  const { what, tooHigh, tooLow } = words[of];
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const shareOf = (isOff: (bin: Calibration['bins'][number]) => boolean) =>
    bins.filter(isOff).reduce((sum, bin) => sum + bin.rows, 0) / rows;
  const told = [
    { share: shareOf((bin) => bin.high < bin.predicted), way: tooHigh },
    { share: shareOf((bin) => bin.low > bin.predicted), way: tooLow }
  ].filter(({ share }) => share > 0);
  const start = `What it says of ${what} against what came true, in ${counted(bins.length, 'group')} of like confidence.`;
  const verdict =
    told.length === 0
      ? `Every band holds the dashed ideal: these ${counted(rows, 'row')} give no reason to doubt it.`
      : `${told.map(({ share, way }, i) => `${i === 0 ? 'For' : 'for'} ${formatShare(share)} of the rows ${way}`).join(', ')}: the band leaves the dashed ideal out.`;
  return `${start} ${verdict}${error ? ` ${errorSentence(error, byChance)}` : ''}`;
}

function errorSentence({ value, low, high }: Metric, byChance?: number): string {
  // an interval drawn around so small an error would leave out that there may be none
  if (byChance !== undefined && value <= byChance)
    return `The calibration error is ${formatScore(value)}, no more than chance makes of exactly right probabilities on so few rows (about ${formatScore(byChance)}).`;
  const hasInterval = Number.isFinite(low) && Number.isFinite(high);
  const interval = hasInterval
    ? `95 % interval ${formatScore(low)} to ${formatScore(high)}`
    : 'without an interval, for chance alone raises it';
  return `The calibration error is ${formatScore(value)} (${interval}).`;
}

/** Both ways of binning beside what chance gives, and what the squared error is made of. */
export function reliabilitySentence({ equalMass, equalWidth, byChance, squared, ...parts }: ReliabilityParts): string {
  const binned = `In bins of as many rows the gap is ${formatScore(equalMass)}, in bins of one width ${formatScore(equalWidth)}; exactly right probabilities would show about ${formatScore(byChance)}.`;
  const rest =
    Math.abs(parts.within) < 0.0005
      ? ''
      : `, ${parts.within < 0 ? 'less' : 'and'} ${formatScore(Math.abs(parts.within))} from differences within bins`;
  return `${binned} Its squared error of ${formatScore(squared)} is ${formatScore(parts.uncertainty)} that not knowing anything costs, less ${formatScore(parts.resolution)} for telling rows apart, and ${formatScore(parts.reliability)} for claims that were not kept${rest}.`;
}
