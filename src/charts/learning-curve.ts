import type { CurvePoint } from '../core/model.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber } from './format.ts';
import { largest, position } from './parts.ts';

export interface LearningCurveData {
  /** What a step is: "round", "epoch". */
  readonly step: string;
  /** What is measured: "log loss". */
  readonly loss: string;
  readonly points: readonly CurvePoint[];
}

const held = (data: LearningCurveData) => data.points.filter((point) => point.validation !== null);
const bestOf = (data: LearningCurveData) => largest(held(data), (point) => -point.validation!);

/** Loss on the rows learned from and on rows held out, as training goes on. */
export const learningCurve = defineChart<LearningCurveData>({
  id: 'learning-curve',
  label: 'Learning curve',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 240, layer: layers(data, look) }),
  describe(data) {
    const last = data.points.at(-1);
    if (!last) return 'Training has not reported anything yet.';
    const best = bestOf(data);
    if (!best)
      return `After ${data.step} ${formatNumber(last.step)} the ${data.loss} on the rows learned from is ${formatNumber(last.train)}.`;
    const rest =
      best.step < last.step ? ' What came after it only learned the training rows by heart.' : ' It was still falling at the end.';
    return `The ${data.loss} on held-out rows was lowest, ${formatNumber(best.validation!)}, at ${data.step} ${formatNumber(best.step)}.${rest}`;
  },
  table: (data) => ({
    columns: [data.step, `${data.loss}, training`, `${data.loss}, held out`],
    rows: data.points.map((point) => [point.step, point.train, point.validation])
  }),
  sample: () => ({
    step: 'round',
    loss: 'log loss',
    points: Array.from({ length: 60 }, (_, i) => ({
      step: i + 1,
      train: 0.62 * Math.exp(-i / 14) + 0.02,
      validation: 0.6 * Math.exp(-i / 12) + 0.11 + i * 0.0012
    }))
  })
});

function layers(data: LearningCurveData, { colours }: ChartLook) {
  const x = position('step', data.step, { scale: { nice: false, zero: false } });
  const values = data.points.map((point, row) => ({ ...point, row }));
  const best = bestOf(data);
  const line = (field: 'train' | 'validation', stroke: string) => ({
    data: { values: values.filter((point) => point[field] !== null) },
    mark: { type: 'line' as const, stroke },
    encoding: { x, y: position(field, data.loss, { scale: { zero: false, padding: 16 }, axis: { tickCount: 4 } }) }
  });
  const mark = { type: 'rule' as const, stroke: colours.ink3, strokeDash: [3, 4] };
  return [
    line('train', colours.ink3),
    line('validation', colours.series[0]),
    ...(best ? [{ data: { values: [{ step: best.step }] }, mark, encoding: { x } }] : []),
    ...endWords(data, colours.ink3, colours.series[0])
  ];
}

function endWords(data: LearningCurveData, train: string, validation: string) {
  const last = data.points.at(-1);
  if (!last) return [];
  const word = (text: string, at: number, fill: string, dy: number) => ({
    data: { values: [{ step: last.step, at, word: text }] },
    mark: { type: 'text' as const, align: 'right' as const, dy, fill, fontWeight: 500 as const },
    encoding: { x: position('step', data.step), y: position('at', data.loss), text: { field: 'word' } }
  });
  const trainBelow = last.validation === null || last.train < last.validation;
  const words = [word('rows learned from', last.train, train, trainBelow ? 12 : -10)];
  return last.validation === null ? words : [...words, word('held-out rows', last.validation, validation, trainBelow ? -12 : 14)];
}
