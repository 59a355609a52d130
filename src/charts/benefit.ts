import { defineChart, type ChartLook } from './chart-type.ts';
import { formatScore, formatShare } from './format.ts';
import { dashed, position, shareAxis } from './parts.ts';

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
  const { colours } = look;
  const top = Math.max(...points.map(({ model }) => model.high), 0.01);
  const floor = -0.25 * top;
  const values = points.map(({ threshold, model }, row) => ({
    x: threshold,
    y: model.value,
    low: Math.max(floor, model.low),
    high: model.high,
    row
  }));
  const always = points.map(({ threshold, all }) => ({ x: threshold, y: all })).filter(({ y }) => y >= floor);
  const x = position('x', X, { scale: { domain: [0, 1], nice: false }, axis: { ...shareAxis, values: [0, 0.5, 1] } });
  const y = position('y', Y, { scale: { domain: [floor, top], nice: false } });
  const line = (stroke: string) => ({ type: 'line' as const, stroke, clip: true });
  return [
    { data: { values: [{ y: 0 }] }, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { y } },
    { data: { values: always }, mark: line(colours.rest), encoding: { x, y } },
    {
      data: { values },
      mark: { type: 'area' as const, fill: colours.accent, opacity: 0.14, clip: true },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } }
    },
    { data: { values }, mark: line(colours.series[0]), encoding: { x, y } },
    {
      data: { values: always.slice(0, 1).map((point) => ({ ...point, word: 'always' })) },
      mark: { type: 'text' as const, align: 'left' as const, dx: 8, fill: colours.ink3, baseline: 'bottom' as const },
      encoding: { x, y, text: { field: 'word' } }
    },
    {
      data: { values: [{ x: 1, y: 0, word: 'never' }] },
      mark: { type: 'text' as const, align: 'right' as const, dy: 10, fill: colours.ink3 },
      encoding: { x, y, text: { field: 'word' } }
    }
  ];
}
