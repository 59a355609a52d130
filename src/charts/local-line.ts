import { defineChart, type ChartLook } from './chart-type.ts';
import { formatShort } from './format.ts';
import { band, dashed, position, rowsHeight, safeWord } from './parts.ts';

export interface LocalLineData {
  /** What is moved: "probability of yes", "price". */
  readonly answer: string;
  /** What the row has, in words, largest first, and what having it adds, with its interval. */
  readonly parts: readonly { readonly condition: string; readonly adds: number; readonly low: number; readonly high: number }[];
}

/** What parts of one row add to its answer, by a straight line around it, each with its interval. */
export const localLine = defineChart<LocalLineData>({
  id: 'local-line',
  label: 'A line around one row',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: rowsHeight(data.parts.length, 34), layer: layers(data, look) }),
  describe({ answer, parts }) {
    const [first] = parts;
    if (!first) return 'No part of this row was tried.';
    const unsure = parts.filter(({ low, high }) => low <= 0 && high >= 0).length;
    const rest = unsure > 0 ? ` Of ${unsure} of the ${parts.length} parts not even the direction is sure.` : '';
    return `That ${first.condition} moves the ${answer} most, by ${signed(first.adds)} (${signed(first.low)} to ${signed(first.high)} over draws).${rest}`;
  },
  table: ({ parts }) => ({
    columns: ['What it has', 'Adds', 'Low', 'High'],
    rows: parts.map(({ condition, adds, low, high }) => [condition, adds, low, high])
  }),
  sample: () => ({
    answer: 'probability of survived',
    parts: [
      { condition: '“sex” is “female”', adds: 0.46, low: 0.45, high: 0.47 },
      { condition: '“pclass” is 1', adds: 0.21, low: 0.2, high: 0.23 },
      { condition: '“age” is above 38', adds: -0.06, low: -0.08, high: -0.04 },
      { condition: '“fare” is at most 8', adds: -0.01, low: -0.02, high: 0.01 }
    ]
  })
});

const signed = (value: number): string => `${value > 0 ? '+' : ''}${formatShort(value)}`;

function layers({ answer, parts }: LocalLineData, look: ChartLook) {
  const { colours } = look;
  const values = parts.map((part, row) => ({
    ...part,
    row,
    condition: safeWord(part.condition),
    colour: part.adds >= 0 ? colours.series[0] : colours.series[1]
  }));
  const y = band('condition', null, { axis: { grid: false, labelLimit: look.width < 420 ? 150 : 300 } });
  const x = (field: string) => position(field, `Adds to the ${answer}`, { axis: { tickCount: 5 } });
  const colour = { field: 'colour', type: 'nominal' as const, scale: null };
  return [
    { data: { values: [{ zero: 0 }] }, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { x: x('zero') } },
    { data: { values }, mark: { type: 'bar' as const, height: 12, cornerRadiusEnd: 3, opacity: 0.3 }, encoding: { x: x('adds'), y, fill: colour } }, // prettier-ignore
    {
      data: { values },
      mark: { type: 'rule' as const, strokeWidth: 2 },
      encoding: { x: x('low'), x2: { field: 'high' }, y, stroke: colour }
    },
    { data: { values }, mark: { type: 'point' as const, size: 70 }, encoding: { x: x('adds'), y, fill: colour } }
  ];
}
