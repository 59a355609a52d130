import { counted, exactPercent } from '../../core/words.ts';
import type { Metric } from '../../core/outcome.ts';
import { formatNumber } from '../../charts/format.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import { partName, type Coverage, type Evaluation } from './evaluation.ts';

interface Fact {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
}

const ERROR_METRICS = ['mae', 'medae', 'rmse', 'max_error'] as const;

/** The errors in the target's own unit, each with its interval, and how far half and nearly all of them reach. */
export function errorFacts(evaluation: Evaluation, metric: string): Fact[] {
  const ids = [...new Set([...(metricFacts(metric).isInTargetUnit ? [metric] : []), ...ERROR_METRICS])];
  const scores = ids.flatMap((id) => {
    const score = evaluation.metrics[id];
    if (!score || Number.isNaN(score.value)) return [];
    const hasInterval = Number.isFinite(score.low) && Number.isFinite(score.high);
    const note = hasInterval ? `${formatNumber(score.low)} to ${formatNumber(score.high)}` : 'no interval';
    return [{ name: metricFacts(id).label, value: formatNumber(score.value), note }];
  });
  const at = (share: number) => evaluation.residuals?.quantiles.find((entry) => entry.share === share)?.residual;
  const [low, q1, q3, high] = [at(0.05), at(0.25), at(0.75), at(0.95)];
  const spread =
    low === undefined || q1 === undefined || q3 === undefined || high === undefined
      ? []
      : [
          { name: 'Half of the errors', value: `${formatNumber(q1)} to ${formatNumber(q3)}` },
          { name: 'Nine in ten', value: `${formatNumber(low)} to ${formatNumber(high)}` }
        ];
  return [...scores, ...spread];
}

/** How often the interval that comes with a prediction holds the truth on the part looked at. */
export function coverageSentence({ halfWidth, inside, method, n }: Coverage, on: string): string {
  const width = `Each prediction comes with plus and minus ${formatNumber(halfWidth)} (${method}, ${counted(n, 'row')}).`;
  return [width, heldOn(inside, on), promiseKept(inside)].join(' ');
}

function heldOn({ value, low, high, n }: Metric, part: string): string {
  const bounds = Number.isNaN(low) ? 'no interval' : `${exactPercent(low)} to ${exactPercent(high)}`;
  return `On ${partName(part)} the truth lay inside for ${exactPercent(value)} of ${counted(n, 'row')} (${bounds}).`;
}

function promiseKept({ low, high, method }: Metric): string {
  if (Number.isNaN(low)) return `Whether the promise of 95 % holds can’t be told: ${method.replace('none: ', '')}.`;
  if (low <= 0.95 && high >= 0.95) return 'The promise of 95 % holds, as far as these rows tell.';
  return high < 0.95
    ? 'That is fewer than the 95 % that were promised.'
    : 'That is more than the 95 % that were promised: the interval is wider than it need be.';
}
