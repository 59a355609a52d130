import { normal, type Rng } from '../../../core/rng.ts';
import { deviation, mean, orderOf } from '../../../core/stats.ts';
import type { Target } from '../../../core/target.ts';
import type { Work } from '../../../kernels/work.ts';
import { groupsOf } from './groups-of.ts';

/**
 * What a column tells about the answer in nats, by how far the nearest rows are. Equal values are told apart by a noise of a ten-billionth, and rows where the
 * column has a gap are left out.
 * Sources: Kraskov, Stögbauer & Grassberger (2004), "Estimating mutual information", equation 8, for a number; Ross (2014), "Mutual information between
 * discrete and continuous data sets", for classes.
 * @returns 0 or more
 */
export function* mutualInformation(column: Float64Array, target: Target, neighbours: number, rng: Rng): Work<number> {
  const rows = [...column.keys()].filter((row) => !Number.isNaN(column[row]!));
  yield 4 * rows.length;
  const values = toldApart(Float64Array.from(rows, (row) => column[row]!), rng); // prettier-ignore
  if (values === null || rows.length < 3) return 0;
  if (target.kind === 'classes') return withClasses(values, Int32Array.from(rows, (row) => target.codes[row]!), neighbours); // prettier-ignore
  const answers = toldApart(Float64Array.from(rows, (row) => target.values[row]!), rng); // prettier-ignore
  return answers === null ? 0 : yield* withNumbers(values, answers, neighbours);
}

/** Of deviation 1, each with a little noise; null where they do not vary. */
function toldApart(values: Float64Array, rng: Rng): Float64Array | null {
  const unit = deviation(values, 0);
  if (!(unit > 0)) return null;
  const scaled = values.map((x) => x / unit);
  const size = 1e-10 * Math.max(1, mean(scaled.map(Math.abs)));
  return scaled.map((x) => x + size * normal(rng));
}

const EULER = 0.5772156649015329;

/** The digamma function of 1 to `most`: the harmonic numbers less Euler's constant. */
function digammas(most: number): Float64Array {
  const out = new Float64Array(most + 1);
  out[1] = -EULER;
  for (let k = 2; k <= most; k++) out[k] = out[k - 1]! + 1 / (k - 1);
  return out;
}

function withClasses(values: Float64Array, codes: Int32Array, neighbours: number): number {
  const groups = groupsOf(values, codes)
    .filter(({ length }) => length > 1)
    .map((own) => Float64Array.from(own).sort());
  const all = Float64Array.from(groups.flatMap((own) => [...own])).sort();
  if (all.length === 0) return 0;
  const psi = digammas(all.length);
  let sum = 0;
  for (const own of groups) {
    const near = Math.min(neighbours, own.length - 1);
    own.forEach((x, i) => (sum += psi[near]! - psi[own.length]! - psi[countWithin(all, x, reachOf(own, i, near))]!));
  }
  return Math.max(0, psi[all.length]! + sum / all.length);
}

/** The distance of ascending values from one of them to the nth nearest other, less a hair, so that this one is not within. */
function reachOf(sorted: Float64Array, at: number, count: number): number {
  let reach = Infinity;
  for (let from = Math.max(0, at - count); from <= at && from + count < sorted.length; from++)
    reach = Math.min(reach, Math.max(sorted[at]! - sorted[from]!, sorted[from + count]! - sorted[at]!));
  return less(reach);
}

/** The next smaller number, or so. */
const less = (x: number): number => x * (1 - Number.EPSILON);

/** How many ascending values lie within a distance of x, itself among them. */
const countWithin = (sorted: Float64Array, x: number, reach: number): number =>
  firstAt(sorted, (value) => value - x > reach) - firstAt(sorted, (value) => x - value <= reach);

/** The first place where a test that turns true once is true. */
function firstAt(sorted: Float64Array, test: (value: number) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (test(sorted[middle]!)) to = middle;
    else from = middle + 1;
  }
  return from;
}

function* withNumbers(values: Float64Array, answers: Float64Array, neighbours: number): Work<number> {
  const order = orderOf(values);
  const x = Float64Array.from(order, (row) => values[row]!);
  const y = Float64Array.from(order, (row) => answers[row]!);
  const sortedY = y.slice().sort();
  const near = Math.min(neighbours, x.length - 1);
  const psi = digammas(x.length);
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const { reach, looked } = squareReach(x, y, i, near);
    sum += psi[countWithin(x, x[i]!, reach)]! + psi[countWithin(sortedY, y[i]!, reach)]!;
    yield looked + 40;
  }
  return Math.max(0, psi[x.length]! + psi[near]! - sum / x.length);
}

/** To the nth nearest other point by the larger of both distances, less a hair, looking outwards along x. */
function squareReach(x: Float64Array, y: Float64Array, at: number, count: number): { reach: number; looked: number } {
  const nearest: number[] = [];
  let [left, right] = [at - 1, at + 1];
  let looked = 0;
  for (;;) {
    const toLeft = left >= 0 ? x[at]! - x[left]! : Infinity;
    const toRight = right < x.length ? x[right]! - x[at]! : Infinity;
    const along = Math.min(toLeft, toRight);
    if (along === Infinity || (nearest.length === count && along >= nearest[count - 1]!)) break;
    const other = toLeft <= toRight ? left-- : right++;
    looked++;
    insert(nearest, Math.max(along, Math.abs(y[other]! - y[at]!)), count);
  }
  return { reach: less(nearest.at(-1)!), looked };
}

function insert(ascending: number[], value: number, most: number): void {
  if (ascending.length === most && value >= ascending[most - 1]!) return;
  let at = Math.min(ascending.length, most - 1);
  for (; at > 0 && ascending[at - 1]! > value; at--) ascending[at] = ascending[at - 1]!;
  ascending[at] = value;
}
