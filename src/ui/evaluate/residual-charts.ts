import { defineChart, type ChartLook } from '../../charts/chart-type.ts';
import { formatNumber } from '../../charts/format.ts';
import { largest, position, straightLine } from '../../charts/parts.ts';

interface BinsData {
  readonly target: string;
  readonly bins: readonly { predicted: number; low: number; median: number; high: number; rows: number }[];
}

const ERROR = 'Actual minus predicted';

/** The middle error, and the middle half of them, over what was predicted. */
export const residualBins = defineChart<BinsData>({
  id: 'residual-bins',
  label: 'Middle error over predictions',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 260, layer: binLayers(data, look) }),
  describe({ bins }) {
    const worst = largest(bins, (bin) => Math.abs(bin.median));
    if (!worst) return 'There are too few rows to group.';
    const way = worst.median > 0 ? 'too low' : 'too high';
    return `Furthest off around ${formatNumber(worst.predicted)}: the middle prediction there is ${formatNumber(Math.abs(worst.median))} ${way}.`;
  },
  table: ({ bins }) => ({
    columns: ['Predicted', 'Quarter', 'Middle error', 'Three quarters', 'Rows'],
    rows: bins.map((bin) => [bin.predicted, bin.low, bin.median, bin.high, bin.rows])
  }),
  sample: () => ({
    target: 'price',
    bins: Array.from({ length: 12 }, (_, i) => ({
      predicted: 500 + i * 800,
      low: -80 - i * 20,
      median: i * 4 - 20,
      high: 90 + i * 25,
      rows: 100
    }))
  })
});

function binLayers({ target, bins }: BinsData, look: ChartLook) {
  const values = bins.map((bin, row) => ({ ...bin, row }));
  const xTitle = `Predicted ${target}`;
  const x = position('predicted', xTitle, { scale: { zero: false }, axis: { format: '~s' } });
  const y = (field: string) => position(field, ERROR, { axis: { format: '~s', tickCount: 5 } });
  const ends: [number, number] = [bins[0]?.predicted ?? 0, bins.at(-1)?.predicted ?? 1];
  return [
    straightLine(look, [ends[0], 0], [ends[1], 0], [xTitle, ERROR]),
    {
      data: { values },
      mark: { type: 'rule' as const, stroke: look.colours.series[0], strokeWidth: 2 },
      encoding: { x, y: y('low'), y2: { field: 'high' } }
    },
    { data: { values }, mark: { type: 'point' as const, fill: look.colours.series[0], size: 60 }, encoding: { x, y: y('median') } }
  ];
}

interface QuantileData {
  readonly points: readonly { expected: number; residual: number }[];
  /** Standard deviation of the errors, told. */
  readonly spread: string;
}

/** Standardised errors against those of a normal distribution. */
export const residualQuantiles = defineChart<QuantileData>({
  id: 'residual-quantiles',
  label: 'Errors against a bell curve',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 260, layer: quantileLayers(data, look) }),
  describe({ points, spread }) {
    const far = largest(points, (point) => Math.abs(point.residual));
    if (!far) return 'There are no errors to look at.';
    const words = Math.abs(far.residual) > 4 ? 'far more than a bell curve would have' : 'about what a bell curve would have';
    return `The largest error is ${formatNumber(Number(Math.abs(far.residual).toFixed(1)))} times their standard deviation (${spread}), ${words}.`;
  },
  table: ({ points }) => ({
    columns: ['Expected of a bell curve', 'Error, in standard deviations'],
    rows: points.map((p) => [p.expected, p.residual])
  }),
  sample: () => ({
    spread: '310',
    points: Array.from({ length: 60 }, (_, i) => ({ expected: (i - 30) / 12, residual: ((i - 30) / 12) * (1 + Math.abs(i - 30) / 90) }))
  })
});

function quantileLayers({ points }: QuantileData, look: ChartLook) {
  const [xTitle, yTitle] = ['Expected of a bell curve', 'Error, in standard deviations'] as const;
  const values = points.map((point, row) => ({ ...point, row }));
  const ends = points.length > 0 ? [points[0]!.expected, points.at(-1)!.expected] : [-1, 1];
  return [
    straightLine(look, [ends[0]!, ends[0]!], [ends[1]!, ends[1]!], [xTitle, yTitle]),
    {
      data: { values },
      mark: { type: 'point' as const, fill: look.colours.series[0], size: 22, opacity: 0.6 },
      encoding: { x: position('expected', xTitle), y: position('residual', yTitle, { axis: { tickCount: 5 } }) }
    }
  ];
}
