import { addUp } from '../../../kernels/additive/steps.ts';
import type { Work } from '../../../kernels/work.ts';
import type { FeatureBins } from './bin-features.ts';

/** A feature in few groups of bins, as its pairs see it; the last group is that of missing values. */
export interface Groups {
  /** Of each bin, that of missing values last. */
  readonly groupOf: Uint8Array;
  readonly groups: number;
}

export interface Pair {
  readonly first: number;
  readonly second: number;
  /** What a cut through both gains beyond the single features. */
  readonly gain: number;
}

/** Groups a feature has in a pair, without that of missing values. */
const MOST_GROUPS = 16;
/** Rows that decide which pairs are worth it. */
const MOST_ROWS = 20_000;
/** Features among which pairs are looked for. */
const MOST_FEATURES = 60;
const LEAST = 1e-12;

/**
 * Groups of about even weight; levels of a category stand in the order of what they add, so that a cut parts like from unlike.
 * @param values what each bin adds by itself, length bins + 1
 */
export function groupBins({ bins, levels, weights }: FeatureBins, values: Float64Array): Groups {
  const order = Uint16Array.from({ length: bins }, (_, bin) => bin);
  if (levels) order.sort((a, b) => values[a]! - values[b]! || a - b);
  const total = weights.subarray(0, bins).reduce((sum, weight) => sum + weight, 0);
  const groups = Math.min(bins, MOST_GROUPS);
  const groupOf = new Uint8Array(bins + 1).fill(groups);
  let below = 0;
  order.forEach((bin, place) => {
    const middle = total > 0 ? (below + weights[bin]! / 2) / total : 0;
    groupOf[bin] = bins <= MOST_GROUPS ? place : Math.min(groups - 1, Math.floor(middle * groups));
    below += weights[bin]!;
  });
  return { groupOf, groups: groups + 1 };
}

/** The cell of each row in the table of a pair. */
export function pairCodes(a: FeatureBins, b: FeatureBins, first: Groups, second: Groups): Uint16Array {
  const codes = new Uint16Array(a.codes.length);
  for (let i = 0; i < codes.length; i++) codes[i] = first.groupOf[a.codes[i]!]! * second.groups + second.groupOf[b.codes[i]!]!;
  return codes;
}

/**
 * Pairs of features by what a cut through both would gain on the errors that single features leave, the best first.
 * Source: Lou, Caruana, Gehrke & Hooker (2013), "Accurate intelligible models with pairwise interactions", FAST. Departs from it in that errors weigh by their second
 * derivative, and of many rows an even sample is asked.
 * @param gradient of each row, where the single features end
 */
export function* rankPairs(
  features: readonly FeatureBins[],
  groups: readonly Groups[],
  gradient: Float64Array,
  hessian: Float64Array,
  importances: Float64Array
): Work<Pair[]> {
  const some = evenSample(gradient.length);
  const [g, h] = [some.map((row) => gradient[row]!), some.map((row) => hessian[row]!)];
  const coarse = features.map(({ codes }, j) => Uint8Array.from(some, (row) => groups[j]!.groupOf[codes[row]!]!));
  const asked = [...features.keys()].sort((a, b) => importances[b]! - importances[a]!).slice(0, MOST_FEATURES);
  asked.sort((a, b) => a - b);
  const found: Pair[] = [];
  const cells = new Uint16Array(some.length);
  for (const [i, first] of asked.entries()) {
    for (const second of asked.slice(i + 1)) {
      const width = groups[second]!.groups;
      for (let row = 0; row < cells.length; row++) cells[row] = coarse[first]![row]! * width + coarse[second]![row]!;
      const sums = new Float64Array(2 * groups[first]!.groups * width);
      addUp(cells, g, h, sums);
      found.push({ first, second, gain: crossGain(sums, groups[first]!.groups, width) });
      yield 8 * some.length + 10 * sums.length;
    }
  }
  return found.filter(({ gain }) => gain > 0).sort((a, b) => b.gain - a.gain || a.first - b.first || a.second - b.second);
}

function evenSample(rows: number): Float64Array {
  const taken = Math.min(rows, MOST_ROWS);
  return Float64Array.from({ length: taken }, (_, i) => Math.floor((i * rows) / taken));
}

const saved = (gradient: number, hessian: number): number => (gradient * gradient) / (hessian + LEAST);

/** Of all cuts through both features the one that saves most, beyond what the rows save as a whole. */
function crossGain(sums: Float64Array, rows: number, width: number): number {
  const upTo = cornerSums(sums, rows, width);
  const at = (i: number, j: number, part: 0 | 1) => upTo[2 * (i * (width + 1) + j) + part]!;
  const box = (i: number, j: number, part: 0 | 1, side: number) => {
    const corner = at(i, j, part);
    if (side === 0) return corner;
    if (side === 1) return at(i, width, part) - corner;
    if (side === 2) return at(rows, j, part) - corner;
    return at(rows, width, part) - at(i, width, part) - at(rows, j, part) + corner;
  };
  let best = 0;
  for (let i = 1; i < rows; i++)
    for (let j = 1; j < width; j++) {
      let total = 0;
      for (let side = 0; side < 4; side++) total += saved(box(i, j, 0, side), box(i, j, 1, side));
      best = Math.max(best, total);
    }
  return best - saved(at(rows, width, 0), at(rows, width, 1));
}

/** Sums over all cells before row i and column j: [rows + 1, width + 1, 2]. */
function cornerSums(sums: Float64Array, rows: number, width: number): Float64Array {
  const out = new Float64Array(2 * (rows + 1) * (width + 1));
  const wide = 2 * (width + 1);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < width; j++)
      for (let part = 0; part < 2; part++) {
        const at = (i + 1) * wide + 2 * (j + 1) + part;
        out[at] = out[at - wide]! + out[at - 2]! - out[at - wide - 2]! + sums[2 * (i * width + j) + part]!;
      }
  return out;
}
