import { defineChart, type ChartLook } from './chart-type.ts';
import { formatShare } from './format.ts';
import { dashed, position, safeWord, shareAxis } from './parts.ts';

interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface TradeOffData {
  /** What the gap is of: "the share called positive". */
  readonly measure: string;
  /** The model as it is first. */
  readonly ways: readonly {
    readonly label: string;
    readonly accuracy: Bounded;
    readonly found: Bounded;
    readonly gap: Bounded;
    readonly narrower: Bounded;
  }[];
  /** What mistakes count, where the two count differently. */
  readonly counted: string | null;
}

const [X, Y] = ['Widest gap between groups', 'Answered rightly'] as const;

/** What each way of bringing groups together costs and brings, with the 95 % interval of both; better lies to the upper left. */
export const tradeOff = defineChart<TradeOffData>({
  id: 'trade-off',
  label: 'Accuracy against gap',
  shape: 'square',
  spec: (data, look) => ({ width: 'container', height: 320, layer: layers(data, look) }),
  describe({ ways: [asIs, ...others], measure, counted }) {
    if (!asIs) return 'There is no way to compare.';
    if (Number.isNaN(asIs.gap.value))
      return `How far the groups lie apart in ${measure} can’t be told: fewer than two have the rows it takes. As it is, ${bounded(asIs.accuracy)} of the rows are answered rightly.`;
    const narrower = others.filter((way) => way.narrower.low > 0);
    const start = `As it is, the groups lie ${bounded(asIs.gap)} apart in ${measure}, and ${bounded(asIs.accuracy)} of the rows are answered rightly${counted ? `, each counted by what a mistake on it costs (${counted})` : ''}.`;
    if (others.length === 0) return start;
    if (narrower.length === 0) return `${start} These rows can’t tell that any of the other ways brings them closer.`;
    const best = narrower.reduce((top, way) => (way.accuracy.value > top.accuracy.value ? way : top));
    return `${start} Of the ways that surely bring them closer, “${best.label}” costs least: ${bounded(best.gap)} apart at ${bounded(best.accuracy)}, with ${bounded(best.found)} of the positives found; as it is ${bounded(asIs.found)} are.`;
  },
  table: ({ ways }) => ({
    columns: ['Way', Y, 'Low', 'High', X, 'Gap low', 'Gap high', 'Positives found', 'Found low', 'Found high'],
    rows: ways.map(({ label, accuracy, gap, found }) => [
      label,
      ...[accuracy, gap, found].flatMap(({ value, low, high }) => [value, low, high].map(formatShare))
    ])
  }),
  sample: () => ({
    measure: 'the share called positive',
    counted: null,
    ways: [
      {
        label: 'Boosting',
        accuracy: { value: 0.86, low: 0.85, high: 0.87 },
        found: { value: 0.7, low: 0.68, high: 0.72 },
        gap: { value: 0.19, low: 0.17, high: 0.21 },
        narrower: { value: 0, low: 0, high: 0 }
      },
      {
        label: 'A threshold for each group',
        accuracy: { value: 0.83, low: 0.82, high: 0.84 },
        found: { value: 0.62, low: 0.6, high: 0.64 },
        gap: { value: 0.02, low: 0, high: 0.04 },
        narrower: { value: 0.17, low: 0.14, high: 0.2 }
      },
      {
        label: 'Training rows weighed anew',
        accuracy: { value: 0.85, low: 0.84, high: 0.86 },
        found: { value: 0.66, low: 0.64, high: 0.68 },
        gap: { value: 0.1, low: 0.08, high: 0.12 },
        narrower: { value: 0.09, low: 0.06, high: 0.12 }
      }
    ]
  })
});

/** "19 % (17 % to 21 %)". */
const bounded = ({ value, low, high }: Bounded): string => `${formatShare(value)} (${formatShare(low)} to ${formatShare(high)})`;

