import { counted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatScore } from './format.ts';
import { position } from './parts.ts';

export interface RunsOverTimeData {
  readonly metric: string;
  readonly higherIsBetter: boolean;
  /** In the order they were made. `when` is its moment in words. An end of the interval that is NaN is not drawn. */
  readonly runs: readonly {
    readonly label: string;
    readonly when: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** A score run after run, each with its interval, and the best that was reached by then as a line. */
export const runsOverTime = defineChart<RunsOverTimeData>({
  id: 'runs-over-time',
  label: 'Runs over time',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 240, layer: layers(data, look) }),
  describe(data) {
    const best = bestSoFar(data).at(-1);
    if (best === undefined) return 'No finished run has this score yet.';
    const run = data.runs[best.run]!;
    const since = data.runs.length - 1 - best.run;
    const of = data.runs.length === 1 ? 'The only run' : `Of ${counted(data.runs.length, 'run')} number ${best.run + 1}`;
    const rest =
      since > 0 ? ` ${counted(since, 'run')} since then brought nothing better.` : data.runs.length > 1 ? ' It is the latest.' : '';
    const sure = Number.isFinite(run.low) ? `, 95 % interval ${formatScore(run.low)} to ${formatScore(run.high)}` : '';
    return `${of}, ${run.label}, has the best ${data.metric}: ${formatScore(run.value)}${sure}.${rest}`;
  },
  table: (data) => ({
    columns: ['Number', 'Run', 'When', data.metric, 'Low', 'High', 'Best so far'],
    rows: data.runs.map((run, i) => [
      ...[i + 1, run.label, run.when, formatScore(run.value), formatScore(run.low), formatScore(run.high)],
      formatScore(bestSoFar(data)[i]!.value)
    ])
  }),
  sample: () => ({
    metric: 'area under ROC',
    higherIsBetter: true,
    runs: [0.5, 0.871, 0.902, 0.888, 0.913, 0.9, 0.931, 0.926, 0.919].map((value, i) => ({
      label: i === 0 ? 'Baseline' : 'Gradient boosting',
      when: `3 March, 10:0${i}`,
      value,
      low: value - 0.02,
      high: value + 0.015
    }))
  })
});

/** After each run the best until then, and which run had it. Of equals the earlier one. */
export function bestSoFar({ runs, higherIsBetter }: RunsOverTimeData): { readonly value: number; readonly run: number }[] {
  const sign = higherIsBetter ? 1 : -1;
  let best: { readonly value: number; readonly run: number } | null = null;
  return runs.map(({ value }, run) => (best = best && sign * value <= sign * best.value ? best : { value, run }));
}

function layers(data: RunsOverTimeData, { colours }: ChartLook) {
  const best = bestSoFar(data);
  const values = data.runs.map(({ value, low, high }, row) => ({ row, at: row + 1, value, low, high, isBest: best[row]!.run === row }));
  const x = position('at', 'run, in the order they were made', {
    scale: { zero: false, nice: false, padding: 12 },
    axis: { tickMinStep: 1, tickCount: Math.min(10, values.length), format: 'd' }
  });
  const y = (field: string) => position(field, data.metric, { scale: { zero: false, padding: 12 }, axis: { tickCount: 4 } });
  const colour = { condition: { test: 'datum.isBest', value: colours.series[0] }, value: colours.ink3 };
  const bounded = values.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
  return [
    {
      data: { values: bounded.map(({ at, low, high, isBest }) => ({ at, low, high, isBest })) },
      mark: { type: 'rule' as const, strokeWidth: 1.5, strokeCap: 'round' as const, opacity: 0.55 },
      encoding: { x, y: y('low'), y2: { field: 'high' }, stroke: colour }
    },
    {
      data: { values: best.map(({ value }, i) => ({ at: i + 1, best: value })) },
      mark: { type: 'line' as const, interpolate: 'step-after' as const, stroke: colours.series[0], strokeWidth: 1.5 },
      encoding: { x, y: y('best') }
    },
    {
      data: { values: values.map(({ row, at, value, isBest }) => ({ row, at, value, isBest })) },
      mark: { type: 'point' as const, size: 60 },
      encoding: { x, y: y('value'), fill: colour }
    }
  ];
}
