import { partOf, pause, type WorkContext } from '../../../core/context.ts';
import type { ClassOutcome, NumberOutcome, Outcome } from '../../../core/outcome.ts';
import { forkRng } from '../../../core/rng.ts';
import { drawsOf, piecesOf, type Units } from '../../../kernels/units.ts';
import type { MetricType } from '../metric-type.ts';
import { scoreOutcome } from '../score.ts';

export interface PermutationOptions {
  readonly seed: number;
  readonly context: WorkContext;
  readonly replicates?: number;
  /** Rows that belong together are handed over together. */
  readonly units?: Units | null;
}

export interface Permutation {
  /** Never below 1 / (permutations + 1), the one that was seen being among them. */
  readonly pValue: number;
  readonly test: string;
}

/** A thousand up to 10,000 rows, fewer beyond: each sorts or adds up all rows twice. */
const replicatesFor = (rows: number) => Math.round(Math.min(999, Math.max(199, 1e7 / rows)));

const SLACK = 1e-12;

/**
 * Whether two models can be told apart, for any metric: were they equally good, it would not matter which of the two gave which answer to a row. So
 * their answers are exchanged row by row at random, and it is counted how often the difference is then at least as large. Where rows belong together,
 * whole groups or blocks of time are exchanged.
 * Source: Fisher (1935), "The design of experiments"; the added one after Phipson & Smyth (2010), "Permutation p-values should never be zero".
 */
export async function swapTest(first: Outcome, second: Outcome, metric: MetricType, options: PermutationOptions): Promise<Permutation> {
  const n = first.actual.length;
  const replicates = options.replicates ?? replicatesFor(n);
  const { units = null } = options;
  const test = units ? `permutation of ${units.kind === 'groups' ? 'groups' : 'blocks'}` : 'permutation';
  const seen = scoreOutcome(metric, first) - scoreOutcome(metric, second);
  if (Number.isNaN(seen)) return { pValue: NaN, test };
  const rng = forkRng(options.seed, 'evaluate/permutation');
  const pieceOf = units ? piecesOf(units) : null;
  const pieces = new Uint8Array(units ? drawsOf(units) : n);
  const exchange = exchanger(first, second);
  const context = partOf(options.context, 0, 1);
  let [asFar, defined] = [1, 1];
  for (let i = 0; i < replicates; i++) {
    if (i % Math.max(1, Math.floor(200_000 / n)) === 0) await pause(context);
    context.onProgress(i / replicates);
    for (let piece = 0; piece < pieces.length; piece++) pieces[piece] = rng() < 0.5 ? 1 : 0;
    const [a, b] = exchange((row) => pieces[pieceOf ? pieceOf[row]! : row] === 1);
    const difference = scoreOutcome(metric, a) - scoreOutcome(metric, b);
    if (Number.isNaN(difference)) continue;
    defined++;
    if (Math.abs(difference) >= Math.abs(seen) * (1 - SLACK)) asFar++;
  }
  return { pValue: asFar / defined, test: `${test}, ${replicates} draws` };
}

type Exchange = (isSwapped: (row: number) => boolean) => readonly [Outcome, Outcome];

function exchanger(first: Outcome, second: Outcome): Exchange {
  if (first.kind === 'classes' && second.kind === 'classes') return exchangeClasses(first, second);
  if (first.kind === 'numbers' && second.kind === 'numbers') return exchangeNumbers(first, second);
  return () => [first, second];
}

function exchangeNumbers(first: NumberOutcome, second: NumberOutcome): Exchange {
  return (isSwapped) => [
    { ...first, predicted: first.predicted.map((own, row) => (isSwapped(row) ? second.predicted[row]! : own)) },
    { ...second, predicted: second.predicted.map((own, row) => (isSwapped(row) ? first.predicted[row]! : own)) }
  ];
}

function exchangeClasses(first: ClassOutcome, second: ClassOutcome): Exchange {
  const classes = first.labels.length;
  const mixed = (own: ClassOutcome, other: ClassOutcome, isSwapped: (row: number) => boolean): ClassOutcome => {
    const probabilities = own.probabilities.slice();
    const predicted = own.predicted.slice();
    for (let row = 0; row < predicted.length; row++) {
      if (!isSwapped(row)) continue;
      predicted[row] = other.predicted[row]!;
      for (let at = row * classes; at < (row + 1) * classes; at++) probabilities[at] = other.probabilities[at]!;
    }
    return { ...own, probabilities, predicted };
  };
  return (isSwapped) => [mixed(first, second, isSwapped), mixed(second, first, isSwapped)];
}
