import { defineChart, type ChartLook } from './chart-type.ts';
import { formatScore } from './format.ts';
import { band, dashed, position, rowsHeight, safeWord } from './parts.ts';

export interface IntervalsData {
  readonly metric: string;
  /** Best first. */
  readonly rows: readonly { readonly label: string; readonly value: number; readonly low: number; readonly high: number }[];
  /** Chance, the baseline or the bar: a dashed line with its name. */
  readonly reference: { readonly label: string; readonly value: number } | null;
}

/** Scores as dots on their 95 % intervals, one under the other: what overlaps can't be told apart. */
export const intervals = defineChart<IntervalsData>({
  id: 'intervals',
  label: 'Scores with intervals',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: rowsHeight(data.rows.length, 34), layer: layers(data, look) }),
  describe(data) {
    const [first, ...others] = data.rows;
    if (!first) return 'Nothing has been trained yet.';
    const tied = others.filter((row) => row.high >= first.low).length;
    const words = `${first.label} is ahead with ${data.metric} ${formatScore(first.value)}, 95 % interval ${formatScore(first.low)} to ${formatScore(first.high)}.`;
    return tied > 0 ? `${words} The intervals of ${tied} of the others overlap it.` : words;
  },
  table: (data) => ({
    columns: ['', data.metric, 'Low', 'High'],
    rows: data.rows.map((row) => [row.label, formatScore(row.value), formatScore(row.low), formatScore(row.high)])
  }),
  sample: () => ({
    metric: 'area under ROC',
    rows: [
      { label: 'Boosting', value: 0.984, low: 0.957, high: 0.996 },
      { label: 'Random forest', value: 0.979, low: 0.949, high: 0.994 },
      { label: 'Logistic regression', value: 0.971, low: 0.938, high: 0.99 },
      { label: 'Neural network', value: 0.962, low: 0.921, high: 0.986 }
    ],
    reference: { label: 'your bar', value: 0.95 }
  })
});

function layers(data: IntervalsData, look: ChartLook) {
  const { colours } = look;
  const values = data.rows.map((row, i) => ({ ...row, label: safeWord(row.label), row: i }));
  const top = Math.max(...values.map(({ high, value }) => (Number.isFinite(high) ? high : value)));
  // what can't be more than 1 has no mark beyond it, though the scale leaves room there
  const axis = top === 1 ? { axis: { labelExpr: "datum.value > 1 ? '' : datum.label" } } : {};
  const x = (field: string) => position(field, data.metric, { scale: { zero: false, padding: 12 }, ...axis });
  const y = band('label', null);
  const stroke = { condition: { test: 'datum.row === 0', value: colours.series[0] }, value: colours.ink3 };
  const line = {
    data: { values },
    mark: { type: 'rule' as const, strokeWidth: 2, strokeCap: 'round' as const },
    encoding: { x: x('low'), x2: { field: 'high' }, y, stroke }
  };
  const dot = { data: { values }, mark: { type: 'point' as const, size: 80 }, encoding: { x: x('value'), y, fill: stroke } };
  return [...(data.reference ? reference(data, data.reference, look) : []), line, dot];
}

function reference({ metric }: IntervalsData, at: NonNullable<IntervalsData['reference']>, look: ChartLook) {
  const data = { values: [{ value: at.value, word: at.label }] };
  const x = position('value', metric);
  return [
    { data, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { x } },
    {
      data,
      mark: { type: 'text' as const, align: 'left' as const, baseline: 'top' as const, y: 0, dx: 5, dy: -2 },
      encoding: { x, text: { field: 'word' } }
    }
  ];
}
