import type { DataPoint, LinePoint } from '../core/data-curve.ts';
import { inSentence } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber, formatScore } from './format.ts';
import { position, tickFormat } from './parts.ts';

export interface ScoreByRowsData {
  /** What is measured: "log loss". */
  readonly score: string;
  readonly points: readonly DataPoint[];
  /** The law fitted to them, with its band; empty without one. */
  readonly line: readonly LinePoint[];
}

/** The score on rows left out, by how many were learned from, and how it would go on. */
export const scoreByRows = defineChart<ScoreByRowsData>({
  id: 'score-by-rows',
  label: 'Score by training rows',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 260, layer: layers(data, look) }),
  describe({ score, points }) {
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last) return 'No model has been fitted for it yet.';
    return `From ${formatNumber(first.rows)} rows to ${formatNumber(last.rows)} the ${inSentence(score)} goes from ${formatScore(first.score.value)} to ${formatScore(last.score.value)}; bars are 95 % intervals over folds.`;
  },
  table: (data) => ({
    columns: ['Rows learned from', data.score, 'Low', 'High'],
    rows: data.points.map(({ rows, score }) => [rows, score.value, bound(score.low), bound(score.high)])
  }),
  sample: () => ({
    score: 'Accuracy',
    points: [20, 40, 80, 160, 320, 640].map((rows) => {
      const value = 0.92 - 0.9 * rows ** -0.5;
      return {
        rows,
        score: { value, low: value - 0.3 * rows ** -0.5, high: value + 0.3 * rows ** -0.5, method: 'corrected resampled t', n: 200 }
      };
    }),
    line: Array.from({ length: 24 }, (_, i) => {
      const rows = 20 * 64 ** (i / 23);
      const value = 0.92 - 0.9 * rows ** -0.5;
      return { rows, value, low: value - 0.01 - rows * 1e-5, high: value + 0.01 + rows * 1e-5 };
    })
  })
});

const bound = (value: number) => (Number.isFinite(value) ? value : null);

function layers({ score, points, line }: ScoreByRowsData, { colours }: ChartLook) {
  const counts = points.map(({ rows }) => rows);
  const x = position('rows', 'Rows learned from, on a scale of doublings', {
    scale: { type: 'log', base: 2, nice: false },
    axis: { values: counts, format: ',d', labelOverlap: 'greedy', grid: false }
  });
  const y = (field: string) =>
    position(field, score, {
      scale: { zero: false, padding: 12 },
      axis: { tickCount: 4, format: tickFormat(points.map((p) => p.score.value)) }
    });
  const last = counts.at(-1) ?? 0;
  const values = points.map(({ rows, score: own }, row) => ({ row, rows, value: own.value, low: bound(own.low), high: bound(own.high) }));
  const known = line.filter(({ rows }) => rows <= last);
  const beyond = line.filter(({ rows }) => rows >= (known.at(-1)?.rows ?? 0));
  const path = (of: readonly LinePoint[], more: object) => ({
    data: { values: [...of] },
    mark: { type: 'line' as const, stroke: colours.series[0], strokeWidth: 1.5, ...more },
    encoding: { x, y: y('value') }
  });
  const band = {
    data: { values: [...line] },
    mark: { type: 'area' as const, fill: colours.series[0], opacity: 0.14 },
    encoding: { x, y: y('low'), y2: { field: 'high' } }
  };
  return [
    ...(line.length > 0 ? [band, path(known, {}), path(beyond, { strokeDash: [4, 4] })] : []),
    {
      data: { values: values.filter(({ low }) => low !== null) },
      mark: { type: 'rule' as const, stroke: colours.ink3 },
      encoding: { x, y: y('low'), y2: { field: 'high' } }
    },
    { data: { values }, mark: { type: 'point' as const, fill: colours.series[0], size: 50, opacity: 1 }, encoding: { x, y: y('value') } }
  ];
}
