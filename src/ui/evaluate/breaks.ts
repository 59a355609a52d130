import type { StressCurve, StressRanking, StressReport } from '../../app/api/stress.ts';
import type { DoseResponseData } from '../../charts/dose-response.ts';
import type { IntervalsData } from '../../charts/intervals.ts';
import { brief, counted, inSentence, percent } from '../../core/words.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import { partName } from './evaluation.ts';
import { scoreText } from './words.ts';

/** One kind of stress in a line. */
export interface BreakLine {
  readonly kind: string;
  readonly label: string;
  /** The dose from which it is sure that the score gets worse. */
  readonly worseFrom: string;
  /** The dose from which it is no better than guessing, or than the bar where there is one. */
  readonly lostFrom: string;
  /** How much worse at the strongest dose, with its interval. */
  readonly most: string;
}

/** What hurts most first: the model gives no answer, then by what is lost at the strongest dose. */
export function breakLines({ curves, metric }: Pick<StressReport, 'curves' | 'metric'>): BreakLine[] {
  return [...curves].sort((a, b) => harmOf(b) - harmOf(a)).map((curve) => lineOf(curve, metric));
}

function lineOf(curve: StressCurve, metric: string): BreakLine {
  const { kind, label, points, refusal } = curve;
  const sure = points.find(({ drop }) => drop.low > 0);
  const lost = curve.bar ?? curve.guessing;
  const lostAt = lost?.from === null || lost === null ? undefined : points.find(({ dose }) => dose === lost.from);
  const last = points.at(-1)!;
  return {
    kind,
    label,
    worseFrom: sure ? doseWords(curve, sure.dose) : refusal ? 'no answer' : 'no dose tried',
    lostFrom: lostAt ? doseWords(curve, lostAt.dose) : refusal ? 'no answer' : 'no dose tried',
    most: last.dose === 0 ? 'no answer' : bounded(last.drop, metric)
  };
}

/** "5 %", "0.1 SD". */
const doseWords = ({ isShare, unit }: StressCurve, dose: number): string =>
  isShare ? percent(dose) : `${brief(dose)} ${unit ?? ''}`.trim();

const bounded = ({ value, low, high }: StressCurve['points'][number]['drop'], metric: string): string =>
  Number.isNaN(low) ? scoreText(metric, value) : `${scoreText(metric, value)} (${scoreText(metric, low)} to ${scoreText(metric, high)})`;

const harmOf = ({ points, refusal }: StressCurve): number => (refusal ? Infinity : (points.at(-1)?.drop.value ?? 0));

/** "the bar", where there is one, else "guessing". */
export const lostName = ({ bar }: Pick<StressReport, 'bar'>): string => (bar === null ? 'guessing' : 'the bar');

/** Which kind of stress hurts most, in a sentence; none where none surely does. */
export function worstSentence(report: StressReport): string {
  const { curves, label, rows, on } = report;
  const where = `On ${on === 'training' ? `${counted(rows, 'row')} that it learned from` : `${partName(on)} (${counted(rows, 'row')})`}`;
  const silent = curves.filter(({ refusal }) => refusal !== null);
  if (silent.length > 0)
    return `${where} the model gives no answer at all in ${silent.length} of ${counted(curves.length, 'way')} of breaking rows.`;
  const sure = curves.filter(({ points }) => points.some(({ drop }) => drop.low > 0)).sort((a, b) => harmOf(b) - harmOf(a));
  if (sure.length === 0)
    return `${where} none of ${counted(curves.length, 'way')} of breaking rows surely makes the ${inSentence(label)} worse.`;
  return `${where} ${sure.length} of ${counted(curves.length, 'way')} of breaking rows surely ${sure.length === 1 ? 'makes' : 'make'} the ${inSentence(label)} worse; “${inSentence(sure[0]!.label)}” costs most.`;
}

/** What was said of rows the model has seen. */
export const seenNote =
  'No rows were kept for judging, so these are rows it learned from: the level is too good, the falls are what counts.';

export function doseData(curve: StressCurve, report: StressReport): DoseResponseData {
  const level = (label: string, at: number | null) => (at === null || Number.isNaN(at) ? [] : [{ label, at }]);
  return {
    dose: curve.axis,
    isShare: curve.isShare,
    metric: report.label,
    isRate: false,
    lines: [{ label: 'the model', points: curve.points.map(({ dose, metric: { value, low, high } }) => ({ dose, value, low, high })) }],
    levels: [...level('guessing', report.guessing), ...level('the bar', report.bar)],
    sentence: curve.sentence
  };
}

const MOST_COLUMNS = 15;

/** What each column costs when it breaks alone; those without which there is no answer are in the sentence. */
export function rankingData({ columns }: StressRanking, metric: string): IntervalsData {
  const rows = columns.flatMap(({ column, end, point }) => {
    if (point === null || Number.isNaN(point.drop.value)) return [];
    const { value, low, high } = point.drop;
    // an interval that is not there is drawn as none
    return [
      {
        label: end ? `${column}, ${end} end` : column,
        value,
        low: Number.isNaN(low) ? value : low,
        high: Number.isNaN(high) ? value : high
      }
    ];
  });
  return {
    metric: `Lost in ${inSentence(metricFacts(metric).label)}`,
    rows: rows.slice(0, MOST_COLUMNS),
    reference: { label: 'no harm', value: 0 }
  };
}
