import { counted, formatNumber } from '../../charts/format.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import type { Coverage, Evaluation } from './evaluation.ts';

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

const onePlace = (share: number) => `${(share * 100).toFixed(1)} %`;

/** How often the interval that comes with a prediction holds the truth. */
export function coverageSentence({ halfWidth, inside, n }: Coverage, on: string): string {
  const told = `Each prediction comes with plus and minus ${formatNumber(halfWidth)}; the truth lay inside for ${onePlace(inside.value)} of ${counted(inside.n, 'row')} (${onePlace(inside.low)} to ${onePlace(inside.high)}).`;
  if (on !== 'test')
    return `${told} The width was set on ${counted(n, 'held-out row')} such as these, so this is near 95 % by construction; the test part is the real trial.`;
  if (inside.low <= 0.95 && inside.high >= 0.95) return `${told} The promise of 95 % holds.`;
  return inside.high < 0.95
    ? `${told} Fewer than the 95 % that were promised.`
    : `${told} More than the 95 % that were promised: the interval is wider than it need be.`;
}
