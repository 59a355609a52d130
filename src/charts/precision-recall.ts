import { quoted } from '../core/words.ts';
import { areaWords, bracketWords, curveLayers, curveRows, type UnitCurves } from './curve.ts';
import { defineChart } from './chart-type.ts';
import { formatShare } from './format.ts';
import { straightLine } from './parts.ts';

export interface PrecisionRecallData extends UnitCurves {
  /** Share of positive rows: the precision of answering always yes. */
  readonly base: number;
}

/** Precision against recall over all thresholds; the dashed line is what answering always yes gives. */
export const precisionRecall = defineChart<PrecisionRecallData>({
  id: 'precision-recall',
  label: 'Precision and recall',
  shape: 'square',
  spec: (data, look) => ({
    width: 'container',
    height: 320,
    layer: [
      straightLine(look, [0, data.base], [1, data.base], ['Recall', 'Precision']),
      ...curveLayers(data, look, 'Recall', 'Precision', 'left')
    ]
  }),
  describe(data) {
    const [first] = data.curves;
    if (!first) return 'There is no curve to show.';
    const always = `Answering always yes would be right for ${formatShare(data.base)}, the dashed line.`;
    return `Average precision of ${quoted(first.label)}: ${areaWords(first.area)}${bracketWords(first)}. ${always}`;
  },
  table: (data) => ({ columns: ['Curve', 'Threshold', 'Recall', 'Precision'], rows: curveRows(data) }),
  sample: () => ({
    base: 0.24,
    curves: [
      {
        label: 'Boosting',
        points: [0, 0.2, 0.35, 0.5, 0.62, 0.72, 0.8, 0.87, 0.93, 0.97, 1].map((x, i) => ({
          x,
          y: [1, 0.98, 0.95, 0.91, 0.86, 0.79, 0.71, 0.61, 0.49, 0.37, 0.24][i]!,
          low: [0.9, 0.93, 0.89, 0.84, 0.79, 0.71, 0.63, 0.53, 0.42, 0.31, 0.2][i]!,
          high: [1, 1, 0.99, 0.96, 0.92, 0.86, 0.78, 0.69, 0.57, 0.44, 0.29][i]!,
          threshold: 1 - i / 10
        })),
        area: { value: 0.822, low: 0.781, high: 0.858 }
      }
    ],
    operating: { x: 0.72, y: 0.79, threshold: 0.42 }
  })
});
