import { defineChart, type ChartLook } from './chart-type.ts';
import { formatScore } from './format.ts';
import { band, dashed, position, rowsHeight, safeWord } from './parts.ts';

export interface DifferencesData {
  /** The metric they differ in. */
  readonly metric: string;
  /** The one that the others are held against. */
  readonly name: string;
  /** How much better `name` is than each, with the 95 % interval; below 0 it is worse. */
  readonly rows: readonly { readonly label: string; readonly value: number; readonly low: number; readonly high: number }[];
  /** Half the width of the band around 0 in which a difference makes none in practice; null where none is known. */
  readonly rope: number | null;
}

const X = 'Better by';

/** How much better one is than each of the others, each on its interval: what holds 0 can't be told apart. */
export const differences = defineChart<DifferencesData>({
  id: 'differences',
  label: 'Differences with intervals',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: rowsHeight(data.rows.length, 34), layer: layers(data, look) }),
  describe({ rows, name, metric, rope }) {
    const known = rows.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
    if (known.length === 0) return 'There is no difference with an interval to show.';
    const [better, worse] = [known.filter(({ low }) => low > 0).length, known.filter(({ high }) => high < 0).length];
    const told = `Of ${known.length} compared with ${name} in ${metric}, the whole interval lies on its side for ${better}, on the other for ${worse}, and holds 0 for ${known.length - better - worse}.`;
    return rope === null ? told : `${told} Within the grey band, ${formatScore(rope)} to either side, a difference makes none in practice.`;
  },
  table: ({ rows }) => ({
    columns: ['Against', X, 'Low', 'High'],
    rows: rows.map((row) => [row.label, formatScore(row.value), formatScore(row.low), formatScore(row.high)])
  }),
  sample: () => ({
    metric: 'accuracy',
    name: 'Boosting',
    rope: 0.01,
    rows: [
      { label: 'Random forest', value: 0.004, low: -0.006, high: 0.014 },
      { label: 'Logistic regression', value: 0.021, low: 0.008, high: 0.034 },
      { label: 'Most common class', value: 0.11, low: 0.093, high: 0.127 }
    ]
  })
});

function layers({ rows, rope }: DifferencesData, look: ChartLook) {
  const { colours } = look;
  const values = rows.map((row, i) => ({ ...row, label: safeWord(row.label), row: i }));
  const x = (field: string) => position(field, X, { scale: { zero: true, padding: 12 } });
  const y = band('label', null);
  const stroke = { condition: { test: 'datum.low > 0 || datum.high < 0', value: colours.series[0] }, value: colours.ink3 };
  const same = rope === null ? [] : [{ low: -rope, high: rope }];
  return [
    ...same.map((one) => ({
      data: { values: [one] },
      mark: { type: 'rect' as const, fill: colours.sunk },
      encoding: { x: x('low'), x2: { field: 'high' } }
    })),
    { data: { values: [{ value: 0 }] }, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { x: x('value') } },
    {
      data: { values },
      mark: { type: 'rule' as const, strokeWidth: 2, strokeCap: 'round' as const },
      encoding: { x: x('low'), x2: { field: 'high' }, y, stroke }
    },
    { data: { values }, mark: { type: 'point' as const, size: 80 }, encoding: { x: x('value'), y, fill: stroke } }
  ];
}
