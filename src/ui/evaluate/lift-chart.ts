import { defineChart, type ChartLook } from '../../charts/chart-type.ts';
import { formatNumber, formatShare } from '../../charts/format.ts';
import { dashed, position, seriesColour, shareAxis } from '../../charts/parts.ts';
import { quoted } from '../../core/words.ts';

export interface LiftData {
  readonly curves: readonly { readonly label: string; readonly points: readonly { readonly share: number; readonly lift: number }[] }[];
}

const [X, Y] = ['Share of rows, surest first', 'Times as many as at random'] as const;

/** How many times more of a class are found among the surest rows than among as many drawn at random; 1 is chance. */
export const lift = defineChart<LiftData>({
  id: 'lift',
  label: 'Lift',
  shape: 'square',
  spec: (data, look) => ({ width: 'container', height: 320, layer: layers(data, look) }),
  describe({ curves: [first] }) {
    const tenth = first?.points.filter((point) => point.share <= 0.1 + 1e-9).at(-1) ?? first?.points[0];
    if (!first || !tenth) return 'There is no curve to show.';
    return `The surest ${formatShare(tenth.share)} of the rows hold ${formatNumber(Number(tenth.lift.toPrecision(3)))} times as many of ${quoted(first.label)} as as many rows drawn at random.`;
  },
  table: ({ curves }) => ({
    columns: ['Class', X, Y],
    rows: curves.flatMap(({ label, points }) => points.map(({ share, lift: times }) => [label, share, times]))
  }),
  sample: () => ({
    curves: [{ label: 'yes', points: [0.05, 0.1, 0.3, 0.6, 1].map((share, i) => ({ share, lift: [4, 3.4, 2.2, 1.5, 1][i]! })) }]
  })
});

function layers({ curves }: LiftData, look: ChartLook) {
  const x = position('share', X, { scale: { domain: [0, 1], nice: false }, axis: { ...shareAxis, values: [0, 0.5, 1] } });
  const y = position('lift', Y, { scale: { zero: true } });
  let row = 0;
  const drawn = curves.map(({ label, points }, i) => ({
    label,
    colour: seriesColour(look, i),
    values: points.map((point) => ({ ...point, row: row++ }))
  }));
  return [
    { data: { values: [{ lift: 1 }] }, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { y } },
    ...drawn.map(({ colour, values }) => ({
      data: { values },
      mark: { type: 'line' as const, stroke: colour },
      encoding: { x, y, order: { field: 'row' } }
    })),
    ...drawn.map(({ label, colour, values }) => ({
      data: { values: values.slice(0, 1).map((point) => ({ ...point, word: label })) },
      mark: { type: 'text' as const, align: 'left' as const, dx: 6, dy: -6, fill: colour, fontWeight: 500 as const },
      encoding: { x, y, text: { field: 'word' } }
    }))
  ];
}
