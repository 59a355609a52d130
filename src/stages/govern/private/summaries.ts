import type { PrivateAsk } from '../../../core/private-ask.ts';
import { isMissing, textAt, type Column } from '../../../core/table.ts';
import type { RandomBytes } from './draws.ts';
import { mechanismFor, type Mechanism, type PrivacyCost } from './mechanism.ts';

/** One figure with the interval of its noise: the true one, of these rows, lies in it 95 times in 100. */
export interface NoisyFigure {
  readonly label: string;
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
}

export interface PrivateAnswer {
  readonly figures: readonly NoisyFigure[];
  readonly mechanism: string;
}

const LEVEL = 0.95;
/** Values of a mean are taken to a 65,536th of their range before the noise, so that noise and sum are whole numbers. */
const STEPS = 65_536;

/**
 * Answers with noise, so that whether one row is there changes the probability of any answer by a factor of at most exp(epsilon), but for delta.
 * @param column null for a count of rows
 */
export function answerPrivately(
  ask: PrivateAsk,
  column: Column | null,
  rows: number,
  cost: PrivacyCost,
  random: RandomBytes
): PrivateAnswer {
  if (ask.kind === 'mean') return meanOf(ask, numbersOf(column), cost, random);
  const mechanism = mechanismFor(cost, 1, random);
  return { figures: countsFor(ask, column, rows).map(([label, count]) => figureOf(label, count, mechanism)), mechanism: mechanism.name };
}

function countsFor(ask: Exclude<PrivateAsk, { kind: 'mean' }>, column: Column | null, rows: number): [string, number][] {
  switch (ask.kind) {
    case 'count':
      return [['rows', rows]];
    case 'histogram':
      return binned(ask, numbersOf(column));
    case 'levels':
      return levelsOf(ask.labels, column!, rows);
  }
}

/** A count is never below 0; cutting the answer tells nothing more. */
function figureOf(label: string, count: number, mechanism: Mechanism): NoisyFigure {
  const noisy = count + mechanism.draw();
  const within = mechanism.within(LEVEL);
  return { label, value: Math.max(0, noisy), low: Math.max(0, noisy - within), high: Math.max(0, noisy + within) };
}

const numbersOf = (column: Column | null): Float64Array => {
  if (column?.kind !== 'number') throw new TypeError('A column of numbers was checked for.');
  return column.values.filter((value) => !Number.isNaN(value));
};

type Histogram = Extract<PrivateAsk, { kind: 'histogram' }>;

function binned({ lowest, highest, bins }: Histogram, values: Float64Array): [string, number][] {
  const width = (highest - lowest) / bins;
  const counts = new Float64Array(bins);
  for (const value of values) counts[Math.min(bins - 1, Math.max(0, Math.floor((value - lowest) / width)))]!++;
  const edge = (bin: number) => String(Number((lowest + bin * width).toPrecision(6)));
  return Array.from(counts, (count, bin) => [`${edge(bin)} to under ${edge(bin + 1)}`, count]);
}

function levelsOf(labels: readonly string[], column: Column, rows: number): [string, number][] {
  const counts = new Map(labels.map((label) => [label, 0]));
  const textOf = (row: number) =>
    column.kind === 'category'
      ? column.labels[column.codes[row]!]!
      : column.kind === 'text'
        ? textAt(column, row)!
        : String((column as { values: Float64Array }).values[row]);
  for (let row = 0; row < rows; row++) {
    if (isMissing(column, row)) continue;
    const count = counts.get(textOf(row));
    if (count !== undefined) counts.set(textOf(row), count + 1);
  }
  return [...counts];
}

/** Half of the cost for the sum, counted from the middle of the bounds, half for the number of values. */
function meanOf(
  { column, lowest, highest }: Extract<PrivateAsk, { kind: 'mean' }>,
  values: Float64Array,
  cost: PrivacyCost,
  random: RandomBytes
): PrivateAnswer {
  const half = { epsilon: cost.epsilon / 2, delta: cost.delta / 2 };
  const [middle, step] = [(lowest + highest) / 2, (highest - lowest) / STEPS];
  let sum = 0;
  for (const value of values) sum += Math.round((Math.min(highest, Math.max(lowest, value)) - middle) / step);
  const ofSum = mechanismFor(half, STEPS / 2, random);
  const ofCount = mechanismFor(half, 1, random);
  const [noisySum, noisyCount] = [sum + ofSum.draw(), values.length + ofCount.draw()];
  // Each of the two holds in 97.5 of 100 cases, so both do in 95.
  const each = (1 + LEVEL) / 2;
  const [sumWithin, countWithin] = [ofSum.within(each), ofCount.within(each)];
  const meanAt = (total: number, count: number) => Math.min(highest, Math.max(lowest, middle + (total / count) * step));
  const isKnown = noisyCount - countWithin >= 1;
  const corners = isKnown
    ? [-1, 1].flatMap((s) => [-1, 1].map((c) => meanAt(noisySum + s * sumWithin, noisyCount + c * countWithin)))
    : [lowest, highest];
  const value = noisyCount >= 1 ? meanAt(noisySum, noisyCount) : null;
  return { figures: [{ label: `mean of ${column}`, value, low: Math.min(...corners), high: Math.max(...corners) }], mechanism: ofSum.name };
}
