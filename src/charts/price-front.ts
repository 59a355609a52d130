import { quantile } from '../core/stats.ts';
import { counted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber } from './format.ts';
import { position, tickFormat } from './parts.ts';

export interface PriceFrontData {
  /** What models cost, with its unit: "size, kB". */
  readonly cost: string;
  readonly score: string;
  readonly points: readonly {
    readonly cost: number;
    readonly score: number;
    /** None is better without costing more. */
    readonly isFront: boolean;
  }[];
}

/** Costs so many times apart go on a scale of factors. */
const WIDE = 30;

/** Score against cost: the best for their cost in the accent, joined by the steps that a person can choose among; the others grey. */
export const priceFront = defineChart<PriceFrontData>({
  id: 'price-front',
  label: 'Score against cost',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 280, layer: layers(data, look) }),
  describe(data) {
    const front = frontOf(data);
    const [first, last] = [front[0], front.at(-1)];
    if (!first || !last) return 'No model has a score and a cost yet.';
    const ends = `from ${formatNumber(first.score)} at ${formatNumber(first.cost)} to ${formatNumber(last.score)} at ${formatNumber(last.cost)} (${data.cost})`;
    return `${front.length} of ${counted(data.points.length, 'model')} ${front.length === 1 ? 'is' : 'are'} the best for their cost: ${data.score} ${ends}.${sayOffScale(data)}`;
  },
  table: (data) => ({
    columns: [data.cost, data.score, 'Best for its cost'],
    rows: data.points.map(({ cost, score, isFront }) => [cost, score, isFront ? 'yes' : 'no'])
  }),
  sample: () => ({
    cost: 'size, kB',
    score: 'area under the ROC curve',
    points: Array.from({ length: 14 }, (_, i) => ({
      cost: 4 * 1.6 ** i,
      score: 0.8 - 0.1 / (1 + i) - (i % 3 === 1 ? 0.01 : 0),
      isFront: i % 3 !== 1
    }))
  })
});

/** Scores that lie so many quarters outside the middle half stand at the edge: one model that failed does not press all others together. */
const FAR = 3;

/** " Two models lie so far from the others that they stand at the edge of the scale."; empty where all are on it. */
export function sayOffScale(data: PriceFrontData): string {
  const far = data.points.length - nearScores(data).length;
  if (far === 0) return '';
  return ` ${counted(far, 'model')} ${far === 1 ? 'lies so far from the others that it stands' : 'lie so far from the others that they stand'} at the edge of the scale.`;
}

function nearScores({ points }: PriceFrontData): number[] {
  const all = points.map(({ score }) => score);
  const [q1, q3] = [quantile(all, 0.25), quantile(all, 0.75)];
  const reach = q3 > q1 ? FAR * (q3 - q1) : Infinity;
  return all.filter((score) => score >= q1 - reach && score <= q3 + reach);
}

const frontOf = ({ points }: PriceFrontData) => points.filter(({ isFront }) => isFront).toSorted((a, b) => a.cost - b.cost);

function layers(data: PriceFrontData, { colours }: ChartLook) {
  const costs = data.points.map(({ cost }) => cost);
  const isWide = costs.length > 0 && Math.min(...costs) > 0 && Math.max(...costs) / Math.min(...costs) > WIDE;
  const x = position('cost', data.cost, {
    scale: isWide ? { type: 'log' } : { zero: false },
    axis: { format: tickFormat(costs), tickCount: 5 }
  });
  const scores = nearScores(data);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const domain = scores.length > 0 && high > low ? { domain: [low, high], nice: true } : {};
  const encoding = {
    x,
    y: position('score', data.score, { scale: { zero: false, clamp: true, ...domain }, axis: { format: tickFormat(scores), tickCount: 5 } })
  };
  const values = data.points.map((point, row) => ({ ...point, row }));
  const points = (rows: typeof values, fill: string, size: number) => ({
    data: { values: rows },
    mark: { type: 'point' as const, filled: true, fill, size, opacity: 1 },
    encoding
  });
  return [
    {
      data: { values: frontOf(data) },
      mark: { type: 'line' as const, interpolate: 'step-after' as const, stroke: colours.accent, strokeWidth: 1.25, opacity: 0.6 },
      encoding
    },
    points(
      values.filter(({ isFront }) => !isFront),
      colours.rest,
      30
    ),
    points(
      values.filter(({ isFront }) => isFront),
      colours.accent,
      60
    )
  ];
}
