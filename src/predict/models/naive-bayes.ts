import { featureNotNumeric, featureUnusable } from '../../core/errors/training.ts';
import type { Plain } from '../../core/plain.ts';
import type { Table } from '../../core/table.ts';
import { defineScorer } from '../model-scorer.ts';
import { writeShares } from './class-shares.ts';
import { columnOf, expectState, isClasses, isFiniteArray, isNames } from './feature-columns.ts';

interface LevelledFeature {
  readonly [key: string]: Plain;
  readonly name: string;
  /** Levels seen in training. */
  readonly levels: readonly string[];
  /** Log probability of each level in each class, row-major [classes, levels]. */
  readonly logs: Float64Array;
}

/** What each number column says of each class; `first` and `second` are row-major [classes, numbers] and mean what the distribution needs. */
interface BayesState {
  readonly [key: string]: Plain;
  readonly outputs: number;
  readonly present: Int32Array;
  /** Log of each class's share; zeros where it has no say. */
  readonly prior: Float64Array;
  /**
   * gaussian: mean and variance. bernoulli: log probability of a value above `binarize`, and of another. weighted: what one unit of the value adds,
   * and nothing.
   */
  readonly distribution: 'gaussian' | 'bernoulli' | 'weighted';
  readonly binarize: number;
  readonly numbers: readonly string[];
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** Columns of categories. */
  readonly features: readonly LevelledFeature[];
}

/** Adds to each class what a value says of it. */
type Evidence = (row: number, raw: Float64Array) => void;

/** Squares beyond this would be infinite for every class, and their difference no number. */
const FARTHEST = 1e300;

/** The log probability of each class is the sum of what the columns say one by one; what is missing says nothing. */
export const naiveBayesScorer = defineScorer<BayesState>({
  id: 'naive-bayes',
  holds: 'sums',
  compile(state) {
    check(state);
    const { outputs, present, prior, numbers, features } = state;
    const raw = new Float64Array(present.length);
    const levelReaders = features.map(levelEvidence);
    return (table) => {
      const evidence = [...numbers.map((name, j) => numberEvidence(state, table, name, j)), ...levelReaders.map((read) => read(table))];
      const out = new Float64Array(table.rows * outputs);
      for (let i = 0; i < table.rows; i++) {
        raw.set(prior);
        for (const add of evidence) add(i, raw);
        writeShares(raw, present, out, i * outputs);
      }
      return out;
    };
  }
});

function numberEvidence({ numbers, distribution, binarize, first, second }: BayesState, table: Table, name: string, j: number): Evidence {
  const column = columnOf(table, name);
  if (column.kind !== 'number') throw featureNotNumeric(name, column.kind);
  const { values } = column;
  const width = numbers.length;
  const says = { gaussian: logDensity, bernoulli: logChance, weighted: (x: number, weight: number) => x * weight }[distribution];
  return (row, raw) => {
    const value = values[row]!;
    if (value !== value) return;
    const x = distribution === 'bernoulli' ? +(value > binarize) : value;
    for (let c = 0, at = j; c < raw.length; c++, at += width) raw[c]! += says(x, first[at]!, second[at]!);
  };
}

const logDensity = (x: number, mean: number, variance: number) =>
  -0.5 * (Math.log(2 * Math.PI * variance) + Math.min(((x - mean) * (x - mean)) / variance, FARTHEST));

const logChance = (isAbove: number, above: number, below: number) => (isAbove ? above : below);

/** Codes differ from table to table, so levels are matched by label. */
function levelEvidence({ name, levels, logs }: LevelledFeature): (table: Table) => Evidence {
  const placeOf = new Map(levels.map((level, place) => [level, place]));
  return (table) => {
    const column = columnOf(table, name);
    if (column.kind !== 'category') throw featureUnusable(name, column.kind);
    const places = column.labels.map((label) => placeOf.get(label) ?? -1);
    return (row, raw) => {
      const place = places[column.codes[row]!] ?? -1;
      if (place < 0) return;
      for (let c = 0; c < raw.length; c++) raw[c]! += logs[c * levels.length + place]!;
    };
  };
}

function check({ outputs, present, prior, distribution, binarize, numbers, first, second, features }: BayesState): void {
  const expect = (what: string, holds: boolean) => expectState('naive-bayes', what, holds);
  expect('classes', isClasses(present, outputs) && present.length >= 2);
  const classes = present.length;
  expect('prior', isFiniteArray(prior) && prior.length === classes);
  expect('distribution', ['gaussian', 'bernoulli', 'weighted'].includes(distribution) && Number.isFinite(binarize));
  const size = isNames(numbers) ? classes * numbers.length : NaN;
  expect('first', isFiniteArray(first) && first.length === size);
  expect('second', isFiniteArray(second) && second.length === (distribution === 'weighted' ? 0 : size));
  expect('variances', distribution !== 'gaussian' || second.every((variance) => variance > 0));
  expect('features', Array.isArray(features) && features.every((feature) => isLevelled(feature, classes)));
}

const isLevelled = ({ name, levels, logs }: LevelledFeature, classes: number): boolean =>
  typeof name === 'string' && isNames(levels) && isFiniteArray(logs) && logs.length === classes * levels.length;
