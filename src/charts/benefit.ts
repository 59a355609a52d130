import { actingLayers } from './acting-layers.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatScore, formatShare } from './format.ts';

interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface BenefitData {
  /** Ascending by threshold, 0 to 1. */
  readonly points: readonly {
    readonly threshold: number;
    readonly model: Bounded;
    /** Of acting on every row; acting on none has 0. */
    readonly all: number;
    /** Of the model, more than the better of these. */
    readonly gain: Bounded;
  }[];
}

const [X, Y] = ['Act from this chance on', 'Net finds a row'] as const;

/** What acting by a model is worth against acting always and never, whatever a false alarm is worth. */
export const benefit = defineChart<BenefitData>({
  id: 'benefit',
  label: 'Decision curve',
  shape: 'square',
  spec: (data, look) => ({ width: 'container', height: 320, layer: layers(data, look) }),
  describe({ points }) {
    if (points.length === 0) return 'There is no curve to show.';
    const useful = points.filter(({ gain }) => gain.low > 0);
    if (useful.length === 0) return 'At no threshold do these rows show that acting by the model is better than acting always or never.';
    const [first, last] = [useful[0]!, useful.at(-1)!];
    const whole = useful.length === points.filter(({ threshold }) => threshold >= first.threshold && threshold <= last.threshold).length;
    return `Acting by the model is better than acting always or never from ${formatShare(first.threshold)} to ${formatShare(last.threshold)}${whole ? '' : ', with gaps between'}: the interval of the difference lies above 0 there.`;
  },
  table: ({ points }) => ({
    columns: [X, 'By the model', 'Low', 'High', 'Always', 'Gain', 'Gain low', 'Gain high'],
    rows: points.map(({ threshold, model, all, gain }) => [
      formatShare(threshold),
      ...[model.value, model.low, model.high, all, gain.value, gain.low, gain.high].map(formatScore)
    ])
  }),
  sample: () => ({
    points: [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75].map((threshold, i) => {
      const value = [0.27, 0.24, 0.21, 0.18, 0.15, 0.12, 0.08, 0.04][i]!;
      const all = 0.3 - (0.7 * threshold) / (1 - threshold);
      const gain = value - Math.max(0, all);
      return {
        threshold,
        model: { value, low: value - 0.03, high: value + 0.03 },
        all,
        gain: { value: gain, low: gain - 0.02, high: gain + 0.02 }
      };
    })
  })
});

function layers({ points }: BenefitData, look: ChartLook) {
  const top = Math.max(...points.map(({ model }) => model.high), 0.01);
  return actingLayers({ points, never: 0, from: -0.25 * top, to: top, names: [X, Y] }, look);
}
