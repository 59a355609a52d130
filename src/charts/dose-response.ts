import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber, formatScore, formatShare } from './format.ts';
import { dashed, position, seriesColour, shareAxis } from './parts.ts';

interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface DoseResponseData {
  /** What the dose counts: "Share of the values missing". */
  readonly dose: string;
  readonly isShare: boolean;
  /** What is measured, and whether it is a share of the rows. */
  readonly metric: string;
  readonly isRate: boolean;
  /** Each ascending by dose. */
  readonly lines: readonly { readonly label: string; readonly points: readonly ({ readonly dose: number } & Bounded)[] }[];
  /** Levels to hold it against: guessing, the bar. */
  readonly levels: readonly { readonly label: string; readonly at: number }[];
  /** What is seen, as those say who measured it. */
  readonly sentence: string;
}

/** A metric against how much of something is done to the rows, each value with its 95 % interval. */
export const doseResponse = defineChart<DoseResponseData>({
  id: 'dose-response',
  label: 'Dose and response',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 240, layer: layers(data, look) }),
  describe: ({ lines, sentence }) => (lines.some(({ points }) => points.length > 0) ? sentence : 'No dose was tried.'),
  table(data) {
    const say = data.isRate ? formatShare : formatScore;
    const isOne = data.lines.length === 1;
    return {
      columns: [...(isOne ? [] : ['Line']), data.dose, data.metric, 'Low', 'High'],
      rows: data.lines.flatMap(({ label, points }) =>
        points.map(({ dose, value, low, high }) => [
          ...(isOne ? [] : [label]),
          data.isShare ? formatShare(dose) : formatNumber(dose),
          ...(Math.abs(value) < 10 ? [value, low, high].map(say) : [value, low, high].map(formatNumber))
        ])
      )
    };
  },
  sample: () => ({
    dose: 'Share of the values missing',
    isShare: true,
    metric: 'Area under the ROC curve',
    isRate: false,
    lines: [
      {
        label: 'the model',
        points: [0, 0.05, 0.1, 0.2, 0.4].map((dose) => ({
          dose,
          value: 0.87 - 0.5 * dose,
          low: 0.84 - 0.55 * dose,
          high: 0.9 - 0.45 * dose
        }))
      }
    ],
    levels: [
      { label: 'guessing', at: 0.5 },
      { label: 'the bar', at: 0.8 }
    ],
    sentence: 'With 40 % of the values missing the area under the ROC curve gets worse, from 0.870 to 0.670.'
  })
});

function layers(data: DoseResponseData, look: ChartLook) {
  const axes = axesOf(data);
  const furthest = Math.max(0, ...data.lines.flatMap(({ points }) => points.map(({ dose }) => dose)));
  const heights = wordHeights(data);
  const isOne = data.lines.length === 1;
  let row = 0;
  const drawn = data.lines.flatMap(({ label, points }, i) => {
    const stroke = seriesColour(look, i);
    const values = points.map((point) => ({ ...point, row: row++ }));
    const last = values.at(-1);
    const word = !isOne && last ? [wordAt(axes, { ...last, word: label }, { fill: stroke, dy: heights[i]! })] : [];
    return [...lineLayers(axes, values, { stroke, opacity: isOne ? 0.12 : 0.07 }), ...word];
  });
  const levels = data.levels.flatMap(({ label, at }) => {
    const value = { dose: furthest, value: at, word: label };
    const rule = { data: { values: [value] }, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { y: axes.y('value') } };
    return [rule, wordAt(axes, value, { fill: look.colours.ink3, dy: -6 })];
  });
  return [...levels, ...drawn];
}

type Axes = ReturnType<typeof axesOf>;

const axesOf = (data: DoseResponseData) => ({
  x: position('dose', data.dose, { scale: { nice: false, zero: true, padding: 6 }, ...(data.isShare ? { axis: shareAxis } : {}) }),
  y: (field: string) =>
    position(field, data.metric, { scale: { zero: false, padding: 12 }, axis: data.isRate ? shareAxis : { tickCount: 4 } })
});

function lineLayers(
  { x, y }: Axes,
  values: readonly ({ readonly dose: number; readonly row: number } & Bounded)[],
  { stroke, opacity }: { stroke: string; opacity: number }
) {
  const bounded = values.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
  const data = { values: [...values] };
  return [
    {
      data: { values: bounded },
      mark: { type: 'area' as const, fill: stroke, opacity },
      encoding: { x, y: y('low'), y2: { field: 'high' } }
    },
    { data, mark: { type: 'line' as const, stroke }, encoding: { x, y: y('value') } },
    { data, mark: { type: 'point' as const, fill: stroke, size: 50 }, encoding: { x, y: y('value') } }
  ];
}

function wordAt(
  { x, y }: Axes,
  { dose, value, word }: { dose: number; value: number; word: string },
  { fill, dy }: { fill: string; dy: number }
) {
  return {
    data: { values: [{ dose, value, word }] },
    mark: { type: 'text' as const, align: 'right' as const, dy, fill },
    encoding: { x, y: y('value'), text: { field: 'word' } }
  };
}

/** About how many px the values of a chart are spread over, and how many a word takes. */
const [HEIGHT, WORD] = [200, 13];

/** How far above (below 0) or below its line's end each word stands, px: the uppermost above, the others below it and below each other. */
function wordHeights({ lines }: DoseResponseData): number[] {
  const all = lines.flatMap(({ points }) => points);
  const span = Math.max(...all.map(({ value }) => value)) - Math.min(...all.map(({ value }) => value)) || 1;
  const ends = lines.map(({ points }, i) => ({ i, down: (-(points.at(-1)?.value ?? 0) / span) * HEIGHT })).sort((a, b) => a.down - b.down);
  const heights: number[] = [];
  let taken = -Infinity;
  for (const [place, { i, down }] of ends.entries()) {
    const at = Math.max(down + (place === 0 ? 1 - WORD : WORD), taken + WORD);
    heights[i] = at - down;
    taken = at;
  }
  return heights;
}
