import { type Interval, wilson } from '../../../kernels/intervals.ts';
import { inSentence } from '../../../core/words.ts';
import { positiveShare } from '../chance.ts';
import { actualTotal, type Confusion, grandTotal, hits, predictedTotal } from '../confusion.ts';
import type { ConfusionMetric } from '../metric-type.ts';

type Average = 'plain' | 'weighted' | 'micro';

interface Share {
  readonly id: 'precision' | 'recall' | 'f1' | 'f2' | 'f05';
  readonly label: string;
  readonly doc: string;
  /** The share's numerator and denominator for hits, predicted total and actual total. */
  readonly above: (hit: number, predicted: number, actual: number) => number;
  readonly below: (hit: number, predicted: number, actual: number) => number;
}

const shares: readonly Share[] = [
  {
    id: 'precision',
    label: 'Precision',
    doc: 'Of the rows called positive, the share that are',
    above: (hit) => hit,
    below: (_hit, predicted) => predicted
  },
  {
    id: 'recall',
    label: 'Recall',
    doc: 'Of the rows that are positive, the share that were called so',
    above: (hit) => hit,
    below: (_hit, _p, actual) => actual
  },
  {
    id: 'f1',
    label: 'F1',
    doc: 'The harmonic mean of precision and recall',
    above: (hit) => 2 * hit,
    below: (_hit, predicted, actual) => predicted + actual
  },
  { id: 'f2', label: 'F2', doc: 'A mean of precision and recall in which recall counts twice as much', ...fBeta(2) },
  { id: 'f05', label: 'F0.5', doc: 'A mean of precision and recall in which precision counts twice as much', ...fBeta(0.5) }
];

/** Recall counts beta times as much as precision. Source: van Rijsbergen (1979), "Information retrieval", chapter 7. */
function fBeta(beta: number): Pick<Share, 'above' | 'below'> {
  const square = beta * beta;
  return { above: (hit) => (1 + square) * hit, below: (_hit, predicted, actual) => predicted + square * actual };
}

const endings: Readonly<Record<Average, string>> = {
  plain: '; with more than two classes, the plain mean over the classes.',
  weighted: ', averaged over the classes by how common they are.',
  micro: ', counted over all classes together.'
};

/**
 * Precision, recall and F as scikit-learn 1.2 defines them: of the positive class with two classes; otherwise the mean over the classes that
 * occur as an answer or as a prediction. A share of nothing counts 0.
 */
export const precisionRecallF1: readonly ConfusionMetric[] = (['plain', 'weighted', 'micro'] as const).flatMap((average) =>
  shares.map((share) => metricOf(share, average))
);

function metricOf(share: Share, average: Average): ConfusionMetric {
  const isPlain = average === 'plain';
  return {
    from: 'confusion',
    id: isPlain ? share.id : `${share.id}_${average}`,
    label: isPlain ? share.label : `${share.label}, ${average}`,
    doc: share.doc + endings[average],
    tasks: ['classification'],
    higherIsBetter: true,
    range: [0, 1],
    isExtra: !isPlain,
    score: (confusion) => scoreOf(share, average, confusion),
    chance: (outcome) => (isPlain && share.id === 'precision' ? positiveShare(outcome) : NaN),
    interval: (confusion, level) => (isPlain ? proportionOf(share, confusion, level) : null),
    remark: (confusion) => emptyShare(share, average, confusion)
  };
}

function scoreOf(share: Share, average: Average, confusion: Confusion): number {
  if (grandTotal(confusion) === 0) return NaN;
  if (average === 'plain' && confusion.positive !== null) return shareOf(share, confusion, confusion.positive);
  if (average === 'micro') return microOf(share, confusion);
  let total = 0;
  let mass = 0;
  for (let k = 0; k < confusion.classes; k++) {
    if (!confusion.present[k]) continue;
    const weight = average === 'weighted' ? actualTotal(confusion, k) : 1;
    total += weight * shareOf(share, confusion, k);
    mass += weight;
  }
  return total / mass;
}

function shareOf({ above, below }: Share, confusion: Confusion, k: number): number {
  const counts = [hits(confusion, k), predictedTotal(confusion, k), actualTotal(confusion, k)] as const;
  return below(...counts) === 0 ? 0 : above(...counts) / below(...counts);
}

function microOf({ above, below }: Share, confusion: Confusion): number {
  let top = 0;
  let bottom = 0;
  for (let k = 0; k < confusion.classes; k++) {
    const counts = [hits(confusion, k), predictedTotal(confusion, k), actualTotal(confusion, k)] as const;
    top += above(...counts);
    bottom += below(...counts);
  }
  return top / bottom;
}

/** Precision and recall of the positive class are plain proportions. */
function proportionOf(share: Share, confusion: Confusion, level: number): Interval | null {
  if (share.id.startsWith('f') || confusion.positive === null) return null;
  const k = confusion.positive;
  const of = share.id === 'precision' ? predictedTotal(confusion, k) : actualTotal(confusion, k);
  return wilson(hits(confusion, k), of, level);
}

function emptyShare(share: Share, average: Average, confusion: Confusion): string | null {
  if (average !== 'plain' || confusion.positive === null) return null;
  const predicted = predictedTotal(confusion, confusion.positive);
  const actual = actualTotal(confusion, confusion.positive);
  if (share.id !== 'recall' && predicted === 0) return `No row was called positive, so ${inSentence(share.label)} counts as 0.`;
  if (share.id !== 'precision' && actual === 0) return `No row is positive, so ${inSentence(share.label)} counts as 0.`;
  return null;
}
