import { counted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber, formatShare } from './format.ts';
import { dashed, position } from './parts.ts';

export interface LatencyData {
  /** Ascending, ms. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** What was asked for, ms; null when nothing was. */
  readonly limitMs: number | null;
}

/** "1.2 ms, 95 % under 2.9 ms, 99 % under 4.1 ms": a percentile is told only where at least one answer lies beyond it. */
export function percentileWords({ p50, p95, p99 }: Pick<LatencyData, 'p50' | 'p95' | 'p99'>, answers: number, word = 'under'): string {
  const ms = (value: number) => `${formatNumber(Number(value.toPrecision(3)))} ms`;
  const tails = [...(answers >= 20 ? [`95 % ${word} ${ms(p95)}`] : []), ...(answers >= 100 ? [`99 % ${word} ${ms(p99)}`] : [])];
  return [ms(p50), ...tails].join(', ');
}

/** How long answers took, against what was promised. */
export const latency = defineChart<LatencyData>({
  id: 'latency',
  label: 'Time to answer',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 150, layer: layers(data, look) }),
  describe(data) {
    const all = data.bins.reduce((sum, bin) => sum + bin.count, 0);
    if (all === 0) return 'No request has been answered yet.';
    const words = `Half of ${counted(all, 'answer')} took under ${percentileWords(data, all)}.`;
    if (data.limitMs === null) return words;
    const late = data.bins.reduce((sum, bin) => sum + (bin.from >= data.limitMs! ? bin.count : 0), 0);
    return `${words} ${late === 0 ? 'None' : formatShare(late / all)} took longer than the ${formatNumber(data.limitMs)} ms asked for.`;
  },
  table: (data) => ({ columns: ['From, ms', 'To, ms', 'Answers'], rows: data.bins.map((bin) => [bin.from, bin.to, bin.count]) }),
  sample: () => ({
    bins: [12, 84, 143, 96, 41, 18, 9, 5, 2, 1].map((count, i) => ({ from: i * 0.5, to: (i + 1) * 0.5, count })),
    p50: 1.2,
    p95: 2.9,
    p99: 4.1,
    limitMs: 4
  })
});

function layers(data: LatencyData, look: ChartLook) {
  const { colours } = look;
  const marks = [
    { at: data.p50, word: '50 %', ink: colours.ink },
    { at: data.p95, word: '95 %', ink: colours.ink },
    ...(data.limitMs === null ? [] : [{ at: data.limitMs, word: 'asked for', ink: colours.bad }])
  ];
  const bars = {
    data: { values: data.bins.map((bin, row) => ({ ...bin, row })) },
    mark: { type: 'rect' as const, fill: colours.series[0], x2Offset: -1 },
    encoding: {
      x: position('from', 'Milliseconds', { scale: { nice: false } }),
      x2: { field: 'to' },
      y: position('count', 'Answers', { axis: { tickCount: 3 }, scale: { zero: true } }),
      y2: { datum: 0 }
    }
  };
  const lines = marks.map(({ at, word, ink }) => ({
    data: { values: [{ at, word }] },
    encoding: { x: position('at', 'Milliseconds') },
    layer: [
      { mark: { type: 'rule' as const, ...dashed(look), stroke: ink } },
      {
        mark: { type: 'text' as const, align: 'left' as const, baseline: 'top' as const, y: -14, dx: 0, fill: ink },
        encoding: { text: { field: 'word' } }
      }
    ]
  }));
  return [bars, ...lines];
}
