import { quoted } from '../../core/words.ts';
import { defineChart } from '../../charts/chart-type.ts';
import { curveLayers, curveRows, type UnitCurves } from '../../charts/curve.ts';
import { formatShare } from '../../charts/format.ts';
import { straightLine } from '../../charts/parts.ts';

const [X, Y] = ['Share of rows, surest first', 'Share of the class found'] as const;

/** What is found when only the surest rows are looked at; the diagonal is looking at random ones. */
export const gain = defineChart<UnitCurves>({
  id: 'gain',
  label: 'Gain',
  shape: 'square',
  spec: (data, look) => ({
    width: 'container',
    height: 320,
    layer: [straightLine(look, [0, 0], [1, 1], [X, Y]), ...curveLayers(data, look, X, Y, 'right')]
  }),
  describe({ curves: [first] }) {
    if (!first) return 'There is no curve to show.';
    const tenth = first.points.filter((point) => point.x <= 0.1).at(-1);
    return `Among the tenth of the rows ranked first it finds ${formatShare(tenth?.y ?? 0)} of ${quoted(first.label)}; a tenth drawn at random would hold 10 %.`;
  },
  table: (data) => ({ columns: ['Class', 'Threshold', X, Y], rows: curveRows(data) }),
  sample: () => ({
    operating: null,
    curves: [
      {
        label: 'yes',
        area: { value: 0.8, low: 0.75, high: 0.85 },
        points: [0, 0.2, 0.5, 1].map((x, i) => ({ x, y: [0, 0.6, 0.9, 1][i]! }))
      }
    ]
  })
});
