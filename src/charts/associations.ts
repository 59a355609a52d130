import { quoted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { band, isNarrow, largest, safeWord } from './parts.ts';

export interface AssociationsData {
  readonly columns: readonly string[];
  /** Each pair once. `value` is -1 to 1, or 0 to 1 for kinds without a direction. */
  readonly pairs: readonly { readonly a: string; readonly b: string; readonly kind: string; readonly value: number }[];
}

/** How closely columns go together, as a heat map; below the diagonal only, for the rest would repeat it. */
export const associations = defineChart<AssociationsData>({
  id: 'associations',
  label: 'Associations',
  shape: 'square',
  spec: (data, look) => ({
    width: 'container',
    height: Math.min(560, 40 + data.columns.length * 40),
    data: { values: cells(data) },
    encoding: {
      x: band('a', null, {
        // Slanted names need as much room as a line of text is high.
        axis: { labelAngle: -40, labelLimit: isNarrow(look) ? 70 : 110, labelOverlap: look.width / data.columns.length < 24 },
        scale: { domain: data.columns.slice(0, -1).map(safeWord) }
      }),
      y: band('b', null, { axis: { labelLimit: isNarrow(look) ? 80 : 120 }, scale: { domain: data.columns.slice(1).map(safeWord) } })
    },
    layer: layers(data, look)
  }),
  describe(data) {
    const strongest = largest(data.pairs, (pair) => Math.abs(pair.value));
    if (!strongest) return 'There are no two columns to compare.';
    const near = data.pairs.filter((pair) => Math.abs(pair.value) >= 0.8).length;
    const rest = near > 1 ? ` ${near} pairs are above 0.8.` : '';
    return `${quoted(strongest.a)} and ${quoted(strongest.b)} go together most closely: ${strongest.kind} ${strongest.value.toFixed(2)}.${rest}`;
  },
  table: (data) => ({
    columns: ['Column', 'Column', 'Measure', 'Value'],
    rows: cells(data).map((cell) => [cell.a, cell.b, cell.kind, cell.value])
  }),
  sample: () => ({
    columns: ['bill length', 'bill depth', 'flipper length', 'body mass', 'sex', 'species'],
    pairs: [
      { a: 'bill length', b: 'bill depth', kind: 'Pearson’s r', value: -0.24 },
      { a: 'bill length', b: 'flipper length', kind: 'Pearson’s r', value: 0.66 },
      { a: 'bill length', b: 'body mass', kind: 'Pearson’s r', value: 0.6 },
      { a: 'bill depth', b: 'flipper length', kind: 'Pearson’s r', value: -0.58 },
      { a: 'bill depth', b: 'body mass', kind: 'Pearson’s r', value: -0.47 },
      { a: 'flipper length', b: 'body mass', kind: 'Pearson’s r', value: 0.87 },
      { a: 'body mass', b: 'sex', kind: 'correlation ratio', value: 0.43 },
      { a: 'flipper length', b: 'species', kind: 'correlation ratio', value: 0.88 },
      { a: 'sex', b: 'species', kind: 'Cramer’s V', value: 0.02 }
    ]
  })
});

/** Each pair with its columns in the order of the axes. */
function cells({ columns, pairs }: AssociationsData) {
  const place = new Map(columns.map((name, i) => [name, i]));
  return pairs.map((pair, row) => {
    const swap = (place.get(pair.a) ?? 0) > (place.get(pair.b) ?? 0);
    const strength = Math.min(1, Math.abs(pair.value));
    const base = { kind: pair.kind, value: pair.value, row, strength, falls: pair.value < 0, words: pair.value.toFixed(2) };
    const [a, b] = [safeWord(pair.a), safeWord(pair.b)];
    return swap ? { ...base, a: b, b: a } : { ...base, a, b };
  });
}

function layers(data: AssociationsData, { colours, width }: ChartLook) {
  const rect = { type: 'rect' as const, cornerRadius: 4, xOffset: 1, x2Offset: -1, yOffset: 1, y2Offset: -1 };
  const fill = { condition: { test: 'datum.falls', value: colours.series[1] }, value: colours.accent };
  const ink = { condition: { test: 'datum.strength > 0.6', value: colours.onAccent }, value: colours.ink };
  const opacity = { field: 'strength', type: 'quantitative' as const, scale: { domain: [0, 1], range: [0, 1] }, legend: null };
  const fits = width / Math.max(1, data.columns.length) > 44;
  return [
    { mark: { ...rect, fill: colours.sunk } },
    { mark: rect, encoding: { fill, opacity } },
    ...(fits ? [{ mark: { type: 'text' as const }, encoding: { text: { field: 'words' }, fill: ink } }] : [])
  ];
}
