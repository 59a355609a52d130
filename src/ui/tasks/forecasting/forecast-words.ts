import type { Report } from '../../../app/api/judging.ts';
import type { Run } from '../../../app/api/training.ts';
import type { Metric } from '../../../core/outcome.ts';
import { formatPValue, formatScore, formatShare } from '../../../charts/format.ts';
import { counted } from '../../../core/words.ts';

/** The other finished forecasts of the same data and division, one of each label: the latest. */
export function comparableWith(run: Run, all: readonly Run[]): Run[] {
  const others = all.filter(
    ({ id, status, question, datasetHash, splitHash }) =>
      id !== run.id &&
      status === 'done' &&
      question?.task === 'forecasting' &&
      question.target === run.question?.target &&
      datasetHash === run.datasetHash &&
      splitHash === run.splitHash
  );
  const latest = new Map(others.toSorted((a, b) => a.startedAt - b.startedAt).map((other) => [other.label, other]));
  return [...latest.values()];
}

interface Against {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
}

const span = ({ value, low, high }: Metric): string =>
  Number.isFinite(low) ? `${formatScore(value)} (95 % from ${formatScore(low)} to ${formatScore(high)})` : formatScore(value);

const within = ({ low, high }: Metric): string =>
  Number.isFinite(low) ? ` (${formatShare(low)} to ${formatShare(high)} of them, 95 % interval)` : '';

/** What the opened end says. */
export function sealedSentence({ metrics, againstNaive, origins }: Report): string {
  const { mase, coverage_95: coverage } = metrics as Readonly<Record<string, Metric | undefined>>;
  if (!mase || !coverage) return '';
  const from = counted(Number(origins), 'moment');
  const held = `${Math.round(coverage.value * coverage.n)} of ${counted(coverage.n, 'value')} lay within the 95 % bounds${within(coverage)}`;
  const unsure = Number.isFinite(mase.low) ? '' : ' Of so few moments no interval can be told.';
  return `Over the sealed end, forecast from ${from}, the MASE is ${span(mase)}, and ${held}.${unsure} ${naiveSentence(againstNaive as Against | null)}`;
}

function naiveSentence(against: Against | null): string {
  if (!against) return 'It is the baseline itself.';
  const by = `the MASE differs by ${formatScore(against.difference)}`;
  if (!Number.isFinite(against.pValue))
    return `Against the seasonal naive forecast ${by}; of so few moments it can’t be told how sure that is.`;
  const verdict =
    against.pValue >= 0.05 ? 'It can’t be told apart from' : against.difference < 0 ? 'It is better than' : 'It is worse than';
  return `${verdict} the seasonal naive forecast: ${by} (${formatScore(against.low)} to ${formatScore(against.high)}; ${formatPValue(against.pValue)}).`;
}
