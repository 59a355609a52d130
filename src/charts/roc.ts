import { quoted } from '../core/words.ts';
import { areaWords, bracketWords, curveLayers, curveRows, type UnitCurves } from './curve.ts';
import { defineChart } from './chart-type.ts';
import { straightLine } from './parts.ts';

export type RocData = UnitCurves;

/** True positives against false positives over all thresholds; the diagonal is chance. */
export const roc = defineChart<RocData>({
  id: 'roc',
  label: 'ROC curve',
  shape: 'square',
  spec: (data, look) => ({
    width: 'container',
    height: 320,
    layer: [
      straightLine(look, [0, 0], [1, 1], ['False positive rate', 'True positive rate']),
      ...curveLayers(data, look, 'False positive rate', 'True positive rate', 'right')
    ]
  }),
  describe(data) {
    const [first] = data.curves;
    if (!first) return 'There is no curve to show.';
    return `Area under the curve of ${quoted(first.label)}: ${areaWords(first.area)}${bracketWords(first)}. The dashed line is chance, 0.5.`;
  },
  table: (data) => ({ columns: ['Curve', 'Threshold', 'False positive rate', 'True positive rate'], rows: curveRows(data) }),
  sample: () => ({
    curves: [
      {
        label: 'Boosting',
        points: [0, 0.01, 0.03, 0.06, 0.1, 0.16, 0.25, 0.4, 0.6, 0.8, 1].map((x, i) => ({
          x,
          y: [0, 0.52, 0.69, 0.78, 0.84, 0.89, 0.93, 0.965, 0.985, 0.995, 1][i]!,
          low: [0, 0.4, 0.58, 0.69, 0.77, 0.83, 0.88, 0.93, 0.96, 0.98, 1][i]!,
          high: [0.1, 0.63, 0.78, 0.85, 0.9, 0.94, 0.965, 0.985, 1, 1, 1][i]!,
          threshold: 1 - i / 10
        })),
        area: { value: 0.931, low: 0.902, high: 0.955 }
      }
    ],
    operating: { x: 0.1, y: 0.84, threshold: 0.42 }
  })
});
