import { defineChart, type ChartLook } from './chart-type.ts';
import { counted, formatDay, formatNumber, formatShare } from './format.ts';
import { largest, position } from './parts.ts';

export interface HistogramData {
  readonly column: string;
  readonly kind: 'number' | 'time';
  /** Ascending, without gaps; `to` of one is `from` of the next. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  readonly missing: number;
  readonly median: number;
}

const edge = (data: HistogramData, value: number) => (data.kind === 'time' ? formatDay(value) : formatNumber(value));

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
    if (!peak || rows === 0) return `${data.column} has no values.`;
    const gaps = data.missing > 0 ? ` ${counted(data.missing, 'row')} without a value.` : '';
    const most = `most often between ${edge(data, peak.from)} and ${edge(data, peak.to)} (${formatShare(peak.count / rows)})`;
    return `Half of the values of ${data.column} lie below ${edge(data, data.median)}; ${most}.${gaps}`;
  },
  table: (data) => ({
    columns: ['From', 'To', 'Rows'],
    rows: data.bins.map((bin) => [edge(data, bin.from), edge(data, bin.to), bin.count])
  }),
  sample: () => ({
    column: 'body mass, g',
    kind: 'number',
    bins: [9, 34, 71, 62, 51, 44, 36, 22, 11, 2].map((count, i) => ({ from: 2700 + i * 360, to: 3060 + i * 360, count })),
    missing: 2,
    median: 4050
  })
});

const xOf = (data: HistogramData, field: string) => ({
  ...position(field, data.column, {
    scale: { zero: false, nice: false },
    axis: { tickCount: 5, format: data.kind === 'time' ? '%Y-%m-%d' : '~s' }
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
