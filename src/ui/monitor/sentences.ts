import { counted, inSentence, listedNames } from '../../core/words.ts';
import type { Metric } from '../../core/outcome.ts';
import type { Deployment } from '../../app/api/deploying.ts';
import type { ColumnDrift, MonitorReport } from '../../app/api/watching.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import { formatNumber, formatScore, formatShare } from '../../charts/format.ts';

/** What the page opens with: drift first, then what it did to the answers, then what is still unknown. */
export function monitorSentence(report: MonitorReport | null, deployment: Deployment | undefined, metric: string): string {
  if (!deployment) return 'Nothing is deployed yet, so there is nothing to watch.';
  if (!report) return `Looking at ${deployment.name}.`;
  if (report.window.rows === 0) return `Nobody has asked ${deployment.name} anything yet.`;
  const drifted = report.drift.filter((column) => column.alarm).map((column) => column.column);
  const drift =
    drifted.length === 0 ? driftlessWords(report) : `${listedNames(drifted, 4)} ${drifted.length === 1 ? 'has' : 'have'} drifted`;
  return `${drift}; ${performanceWords(report, metric)}.`;
}

function driftlessWords({ drift, window, predictionDrift }: MonitorReport): string {
  if (drift.length === 0 && predictionDrift.note === '')
    return predictionDrift.alarm
      ? `The answers have drifted over ${counted(window.rows, 'row')}`
      : `The answers are spread as in training over ${counted(window.rows, 'row')}`;
  const told = drift.filter((column) => column.note === '').length;
  if (told === 0) return `${counted(window.rows, 'row')} came in, too few to tell drift from chance`;
  return `No drift in ${counted(told, 'column')} over ${counted(window.rows, 'row')}`;
}

/** The known performance, else the estimated one, else that it is not known. */
function performanceWords({ performance, estimatedPerformance }: MonitorReport, metric: string): string {
  const known = performance?.[metric];
  if (known) return `${inSentence(metricFacts(metric).label)} is ${scoreWords(known)} on ${counted(known.n, 'true answer')}`;
  const estimated = estimatedPerformance?.['accuracy'];
  if (estimated) return `accuracy is estimated at ${scoreWords(estimated)}, and labels will tell`;
  return 'how good the answers were is not known before labels come';
}

const isUnit = ({ value, high }: Metric) => Math.abs(value) <= 1 && Math.abs(high) <= 1.5;
/** Scores between -1 and 1 line up with three decimals; errors in the target's unit keep four digits. */
export const formatOf = (metric: Metric): ((value: number) => string) =>
  isUnit(metric) ? formatScore : (value) => formatNumber(Number(value.toPrecision(4)));
export const scoreWords = (metric: Metric): string => formatOf(metric)(metric.value);
export const intervalWords = (metric: Metric): string =>
  Number.isFinite(metric.low) && Number.isFinite(metric.high)
    ? `${formatOf(metric)(metric.low)} to ${formatOf(metric)(metric.high)}`
    : 'no interval';

const tests: Readonly<Record<string, string>> = { 'kolmogorov-smirnov': 'Kolmogorov–Smirnov', 'chi-square': 'chi-square' };
export const testName = (id: string): string => tests[id] ?? id;

export const pWords = (p: number): string => (Number.isNaN(p) ? '' : p < 0.0001 ? '< 0.0001' : p.toFixed(4));
export const psiWords = (psi: number): string => (Number.isNaN(psi) ? '' : psi.toFixed(3));

/** The verdict on one column. */
export function verdictWords(column: ColumnDrift): string {
  if (column.note !== '') return column.note;
  if (column.alarm) return 'drifted';
  if (column.correctedPValue < 0.05) return 'changed, too little to matter';
  if (column.psi >= 0.1) return 'no more than chance explains';
  return 'as in training';
}

/** Columns that drifted first, then by how far they moved; those without a verdict last. */
export const byDrift = (columns: readonly ColumnDrift[]): ColumnDrift[] => {
  const rank = ({ alarm, psi }: ColumnDrift) => (alarm ? 1e6 : 0) + (Number.isNaN(psi) ? -1 : psi);
  return [...columns].sort((a, b) => rank(b) - rank(a));
};

/** What was asked and how it went. */
export function trafficWords({ traffic, window }: MonitorReport): string {
  if (traffic.requests === 0) return 'No request yet.';
  const errors =
    traffic.errors === 0
      ? 'none refused'
      : `${counted(traffic.errors, 'request')} refused (${formatShare(traffic.errors / traffic.requests)})`;
  return `${counted(traffic.requests, 'request')} with ${counted(window.rows, 'row')}, ${errors}.`;
}

/** The score with its interval, for the line under the sentence; empty where nothing is known. */
export function leadScore({ performance, estimatedPerformance }: MonitorReport, metric: string): string {
  const known = performance?.[metric];
  const score = known ?? estimatedPerformance?.['accuracy'];
  if (!score) return '';
  const what = known ? `the ${inSentence(metricFacts(metric).label)}` : 'the estimated accuracy';
  return Number.isFinite(score.low) ? `95 % interval of ${what} ${intervalWords(score)}.` : `No interval of ${what} yet.`;
}

/** Which rows were sent to try the watch out, and what that means for the score their true answers will give. */
export function sentWords({ sent, from }: { readonly sent: number; readonly from: 'train' | 'validation' | 'test' }): string {
  const rows = `${counted(sent, 'row')} of the ${from === 'train' ? 'training' : from} part ${sent === 1 ? 'was' : 'were'} sent`;
  if (from === 'test') return `${rows}: its seal was broken before, and nothing was chosen by them.`;
  return from === 'validation'
    ? `${rows}, for the test part is sealed. The model may have been chosen by them, so what their true answers say may flatter it.`
    : `${rows}, for there are no others. The model has learned from them, so what their true answers say flatters it.`;
}
