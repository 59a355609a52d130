import type { WorkContext } from '../../core/context.ts';
import type { Metric, Outcome } from '../../core/outcome.ts';
import { forkRng } from '../../core/rng.ts';
import type { CategoryColumn } from '../../core/table.ts';
import { bootstrapInterval, noInterval } from '../../kernels/intervals.ts';
import { resample } from '../../kernels/resample.ts';
import { unitInterval } from '../../kernels/unit-interval.ts';
import type { Units } from '../../kernels/units.ts';

export interface Inequality {
  /** Generalised entropy of the benefits, with alpha 2: 0 where the model treats everybody alike. */
  readonly total: Metric;
  /** The part of it that lies between the groups of a column; the rest lies between people of one group. By column. */
  readonly between: Readonly<Record<string, Metric>>;
}

interface Request {
  readonly attributes: readonly CategoryColumn[];
  readonly seed: number;
  readonly context: WorkContext;
  readonly level?: number;
  readonly units?: Units | null;
}

/**
 * How unequally a model's errors fall on people. Each has the benefit (called positive) - (is positive) + 1: 2 for who is called so wrongly, 0 for who is
 * missed, 1 for a right answer; half the squared coefficient of variation of these is the index, and it splits exactly into what lies between groups and
 * what lies within them.
 * Source: Speicher, Heidari, Grgic-Hlaca, Gummadi, Singla, Weller & Zafar (2018), "A unified approach to quantifying algorithmic unfairness".
 * @returns null unless there are two classes, one of them positive
 */
export async function inequalityOf(
  outcome: Outcome,
  { attributes, level = 0.95, units = null, ...request }: Request
): Promise<Inequality | null> {
  if (outcome.kind !== 'classes' || outcome.positive === null) return null;
  const { positive, actual, predicted } = outcome;
  const n = actual.length;
  const benefits = Float64Array.from(actual, (code, row) => Number(predicted[row] === positive) - Number(code === positive) + 1);
  const scores = (weights: Float64Array) => [
    entropy(benefits, weights),
    ...attributes.map((column) => betweenGroups(benefits, column, weights))
  ];
  const values = scores(outcome.weights ?? new Float64Array(n).fill(1));
  const bare = (value: number): Metric => ({ value, ...noInterval('fewer than two rows'), n });
  if (n < 2) return { total: bare(values[0]!), between: {} };
  const { replicates, jackknife } = await resample({
    rows: n,
    weights: outcome.weights,
    replicates: 500,
    scores,
    rng: forkRng(request.seed, 'fairness/inequality'),
    context: { ...request.context, onProgress: () => undefined },
    units,
    cost: 3 * n * values.length
  });
  const metric = (j: number): Metric => {
    const drawn = { value: values[j]!, replicates: replicates[j]!, jackknife: jackknife[j]!, n };
    const interval = units
      ? unitInterval(drawn.value, drawn.replicates, units, { range: [0, Infinity], level })
      : bootstrapInterval(drawn, level);
    return { value: drawn.value, ...interval, n };
  };
  return { total: metric(0), between: Object.fromEntries(attributes.map(({ name }, j) => [name, metric(j + 1)])) };
}

/** Half the squared coefficient of variation. */
export function entropy(benefits: Float64Array, weights: Float64Array): number {
  let [mass, sum, squares] = [0, 0, 0];
  for (let row = 0; row < benefits.length; row++) {
    mass += weights[row]!;
    sum += weights[row]! * benefits[row]!;
    squares += weights[row]! * benefits[row]! ** 2;
  }
  const middle = sum / mass;
  return (squares / mass / middle ** 2 - 1) / 2;
}

/** The same with everybody given the mean benefit of their group; rows without one are a group of their own. */
function betweenGroups(benefits: Float64Array, { codes, labels }: CategoryColumn, weights: Float64Array): number {
  const [mass, sum] = [new Float64Array(labels.length + 1), new Float64Array(labels.length + 1)];
  codes.forEach((code, row) => {
    mass[code + 1]! += weights[row]!;
    sum[code + 1]! += weights[row]! * benefits[row]!;
  });
  const means = sum.map((total, group) => (mass[group]! > 0 ? total / mass[group]! : 0));
  return entropy(means, mass);
}
