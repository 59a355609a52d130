import { minimumOf } from '../../../kernels/minimum-of.ts';
import type { Work } from '../../../kernels/work.ts';
import { powerOfLog, yeoJohnson } from '../../../predict/steps/power.ts';
import { mean } from '../column-statistics.ts';

/** From so many values on, the search begins where it ends for some of them. */
const MANY = 20_000;
const SOME = 2000;
/** How far from that end it then looks at first. */
const NEAR = 0.05;

/** No power makes a value whose logarithm is farther from 0: its square is still a number. */
const FARTHEST = 300;

/**
 * The lambda that makes bent values most like draws from a normal distribution: that of the highest profile likelihood.
 * Sources: Box & Cox (1964), section 3; Yeo & Johnson (2000), section 3. Departs from both in centring logarithms first, so that numbers that lie far from 0
 * and close together lose no digits.
 * @param sorted values that are not all equal; above 0 for "box-cox"
 */
export function* bestPower(sorted: Float64Array, method: 'yeo-johnson' | 'box-cox'): Work<number> {
  if (sorted.length < MANY) return yield* bestWithin(sorted, method, [-2, 2]);
  const near = yield* bestWithin(everySoMany(sorted), method, [-2, 2]);
  return yield* bestWithin(sorted, method, [near - NEAR, near + NEAR]);
}

/** Evenly spaced values, the smallest and the largest among them. */
const everySoMany = (sorted: Float64Array): Float64Array =>
  Float64Array.from({ length: SOME }, (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (SOME - 1))]!);

/** Where the search looks first. */
type Bracket = readonly [from: number, to: number];

function* bestWithin(sorted: Float64Array, method: 'yeo-johnson' | 'box-cox', first: Bracket): Work<number> {
  if (method === 'box-cox') return yield* bestOfPositive(sorted, first);
  if (sorted[0]! >= 0) return yield* bestOfPositive(sorted.map((x) => 1 + x), first); // prettier-ignore
  if (sorted.at(-1)! <= 0) return 2 - (yield* bestOfPositive(sorted.map((x) => 1 - x), [2 - first[1], 2 - first[0]])); // prettier-ignore
  const pull = mean(sorted.map((x) => Math.sign(x) * Math.log1p(Math.abs(x))));
  const bent = new Float64Array(sorted.length);
  const unlikelihood = (lambda: number) => {
    sorted.forEach((x, i) => (bent[i] = yeoJohnson(x, lambda)));
    return halfLogVariance(bent) - (lambda - 1) * pull;
  };
  const low = 2 - FARTHEST / Math.log1p(-sorted[0]!);
  return yield* lowest(unlikelihood, [low, FARTHEST / Math.log1p(sorted.at(-1)!)], first, sorted.length);
}

/** Divided by their mean first, then by their geometric mean, which takes the Jacobian out of the likelihood. */
function* bestOfPositive(values: Float64Array, first: Bracket): Work<number> {
  const middle = mean(values);
  const logs = values.map((x) => Math.log1p((x - middle) / middle));
  const centre = mean(logs);
  const farthest = Math.max(
    ...[values[0]!, values.at(-1)!].flatMap((x) => [Math.abs(Math.log(x)), Math.abs(Math.log(x / middle) - centre)])
  );
  const bent = new Float64Array(logs.length);
  const unlikelihood = (lambda: number) => {
    logs.forEach((u, i) => (bent[i] = powerOfLog(u - centre, lambda)));
    return halfLogVariance(bent);
  };
  return yield* lowest(unlikelihood, [-FARTHEST / farthest, FARTHEST / farthest], first, logs.length);
}

function halfLogVariance(values: Float64Array): number {
  const centre = mean(values);
  let squares = 0;
  for (const x of values) squares += (x - centre) ** 2;
  return Math.log(squares / values.length) / 2;
}

/** Within the first bracket, and from there on as far as it falls. */
function* lowest(f: (lambda: number) => number, [low, high]: Bracket, first: Bracket, rows: number): Work<number> {
  let [from, to] = first.map((end) => Math.min(high, Math.max(low, end))) as [number, number];
  for (;;) {
    const found = yield* minimumOf(f, from, to, 20 * rows);
    const width = to - from;
    const slack = 1e-4 * width;
    if (found > to - slack && to < high) [from, to] = [to - 2 * slack, Math.min(high, to + 2 * width)];
    else if (found < from + slack && from > low) [from, to] = [Math.max(low, from - 2 * width), from + 2 * slack];
    else return found;
  }
}