function layers({ ways }: TradeOffData, look: ChartLook) {
  const { colours } = look;
  const values = ways.map(({ label, accuracy, gap }, row) => ({
    row,
    label: safeWord(label),
    gap: gap.value,
    gapLow: gap.low,
    gapHigh: gap.high,
    accuracy: accuracy.value,
    low: accuracy.low,
    high: accuracy.high
  }));
  const ends = [...values.map(({ gapHigh }) => gapHigh), ...values.map(({ gap }) => gap)].filter(Number.isFinite);
  const most = Math.max(...ends, 0.01);
  const x = (field: string) =>
    position(field, X, { scale: { domain: [0, most * ROOM], nice: false }, axis: { ...shareAxis, values: ticksTo(most) } });
  const y = (field: string) => position(field, Y, { scale: { zero: false, padding: 12 }, axis: { ...shareAxis, grid: false } });
  const stroke = { condition: { test: 'datum.row === 0', value: colours.ink3 }, value: colours.series[0] };
  const data = { values };
  const rule = { type: 'rule' as const, strokeWidth: 2, strokeCap: 'round' as const };
  const asIs = values.slice(0, 1).map((value) => ({ ...value, from: 0, to: most }));
  return [
    {
      data: { values: asIs },
      mark: { type: 'rule' as const, ...dashed(look) },
      encoding: { y: y('accuracy'), x: x('from'), x2: { field: 'to' } }
    },
    { data, mark: rule, encoding: { x: x('gapLow'), x2: { field: 'gapHigh' }, y: y('accuracy'), stroke } },
    { data, mark: rule, encoding: { x: x('gap'), y: y('low'), y2: { field: 'high' }, stroke } },
    { data, mark: { type: 'point' as const, size: 80 }, encoding: { x: x('gap'), y: y('accuracy'), fill: stroke } },
    ...wordLayers(values, most, { x, y, look })
  ];
}

interface Axes {
  readonly x: (field: string) => ReturnType<typeof position>;
  readonly y: (field: string) => ReturnType<typeof position>;
  readonly look: ChartLook;
}

function wordLayers(
  ways: readonly (Placed & { readonly gap: number; readonly gapHigh: number })[],
  most: number,
  { x, y, look: { colours } }: Axes
) {
  const values = apart(ways).map((way) => ({ ...way, end: Number.isFinite(way.gapHigh) ? way.gapHigh : way.gap, wordX: most * 1.1 }));
  return [
    {
      data: { values },
      mark: { type: 'rule' as const, stroke: colours.rest },
      encoding: { x: x('end'), x2: { field: 'wordX' }, y: y('accuracy'), y2: { field: 'wordY' } }
    },
    {
      data: { values },
      mark: { type: 'text' as const, align: 'left' as const, dx: 4, limit: 150, fill: colours.ink2 },
      encoding: { x: x('wordX'), y: y('wordY'), text: { field: 'label' } }
    }
  ];
}

/** The words stand beside all intervals, where no line runs, each led to from its own. */
const ROOM = 2;

/** Two or three marks up to the end of the intervals. */
const ticksTo = (most: number): number[] => {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find((size) => most / size < 4) ?? 0.5;
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, i) => Number((i * step).toFixed(6)));
};

/** Share of the height that a line of words takes. */
const LINE = 0.07;

interface Placed {
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
}

/** Where the words of each way stand: at its height, or as little below the one above as lines of words need. */
function apart<W extends Placed>(ways: readonly W[]): (W & { readonly wordY: number })[] {
  const heights = ways.flatMap(({ low, high, accuracy }) => [low, high, accuracy]).filter(Number.isFinite);
  const [bottom, top] = [Math.min(...heights), Math.max(...heights)];
  const line = LINE * (top - bottom);
  const fromTop = [...ways].sort((a, b) => b.accuracy - a.accuracy);
  let above = Infinity;
  return fromTop.map((way, i) => {
    const floor = bottom + line * (fromTop.length - 1 - i);
    const wordY = Math.max(Math.min(way.accuracy, above - line), Math.min(floor, above - line));
    above = wordY;
    return { ...way, wordY };
  });
}
