import { counted, quoted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatDay, formatNumber, formatShare } from './format.ts';
import { largest, position, tickFormat } from './parts.ts';

export interface HistogramData {
  readonly column: string;
  readonly kind: 'number' | 'time';
  /** Ascending, without gaps; `to` of one is `from` of the next. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  readonly missing: number;
  readonly median: number;
  /** Whole numbers, in bins with their edges at halves: told by the numbers in a bin. */
  readonly isWhole?: boolean;
}

const edge = (data: HistogramData, value: number) => (data.kind === 'time' ? formatDay(value) : formatNumber(value));

type Bin = HistogramData['bins'][number];

/** The ends of a bin as they are told: of whole numbers the least and the largest that lie in it. */
const endsOf = (data: HistogramData, { from, to }: Bin): [string, string] =>
  data.isWhole ? [edge(data, from + 0.5), edge(data, to - 0.5)] : [edge(data, from), edge(data, to)];

function binWords(data: HistogramData, bin: Bin): string {
  const [from, to] = endsOf(data, bin);
  return from === to && data.isWhole ? from : `between ${from} and ${to}`;
}

/** Equal values make more than half of them lie at the median or below, never fewer. */
const halfWords = (data: HistogramData) =>
  data.kind === 'time'
    ? `Half of the values of ${quoted(data.column)} lie below ${edge(data, data.median)}`
    : `At least half of the values of ${quoted(data.column)} are at most ${edge(data, data.median)}`;

/** How the values of one number or time column are spread. */
export const histogram = defineChart<HistogramData>({
  id: 'histogram',
  label: 'Distribution',
  shape: 'wide',
  spec: (data, look) => ({
    width: 'container',
    height: 150,
    layer: [bars(data, look), ...(Number.isFinite(data.median) ? [medianLine(data, look), medianWord(data, look)] : [])]
  }),
  describe(data) {
    const rows = data.bins.reduce((sum, bin) => sum + bin.count, 0);
    const peak = largest(data.bins, (bin) => bin.count);
    if (!peak || rows === 0) return `${quoted(data.column)} has no values.`;
    const gaps = data.missing > 0 ? ` ${counted(data.missing, 'row')} without a value.` : '';
    const most = `most often ${binWords(data, peak)} (${formatShare(peak.count / rows)})`;
    if (!Number.isFinite(data.median)) return `${quoted(data.column)} is ${most}.${gaps}`;
    return `${halfWords(data)}; ${most}.${gaps}`;
  },
  table: (data) => ({
    columns: ['From', 'To', 'Rows'],
    rows: data.bins.map((bin) => [...endsOf(data, bin), bin.count])
  }),
  sample: () => ({
    column: 'body mass, g',
    kind: 'number',
    bins: [9, 34, 71, 62, 51, 44, 36, 22, 11, 2].map((count, i) => ({ from: 2700 + i * 360, to: 3060 + i * 360, count })),
    missing: 2,
    median: 4050
  })
});

const ticksOf = ({ bins }: HistogramData): string => tickFormat(bins.flatMap(({ from, to }) => [from, to]));

const xOf = (data: HistogramData, field: string) => ({
  ...position(field, data.column, {
    // Of times, what clocks showed, counted as if they were those of UTC: no device may move them.
    scale: data.kind === 'time' ? { type: 'utc' as const, nice: false } : { zero: false, nice: false },
    axis: { tickCount: 5, format: data.kind === 'time' ? '%Y-%m-%d' : ticksOf(data) }
  }),
  type: data.kind === 'time' ? ('temporal' as const) : ('quantitative' as const)
});

const bars = (data: HistogramData, { colours }: ChartLook) => ({
  data: { values: data.bins.map((bin, row) => ({ ...bin, row })) },
  mark: { type: 'rect' as const, fill: colours.series[0], x2Offset: -1, cornerRadiusTopLeft: 1.5, cornerRadiusTopRight: 1.5 },
  encoding: {
    x: xOf(data, 'from'),
    x2: { field: 'to' },
    y: position('count', 'Rows', { axis: { tickCount: 3, format: '~s' }, scale: { zero: true } }),
    y2: { datum: 0 }
  }
});

const medianLine = (data: HistogramData, { colours }: ChartLook) => ({
  data: { values: [{ at: data.median }] },
  mark: { type: 'rule' as const, stroke: colours.ink, strokeWidth: 1.25 },
  encoding: { x: xOf(data, 'at') }
});

const medianWord = (data: HistogramData, { colours }: ChartLook) => ({
  data: { values: [{ at: data.median, word: `median ${edge(data, data.median)}` }] },
  mark: { type: 'text' as const, align: 'left' as const, baseline: 'top' as const, dx: 5, dy: -2, y: 0, fill: colours.ink },
  encoding: { x: xOf(data, 'at'), text: { field: 'word' } }
});
