import { sayerOf } from '../core/say-value.ts';
import { quoted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber } from './format.ts';
import { band, largest, position, safeWord } from './parts.ts';
import { timeAxis } from './time-axis.ts';

export interface DependenceData {
  readonly feature: string;
  /** What is predicted: "probability of Gentoo", "price". */
  readonly answer: string;
  /** Times are in ms since 1970, UTC. */
  readonly kind: 'number' | 'time' | 'category';
  /** Of moments: the zone whose clocks they are read by. */
  readonly zone?: string;
  /** Ascending for numbers and times. `low` and `high`: where the middle 95 % of the rows lie. */
  readonly points: readonly { readonly at: number | string; readonly mean: number; readonly low: number; readonly high: number }[];
  /** Single rows, each aligned with `points`; some tens at most. */
  readonly rows: readonly (readonly number[])[];
}

/** What the model answers as one feature moves and the others stay: the mean thick, single rows thin. */
export const dependence = defineChart<DependenceData>({
  id: 'dependence',
  label: 'Partial dependence',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 240, layer: data.kind === 'category' ? dots(data, look) : lines(data, look) }),
  describe(data) {
    const top = largest(data.points, (point) => point.mean);
    const bottom = largest(data.points, (point) => -point.mean);
    if (!top || !bottom) return `${quoted(data.feature)} was not tried.`;
    return `On average ${answerWords(data.answer)} goes from ${formatNumber(bottom.mean)} (at ${placeWord(data, bottom.at)}) to ${formatNumber(top.mean)} (at ${placeWord(data, top.at)}) as ${quoted(data.feature)} changes alone.`;
  },
  table: (data) => ({
    columns: [data.feature, 'Mean', 'Low', 'High'],
    rows: data.points.map((p) => [data.kind === 'time' ? placeWord(data, p.at) : p.at, p.mean, p.low, p.high])
  }),
  sample: () => ({
    feature: 'flipper length, mm',
    answer: 'probability of Gentoo',
    kind: 'number',
    points: Array.from({ length: 24 }, (_, i) => {
      const mean = 0.04 + 0.9 / (1 + Math.exp(-(i - 14) / 1.8));
      return { at: 172 + i * 2.5, mean, low: Math.max(0, mean - 0.14), high: Math.min(1, mean + 0.12) };
    }),
    rows: Array.from({ length: 10 }, (_, k) =>
      Array.from({ length: 24 }, (__, i) => 0.02 + 0.95 / (1 + Math.exp(-(i - 11 - k * 0.6) / 1.8)))
    )
  })
});

/** Where on the axis: a number, a day, or a level. */
const placeWord = (data: DependenceData, at: number | string): string => (typeof at === 'string' ? at : sayerOf(data, formatNumber)(at));

function lines(data: DependenceData, { colours }: ChartLook) {
  const values = data.points.map((point, row) => ({ ...point, row }));
  const x =
    data.kind === 'time'
      ? {
          field: 'at',
          type: 'temporal' as const,
          title: safeWord(data.feature),
          ...timeAxis(
            data.points.map(({ at }) => Number(at)),
            data.zone,
            { nice: false }
          )
        }
      : position('at', data.feature, { scale: { zero: false, nice: false } });
  const y = (field: string) => position(field, data.answer, { scale: { zero: false }, axis: { tickCount: 4 } });
  const single = data.rows.flatMap((row, id) => row.map((mean, i) => ({ id, at: data.points[i]?.at ?? null, mean })));
  return [
    {
      data: { values },
      mark: { type: 'area' as const, fill: colours.accent, opacity: 0.12 },
      encoding: { x, y: y('low'), y2: { field: 'high' } }
    },
    {
      data: { values: single },
      mark: { type: 'line' as const, stroke: colours.ink3, strokeWidth: 0.75, opacity: 0.45 },
      encoding: { x, y: y('mean'), detail: { field: 'id' } }
    },
    { data: { values }, mark: { type: 'line' as const, stroke: colours.series[0], strokeWidth: 2.5 }, encoding: { x, y: y('mean') } }
  ];
}

function dots(data: DependenceData, { colours }: ChartLook) {
  const values = data.points.map((point, row) => ({ ...point, at: safeWord(String(point.at)), row }));
  const x = band('at', data.feature);
  const y = (field: string) => position(field, data.answer, { scale: { zero: false } });
  return [
    {
      data: { values },
      mark: { type: 'rule' as const, stroke: colours.series[0], strokeWidth: 2 },
      encoding: { x, y: y('low'), y2: { field: 'high' } }
    },
    { data: { values }, mark: { type: 'point' as const, fill: colours.series[0], size: 80 }, encoding: { x, y: y('mean') } }
  ];
}

const OF_CLASS = 'probability of ';
const CHANGE = 'change of ';

/** The answer as a sentence says it: its name in quotes, with or without the probability before it. */
function answerWords(answer: string): string {
  if (answer.startsWith(CHANGE)) return `the ${CHANGE}${answerWords(answer.slice(CHANGE.length).replace(/^the /, ''))}`;
  return answer.startsWith(OF_CLASS) ? `the ${OF_CLASS}${quoted(answer.slice(OF_CLASS.length))}` : quoted(answer);
}
