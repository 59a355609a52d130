import { counted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber, formatShare } from './format.ts';
import { largest, position, straightLine, tickFormat } from './parts.ts';

export interface ResidualsData {
  readonly target: string;
  /** At most some thousands: a sample where there are more rows. `error` is actual minus predicted. */
  readonly points: readonly { readonly predicted: number; readonly error: number }[];
  /** Half width of the 95 % interval of a prediction; null when there is none. */
  readonly halfWidth: number | null;
}

/** What was missed, over what was predicted: a pattern here is something the model has not learned. */
export const residuals = defineChart<ResidualsData>({
  id: 'residuals',
  label: 'Errors over predictions',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 260, layer: layers(data, look) }),
  describe(data) {
    const worst = largest(data.points, (point) => Math.abs(point.error));
    if (!worst) return 'There are no predictions to judge.';
    const far = `The largest miss is ${formatNumber(Math.abs(worst.error))}, where ${formatNumber(worst.predicted)} was predicted.`;
    if (data.halfWidth === null) return `${counted(data.points.length, 'row')}. ${far}`;
    const inside = data.points.filter((point) => Math.abs(point.error) <= data.halfWidth!).length / data.points.length;
    return `${formatShare(inside)} of ${counted(data.points.length, 'row')} lie within ${formatNumber(data.halfWidth)} of the prediction, the shaded 95 % interval. ${far}`;
  },
  table: (data) => ({ columns: ['Predicted', 'Actual minus predicted'], rows: data.points.map((point) => [point.predicted, point.error]) }),
  sample: () => ({
    target: 'price',
    points: Array.from({ length: 160 }, (_, i) => ({ predicted: 400 + i * 95, error: Math.sin(i * 12.9898) * (180 + i * 9) })),
    halfWidth: 1150
  })
});

function layers(data: ResidualsData, look: ChartLook) {
  const predicted = data.points.map((point) => point.predicted);
  const from = predicted.reduce((a, b) => Math.min(a, b), Infinity);
  const to = predicted.reduce((a, b) => Math.max(a, b), -Infinity);
  const half = data.halfWidth;
  const xTitle = `Predicted ${data.target}`;
  const yTitle = 'Actual minus predicted';
  const shade = {
    data: { values: [{ low: -(half ?? 0), high: half ?? 0 }] },
    mark: { type: 'rect' as const, fill: look.colours.accentSoft },
    encoding: { y: position('low', yTitle), y2: { field: 'high' } }
  };
  const points = {
    data: { values: data.points.map((point, row) => ({ ...point, row })) },
    mark: { type: 'point' as const, fill: look.colours.series[0], size: 22, opacity: data.points.length > 500 ? 0.35 : 0.6 },
    encoding: {
      x: position('predicted', xTitle, {
        scale: { zero: false },
        axis: { format: tickFormat(data.points.map((point) => point.predicted)) }
      }),
      y: position('error', yTitle, { axis: { format: tickFormat(data.points.map((point) => point.error)), tickCount: 5 } })
    }
  };
  return [
    ...(half === null ? [] : [shade]),
    ...(predicted.length > 0 ? [straightLine(look, [from, 0], [to, 0], [xTitle, yTitle])] : []),
    points
  ];
}
