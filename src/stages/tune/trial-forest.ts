import { mean } from '../../core/stats.ts';
import { below, type Rng } from '../../core/rng.ts';

/** A box of the unit cube in which a tree says one number. */
export interface Leaf {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly value: number;
}

const TREES = 64;
const LEAST_LEAF = 2;
/** Dimensions a node may ask, of all. */
const ASKED = 0.75;

/**
 * Regression trees over the unit cube, each grown on rows drawn again: small enough to be taken apart. Every tree is the list of its leaves.
 * @param points rows of places from 0 to 1
 */
export function growTrees(points: readonly Float64Array[], values: Float64Array, rng: Rng): Leaf[][] {
  const dimensions = points[0]!.length;
  return Array.from({ length: TREES }, () => {
    const rows = Array.from(points, () => below(rng, points.length));
    const leaves: Leaf[] = [];
    const whole = { low: new Float64Array(dimensions), high: new Float64Array(dimensions).fill(1) };
    grow({ points, values, rng, leaves }, rows, whole);
    return leaves;
  });
}

interface Growing {
  readonly points: readonly Float64Array[];
  readonly values: Float64Array;
  readonly rng: Rng;
  readonly leaves: Leaf[];
}

type Box = Pick<Leaf, 'low' | 'high'>;

function grow(own: Growing, rows: readonly number[], box: Box): void {
  const cut = bestCut(own, rows);
  if (!cut) {
    own.leaves.push({ ...box, value: mean(rows.map((row) => own.values[row]!)) });
    return;
  }
  const isLeft = (row: number) => own.points[row]![cut.dimension]! <= cut.at;
  grow(
    own,
    rows.filter((row) => isLeft(row)),
    { low: box.low, high: box.high.with(cut.dimension, cut.at) }
  );
  grow(
    own,
    rows.filter((row) => !isLeft(row)),
    { low: box.low.with(cut.dimension, cut.at), high: box.high }
  );
}

interface Cut {
  readonly dimension: number;
  readonly at: number;
  readonly gain: number;
}

function bestCut(own: Growing, rows: readonly number[]): Cut | null {
  if (rows.length < 2 * LEAST_LEAF) return null;
  const dimensions = own.points[0]!.length;
  const asked = [...Array(dimensions).keys()].filter(() => own.rng() < ASKED);
  const from = asked.length > 0 ? asked : [below(own.rng, dimensions)];
  return from
    .map((dimension) => cutAlong(own, rows, dimension))
    .reduce<Cut | null>((best, cut) => (cut && (!best || cut.gain > best.gain) ? cut : best), null);
}

/** The cut that lowers the squared error the most, half way between two places. */
function cutAlong({ points, values }: Growing, rows: readonly number[], dimension: number): Cut | null {
  const sorted = rows.toSorted((a, b) => points[a]![dimension]! - points[b]![dimension]!);
  const total = rows.reduce((sum, row) => sum + values[row]!, 0);
  let best: Cut | null = null;
  let left = 0;
  for (let i = 0; i < sorted.length - LEAST_LEAF; i++) {
    left += values[sorted[i]!]!;
    const [here, next] = [points[sorted[i]!]![dimension]!, points[sorted[i + 1]!]![dimension]!];
    if (i + 1 < LEAST_LEAF || here === next) continue;
    const [n, m] = [i + 1, sorted.length - i - 1];
    const gain = (left * left) / n + (total - left) ** 2 / m - (total * total) / sorted.length;
    if (gain > 1e-12 && (best === null || gain > best.gain)) best = { dimension, at: (here + next) / 2, gain };
  }
  return best;
}
