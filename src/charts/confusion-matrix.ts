import { counted, quoted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber, formatShare } from './format.ts';
import { band, isNarrow, largest, safeWord } from './parts.ts';

export interface ConfusionData {
  readonly labels: readonly string[];
  /** counts[actual][predicted] */
  readonly counts: readonly (readonly number[])[];
}

interface ConfusionCell {
  readonly row: number;
  readonly actual: string;
  readonly predicted: string;
  readonly count: number;
  /** Of the rows that are really of this class. */
  readonly share: number;
  readonly right: boolean;
}

function cells({ labels: names, counts }: ConfusionData): ConfusionCell[] {
  const labels = names.map(safeWord);
  return labels.flatMap((actual, i) => {
    const total = (counts[i] ?? []).reduce((sum, count) => sum + count, 0);
    return labels.map((predicted, j) => {
      const count = counts[i]?.[j] ?? 0;
      return { row: i * labels.length + j, actual, predicted, count, share: total ? count / total : 0, right: i === j };
    });
  });
}

/** Which class is taken for which. Right answers in the accent, wrong ones in red, both by their share of the actual class. */
export const confusionMatrix = defineChart<ConfusionData>({
  id: 'confusion-matrix',
  label: 'Confusion matrix',
  shape: 'square',
  spec: (data, look) => ({
    width: 'container',
    height: Math.min(420, 60 + data.labels.length * Math.max(22, Math.min(78, 340 / data.labels.length))),
    data: { values: cells(data) },
    encoding: {
      x: band('predicted', 'Predicted', {
        axis: { orient: 'top', labelAngle: data.labels.length > 4 ? -45 : 0, labelLimit: isNarrow(look) ? 70 : 110, titlePadding: 6 }
      }),
      y: band('actual', 'Actual', { axis: { labelLimit: isNarrow(look) ? 70 : 110, titleX: -4, titleAlign: 'right' } })
    },
    layer: layers(data, look)
  }),
  describe(data) {
    const all = cells(data);
    const rows = all.reduce((sum, cell) => sum + cell.count, 0);
    const right = all.reduce((sum, cell) => sum + (cell.right ? cell.count : 0), 0);
    const worst = largest(
      all.filter((cell) => !cell.right),
      (cell) => cell.count
    );
    const answer = `${formatNumber(right)} of ${counted(rows, 'row')} right.`;
    if (!worst || worst.count === 0) return rows > 0 ? `${answer} No class was taken for another.` : answer;
    return `${answer} The most common mistake: ${quoted(worst.actual)} taken for ${quoted(worst.predicted)}, ${counted(worst.count, 'time')}.`;
  },
  table: (data) => ({
    columns: ['Actual', 'Predicted', 'Rows', 'Share of the actual class'],
    rows: cells(data).map((cell) => [cell.actual, cell.predicted, cell.count, formatShare(cell.share)])
  }),
  sample: () => ({
    labels: ['Adelie', 'Chinstrap', 'Gentoo'],
    counts: [
      [21, 1, 0],
      [1, 9, 0],
      [0, 0, 19]
    ]
  })
});

function layers(data: ConfusionData, { colours }: ChartLook) {
  const rect = { type: 'rect' as const, cornerRadius: 5, xOffset: 1, x2Offset: -1, yOffset: 1, y2Offset: -1 };
  const fill = { condition: { test: 'datum.right', value: colours.accent }, value: colours.bad };
  const ink = { condition: { test: 'datum.share > 0.55', value: colours.onAccent }, value: colours.ink };
  const opacity = { field: 'share', type: 'quantitative' as const, scale: { domain: [0, 1], range: [0, 1] }, legend: null };
  const fits = data.labels.length <= 12;
  return [
    { mark: { ...rect, fill: colours.sunk } },
    { mark: rect, encoding: { fill, opacity } },
    ...(fits
      ? [{ mark: { type: 'text' as const, fontSize: data.labels.length > 6 ? 11 : 15 }, encoding: { text: { field: 'count' }, fill: ink } }]
      : [])
  ];
}
