import { minimumOf } from '../../../kernels/minimum-of.ts';
import type { Work } from '../../../kernels/work.ts';
import { powerOfLog, yeoJohnson } from '../../../predict/steps/power.ts';
import { mean } from '../column-statistics.ts';

/** No power makes a value whose logarithm is farther from 0: its square is still a number. */
const FARTHEST = 300;

/**
 * The lambda that makes bent values most like draws from a normal distribution: that of the highest profile likelihood.
 * Sources: Box & Cox (1964), section 3; Yeo & Johnson (2000), section 3. Departs from both in centring logarithms first, so that numbers that lie far from 0
 * and close together lose no digits.
 * @param sorted values that are not all equal; above 0 for "box-cox"
 */
export function* bestPower(sorted: Float64Array, method: 'yeo-johnson' | 'box-cox'): Work<number> {
  if (method === 'box-cox') return yield* bestOfPositive(sorted);
  if (sorted[0]! >= 0) return yield* bestOfPositive(sorted.map((x) => 1 + x));
  if (sorted.at(-1)! <= 0) return 2 - (yield* bestOfPositive(sorted.map((x) => 1 - x)));
  const pull = mean(sorted.map((x) => Math.sign(x) * Math.log1p(Math.abs(x))));
  const bent = new Float64Array(sorted.length);
  const unlikelihood = (lambda: number) => {
    sorted.forEach((x, i) => (bent[i] = yeoJohnson(x, lambda)));
    return halfLogVariance(bent) - (lambda - 1) * pull;
  };
  const low = 2 - FARTHEST / Math.log1p(-sorted[0]!);
  return yield* lowest(unlikelihood, low, FARTHEST / Math.log1p(sorted.at(-1)!), sorted.length);
}

/** Divided by their mean first, then by their geometric mean, which takes the Jacobian out of the likelihood. */
function* bestOfPositive(values: Float64Array): Work<number> {
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
  return yield* lowest(unlikelihood, -FARTHEST / farthest, FARTHEST / farthest, logs.length);
}

function halfLogVariance(values: Float64Array): number {
  const centre = mean(values);
  let squares = 0;
  for (const x of values) squares += (x - centre) ** 2;
  return Math.log(squares / values.length) / 2;
}

/** Between -2 and 2 first, and from there on as far as it falls. */
function* lowest(f: (lambda: number) => number, low: number, high: number, rows: number): Work<number> {
  let [from, to] = [Math.max(low, -2), Math.min(high, 2)];
  for (;;) {
    const found = yield* minimumOf(f, from, to, 20 * rows);
    const slack = 1e-4 * (to - from);
    if (found > to - slack && to < high) [from, to] = [to - 2 * slack, Math.min(high, 4 * to)];
    else if (found < from + slack && from > low) [from, to] = [Math.max(low, 4 * from), from + 2 * slack];
    else return found;
  }
}
