import { quoted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatShort } from './format.ts';
import { band, dashed, largest, position, rowsHeight, safeWord } from './parts.ts';

export interface WaterfallData {
  /** What is added to: "log-odds of yes", "price". */
  readonly answer: string;
  /** Where it begins, when nothing is known of the row. */
  readonly base: number;
  /** In the order in which they are added. `value` in words; empty where there is none. */
  readonly parts: readonly { readonly name: string; readonly value: string; readonly adds: number }[];
}

/** How the answer of one row comes together, part by part, from what is said when nothing is known. */
export const waterfall = defineChart<WaterfallData>({
  id: 'waterfall',
  label: 'How one answer comes together',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: rowsHeight(data.parts.length, 30), layer: layers(data, look) }),
  describe({ answer, base, parts }) {
    const most = largest(parts, ({ adds }) => Math.abs(adds));
    if (!most) return 'Nothing adds to this answer.';
    const end = parts.reduce((sum, { adds }) => sum + adds, base);
    return `The ${answer} goes from ${formatShort(base)}, when nothing is known, to ${formatShort(end)}; ${quoted(most.name)} moves it most, by ${signed(most.adds)}.`;
  },
  table: (data) => ({
    columns: ['Column', 'Its value', 'Adds', 'Then it is'],
    rows: steps(data).map(({ name, value, adds, to }) => [name, value === '' ? null : value, adds, to])
  }),
  sample: () => ({
    answer: 'log-odds of survived',
    base: -0.6,
    parts: [
      { name: 'sex', value: 'female', adds: 1.7 },
      { name: 'passenger class', value: '1', adds: 0.8 },
      { name: 'age', value: '62', adds: -0.4 },
      { name: '5 other columns', value: '', adds: 0.1 }
    ]
  })
});

const signed = (value: number): string => `${value > 0 ? '+' : ''}${formatShort(value)}`;

function steps({ base, parts }: WaterfallData) {
  let at = base;
  return parts.map(({ name, value, adds }, row) => {
    const from = at;
    at += adds;
    return { name, value, adds, from, to: at, row };
  });
}

function layers(data: WaterfallData, look: ChartLook) {
  const { colours } = look;
  const values = steps(data).map((step) => ({
    ...step,
    // two columns may have the same name and value only if they are the same column
    place: safeWord(step.value === '' ? step.name : `${step.name} = ${step.value}`),
    said: signed(step.adds),
    end: Math.max(step.from, step.to),
    colour: step.adds >= 0 ? colours.series[0] : colours.series[1]
  }));
  const y = band('place', null, { axis: { grid: false, labelLimit: look.width < 420 ? 130 : 220 } });
  const x = (field: string) => position(field, `The ${data.answer}`, { scale: { zero: false }, axis: { tickCount: 5 } });
  const fill = { field: 'colour', type: 'nominal' as const, scale: null };
  return [
    { data: { values: [{ base: data.base }] }, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { x: x('base') } },
    {
      data: { values },
      mark: { type: 'bar' as const, height: 16, cornerRadius: 2 },
      encoding: { x: x('from'), x2: { field: 'to' }, y, fill }
    },
    {
      data: { values },
      mark: { type: 'text' as const, align: 'left' as const, dx: 5, fill: colours.ink2 },
      encoding: { x: x('end'), y, text: { field: 'said' } }
    }
  ];
}
