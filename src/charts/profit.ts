import { actingLayers } from './acting-layers.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber, formatShare } from './format.ts';

interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ProfitData {
  /** What the amounts are counted in; empty when nothing was said. */
  readonly currency: string;
  /** What an answer brings where one never acts. */
  readonly never: number;
  /** Ascending by threshold, 0 to 1. */
  readonly points: readonly {
    readonly threshold: number;
    /** What an answer brings on average; below 0 where it costs. */
    readonly model: Bounded;
    readonly all: number;
    /** More than the better of acting always and never. */
    readonly gain: Bounded;
  }[];
}

const X = 'Act from this chance on';
const titleOf = ({ currency }: ProfitData) => `Profit an answer${currency ? `, ${currency}` : ''}`;
const shown = (value: number) => formatNumber(Number(value.toPrecision(3)));

/** What an answer brings at every threshold, by the costs of the problem, against acting always and never. */
export const profit = defineChart<ProfitData>({
  id: 'profit',
  label: 'Profit by threshold',
  shape: 'square',
  spec: (data, look) => ({ width: 'container', height: 320, layer: layers(data, look) }),
  describe({ points, currency }) {
    const best = points.reduce<ProfitData['points'][number] | null>(
      (top, point) => (top && top.model.value >= point.model.value ? top : point),
      null
    );
    if (!best) return 'There is no curve to show.';
    const unit = currency ? ` ${currency}` : '';
    const most = `Highest from ${formatShare(best.threshold)} on: ${shown(best.model.value)}${unit} an answer (${shown(best.model.low)} to ${shown(best.model.high)})`;
    const against = `${shown(best.gain.value)}${unit} (${shown(best.gain.low)} to ${shown(best.gain.high)}) more than the better of acting always and never`;
    return best.gain.low > 0
      ? `${most}, ${against}; as the highest of ${points.length} it is a little flattered.`
      : `${most}; these rows can’t tell that this is more than acting always or never brings.`;
  },
  table: (data) => ({
    columns: [X, titleOf(data), 'Low', 'High', 'Always', 'Never', 'Gain', 'Gain low', 'Gain high'],
    rows: data.points.map(({ threshold, model, all, gain }) => [
      formatShare(threshold),
      ...[model.value, model.low, model.high, all, data.never, gain.value, gain.low, gain.high].map(shown)
    ])
  }),
  sample: () => ({
    currency: 'EUR',
    never: -1.5,
    points: [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75].map((threshold, i) => {
      const value = [-0.4, 0.1, 0.35, 0.3, 0.1, -0.2, -0.6, -1][i]!;
      return {
        threshold,
        model: { value, low: value - 0.2, high: value + 0.2 },
        all: -0.7,
        gain: { value: value + 0.7, low: value + 0.55, high: value + 0.85 }
      };
    })
  })
});

function layers(data: ProfitData, look: ChartLook) {
  const { points, never } = data;
  const ends = [never, ...points.flatMap(({ model, all }) => [model.low, model.high, all])].filter(Number.isFinite);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = 0.08 * (most - least || 1);
  return actingLayers({ points, never, from: least - room, to: most + room, names: [X, titleOf(data)] }, look);
}
