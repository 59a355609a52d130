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
  readonly ways: readonly { readonly label: string; readonly accuracy: Bounded; readonly gap: Bounded; readonly narrower: Bounded }[];
}

const [X, Y] = ['Widest gap between groups', 'Answered rightly'] as const;

/** What each way of bringing groups together costs and brings, with the 95 % interval of both; better lies to the upper left. */
export const tradeOff = defineChart<TradeOffData>({
  id: 'trade-off',
  label: 'Accuracy against gap',
  shape: 'square',
  spec: (data, look) => ({ width: 'container', height: 320, layer: layers(data, look) }),
  describe({ ways: [asIs, ...others], measure }) {
    if (!asIs) return 'There is no way to compare.';
    if (Number.isNaN(asIs.gap.value))
      return `How far the groups lie apart in ${measure} can’t be told: fewer than two have the rows it takes. As it is, ${bounded(asIs.accuracy)} of the rows are answered rightly.`;
    const narrower = others.filter((way) => way.narrower.low > 0);
    const start = `As it is, the groups lie ${bounded(asIs.gap)} apart in ${measure}, and ${bounded(asIs.accuracy)} of the rows are answered rightly.`;
    if (others.length === 0) return start;
    if (narrower.length === 0) return `${start} These rows can’t tell that any of the other ways brings them closer.`;
    const best = narrower.reduce((top, way) => (way.accuracy.value > top.accuracy.value ? way : top));
    return `${start} Of the ways that surely bring them closer, “${best.label}” costs least: ${bounded(best.gap)} apart at ${bounded(best.accuracy)}.`;
  },
  table: ({ ways }) => ({
    columns: ['Way', Y, 'Low', 'High', X, 'Gap low', 'Gap high'],
    rows: ways.map(({ label, accuracy, gap }) => [
      label,
      ...[accuracy.value, accuracy.low, accuracy.high, gap.value, gap.low, gap.high].map(formatShare)
    ])
  }),
  sample: () => ({
    measure: 'the share called positive',
    ways: [
      {
        label: 'Boosting',
        accuracy: { value: 0.86, low: 0.85, high: 0.87 },
        gap: { value: 0.19, low: 0.17, high: 0.21 },
        narrower: { value: 0, low: 0, high: 0 }
      },
      {
        label: 'A threshold for each group',
        accuracy: { value: 0.83, low: 0.82, high: 0.84 },
        gap: { value: 0.02, low: 0, high: 0.04 },
        narrower: { value: 0.17, low: 0.14, high: 0.2 }
      },
      {
        label: 'Training rows weighed anew',
        accuracy: { value: 0.85, low: 0.84, high: 0.86 },
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
  const x = (field: string) => position(field, X, { scale: { zero: true }, axis: shareAxis });
  const y = (field: string) => position(field, Y, { scale: { zero: false, padding: 12 }, axis: shareAxis });
  const stroke = { condition: { test: 'datum.row === 0', value: colours.ink3 }, value: colours.series[0] };
  const data = { values };
  const rule = { type: 'rule' as const, strokeWidth: 2, strokeCap: 'round' as const };
  const asIs = values.slice(0, 1);
  // Words stand on the side where there is room.
  const middle = Math.max(...values.map(({ gapHigh }) => gapHigh), 0) / 2;
  return [
    { data: { values: asIs }, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { y: y('accuracy') } },
    { data, mark: rule, encoding: { x: x('gapLow'), x2: { field: 'gapHigh' }, y: y('accuracy'), stroke } },
    { data, mark: rule, encoding: { x: x('gap'), y: y('low'), y2: { field: 'high' }, stroke } },
    { data, mark: { type: 'point' as const, size: 80 }, encoding: { x: x('gap'), y: y('accuracy'), fill: stroke } },
    ...[true, false].map((isLeft) => ({
      data: { values: values.filter(({ gap }) => gap < middle === isLeft) },
      mark: {
        type: 'text' as const,
        align: isLeft ? ('left' as const) : ('right' as const),
        dx: isLeft ? 8 : -8,
        dy: -8,
        fill: colours.ink2
      },
      encoding: { x: x('gap'), y: y('accuracy'), text: { field: 'label' } }
    }))
  ];
}
