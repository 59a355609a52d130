import { variance } from '../../../core/stats.ts';

const MOST_ROUNDS = 300;
/** Of the variance: means that move less, in summed squares, have settled. */
const TOL = 1e-4;

/**
 * k-means of numbers along a line, from means spread evenly over their range, by Lloyd's rounds. A mean that no value is nearest to moves to the value
 * farthest from its own mean. Source: Lloyd (1982), "Least squares quantization in PCM"; it stops where scikit-learn does.
 * @param sorted ascending, with at least `count` different values
 * @returns the means, ascending
 */
export function meansAlong(sorted: Float64Array, count: number): Float64Array {
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  let means: Float64Array = Float64Array.from({ length: count }, (_, k) => low + ((k + 0.5) * (high - low)) / count);
  let cuts: Uint32Array | null = null;
  const still = TOL * variance(sorted, 0);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = cutsBetween(sorted, means);
    const moved = meansOf(sorted, next, means).sort();
    const shift = moved.reduce((sum, mean, k) => sum + (mean - means[k]!) ** 2, 0);
    means = moved;
    if (shift <= still || (cuts !== null && next.every((cut, k) => cut === cuts![k]))) break;
    cuts = next;
  }
  return means;
}

/** For each mean the first place of its values, then the end of them all: those nearest to it, the lower mean where two are as near. */
function cutsBetween(sorted: Float64Array, means: Float64Array): Uint32Array {
  const cuts = new Uint32Array(means.length + 1);
  cuts[means.length] = sorted.length;
  for (let k = 1; k < means.length; k++) {
    const edge = (means[k - 1]! + means[k]!) / 2;
    let at = cuts[k - 1]!;
    while (at < sorted.length && sorted[at]! <= edge) at++;
    cuts[k] = at;
  }
  return cuts;
}

function meansOf(sorted: Float64Array, cuts: Uint32Array, before: Float64Array): Float64Array {
  const sums = new Float64Array(before.length);
  const counts = before.map((_, k) => cuts[k + 1]! - cuts[k]!);
  for (let k = 0; k < before.length; k++) for (let i = cuts[k]!; i < cuts[k + 1]!; i++) sums[k]! += sorted[i]!;
  const empty = [...before.keys()].filter((k) => counts[k] === 0);
  for (const { value, owner, to } of farthest(sorted, cuts, before, empty)) {
    sums[owner]! -= value;
    counts[owner]!--;
    sums[to] = value;
    counts[to] = 1;
  }
  return sums.map((sum, k) => sum / counts[k]!);
}

/** As many values as there are empty means, the farthest from theirs first. */
function farthest(sorted: Float64Array, cuts: Uint32Array, means: Float64Array, empty: readonly number[]) {
  if (empty.length === 0) return [];
  const all = [...means.keys()].flatMap((owner) =>
    [...sorted.subarray(cuts[owner], cuts[owner + 1])].map((value) => ({ value, owner, far: Math.abs(value - means[owner]!) }))
  );
  return all
    .sort((a, b) => b.far - a.far)
    .slice(0, empty.length)
    .map(({ value, owner }, i) => ({ value, owner, to: empty[i]! }));
}
