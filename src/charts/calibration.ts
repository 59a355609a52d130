import { defineChart, type ChartLook } from './chart-type.ts';
import { formatShare } from './format.ts';
import { largest, position, shareAxis, straightLine } from './parts.ts';

export interface CalibrationData {
  /** Ascending by `predicted`, all shares 0 to 1; `low` and `high` bound `observed`. */
  readonly bins: readonly {
    readonly predicted: number;
    readonly observed: number;
    readonly low: number;
    readonly high: number;
    readonly rows: number;
  }[];
}

/** How often it is right when it says how sure it is; the diagonal is the ideal. */
export const calibration = defineChart<CalibrationData>({
  id: 'calibration',
  label: 'Calibration',
  shape: 'square',
  spec: (data, look) => ({
    width: 'container',
    height: 320,
    layer: [straightLine(look, [0, 0], [1, 1], ['What it says', 'How often it happens']), ...layers(data, look)]
  }),
  describe(data) {
    const fullest = largest(data.bins, (bin) => bin.rows);
    if (!fullest) return 'There are too few rows to judge its confidence.';
    return `When it says ${formatShare(fullest.predicted)}, it happens ${formatShare(fullest.observed)} of the time (band: 95 %).`;
  },
  table: (data) => ({
    columns: ['Predicted', 'Observed', 'Low', 'High', 'Rows'],
    rows: data.bins.map((bin) => [
      formatShare(bin.predicted),
      formatShare(bin.observed),
      formatShare(bin.low),
      formatShare(bin.high),
      bin.rows
    ])
  }),
  sample: () => ({
    bins: [0.06, 0.19, 0.31, 0.44, 0.56, 0.69, 0.81, 0.94].map((predicted, i) => {
      const observed = [0.03, 0.14, 0.3, 0.39, 0.51, 0.67, 0.85, 0.97][i]!;
      const half = [0.04, 0.08, 0.1, 0.11, 0.11, 0.1, 0.08, 0.03][i]!;
      return {
        predicted,
        observed,
        low: Math.max(0, observed - half),
        high: Math.min(1, observed + half),
        rows: [88, 40, 31, 28, 30, 36, 52, 120][i]!
      };
    })
  })
});

function layers(data: CalibrationData, { colours }: ChartLook) {
  const unit = { scale: { domain: [0, 1], nice: false }, axis: { ...shareAxis, values: [0, 0.5, 1] } };
  const values = data.bins.map((bin, row) => ({ ...bin, row }));
  const x = position('predicted', 'What it says', unit);
  const y = position('observed', 'How often it happens', unit);
  return [
    {
      data: { values },
      mark: { type: 'area' as const, fill: colours.accent, opacity: 0.14 },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } }
    },
    { data: { values }, mark: { type: 'line' as const, stroke: colours.series[0] }, encoding: { x, y } },
    { data: { values }, mark: { type: 'point' as const, fill: colours.series[0] }, encoding: { x, y } }
  ];
}
