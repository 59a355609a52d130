import { quoted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber, formatShare } from './format.ts';
import { band, largest, position, safeWord, shareAxis } from './parts.ts';

export interface DriftData {
  readonly column: string;
  /** Numbers come in bins and are joined by a line; categories are not. */
  readonly kind: 'number' | 'category';
  /** Both shares sum to 1; in the order of the axis. */
  readonly bins: readonly { readonly label: string; readonly reference: number; readonly current: number }[];
  /** Population stability index. */
  readonly psi: number;
  readonly alarm: boolean;
}

/** What came in against what was trained on: grey bars are the training rows, dots the rows since. */
export const drift = defineChart<DriftData>({
  id: 'drift',
  label: 'Drift of a column',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 190, layer: layers(data, look) }),
  describe(data) {
    const most = largest(data.bins, (bin) => Math.abs(bin.current - bin.reference));
    if (!most) return `There are no rows of ${quoted(data.column)} to compare.`;
    const words = `${most.label} went from ${formatShare(most.reference)} in training to ${formatShare(most.current)} since`;
    const verdict = data.alarm ? 'This is more than chance explains.' : 'No more than chance explains.';
    return `${quoted(data.column)}: ${words} (population stability index ${formatNumber(Number(data.psi.toFixed(3)))}). ${verdict}`;
  },
  table: (data) => ({
    columns: [data.column, 'Training', 'Since'],
    rows: data.bins.map((b) => [b.label, formatShare(b.reference), formatShare(b.current)])
  }),
  sample: () => ({
    column: 'body mass, g',
    kind: 'number',
    bins: [0.04, 0.13, 0.24, 0.21, 0.16, 0.12, 0.07, 0.03].map((reference, i) => ({
      label: `${2700 + i * 450} to ${3150 + i * 450}`,
      reference,
      current: [0.02, 0.06, 0.13, 0.18, 0.21, 0.19, 0.13, 0.08][i]!
    })),
    psi: 0.19,
    alarm: true
  })
});

function layers(data: DriftData, { colours }: ChartLook) {
  const values = data.bins.map((bin, row) => ({ ...bin, label: safeWord(bin.label), row }));
  const now = data.alarm ? colours.warn : colours.series[0];
  const x = band('label', data.kind === 'number' ? `${data.column}, from` : data.column, { axis: axisOf(data) });
  const y = (field: string) => position(field, 'Share of rows', { axis: { ...shareAxis, tickCount: 4 } });
  const words = [
    { word: 'bars: rows trained on', place: 0, colour: colours.ink3 },
    { word: `${data.kind === 'number' ? 'line' : 'dots'}: rows since`, place: 16, colour: now }
  ];
  return [
    { data: { values }, mark: { type: 'bar' as const, fill: colours.rest, opacity: 0.6 }, encoding: { x, y: y('reference') } },
    {
      data: { values },
      mark:
        data.kind === 'number'
          ? { type: 'line' as const, stroke: now, point: { fill: now, size: 50 } }
          : { type: 'point' as const, fill: now, size: 90 },
      encoding: { x, y: y('current') }
    },
    ...words.map(({ word, place, colour }) => ({
      data: { values: [{ word }] },
      mark: {
        type: 'text' as const,
        align: 'right' as const,
        baseline: 'top' as const,
        fill: colour,
        fontWeight: 500 as const,
        x: 'width' as const,
        y: place
      },
      encoding: { text: { field: 'word' } }
    }))
  ];
}

/** Bins of numbers are told by where they begin, for "66.4 to 84" ten times over would not fit under the bars; the open first one keeps its words. */
const axisOf = ({ kind, bins }: DriftData) =>
  kind === 'number'
    ? {
        labelAngle: 0,
        labelExpr: "indexof(datum.label, 'up to ') === 0 ? datum.label : split(datum.label, ' to ')[0]",
        labelOverlap: true as const
      }
    : { labelAngle: bins.length > 5 ? -35 : 0, labelLimit: 90 };
