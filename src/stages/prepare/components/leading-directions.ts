import { normal, type Rng } from '../../../core/rng.ts';
import { dot } from '../../../kernels/dot.ts';
import type { Work } from '../../../kernels/work.ts';
import { amongRows, mainDirections, type Directions } from './main-directions.ts';

/** How directions are looked for. */
export type Solver = 'auto' | 'exact' | 'randomised';

export interface LeadingAsked {
  /** How many are wanted; 0 = all. */
  readonly count: number;
  readonly solver: Solver;
  readonly rng: Rng;
}

export interface LeadingDirections extends Directions {
  readonly isRandomised: boolean;
  /** Directions there can be. */
  readonly most: number;
}

/** Of at most so many columns, or rows, all directions are found exactly in a second or two. */
const SOON = 200;
/** Directions that are looked for beside those that are wanted. */
const MORE = 10;
/** Times that large variances are set further apart from small ones. */
const ROUNDS = 7;

/**
 * The first directions along which columns spread about 0: exactly, or where that would take long by Halko's randomised search, whose answer hangs on the seed in
 * its last digits only where directions hold almost the same variance.
 * @throws LatheError `too-many-for-components`
 */
export function* leadingDirections(columns: readonly Float64Array[], { count, solver, rng }: LeadingAsked): Work<LeadingDirections> {
  const rows = columns[0]?.length ?? 0;
  const most = Math.min(columns.length, rows);
  const wanted = count + MORE;
  const isWorthIt = count > 0 && 2 * wanted < most;
  if (!isWorthIt || solver === 'exact' || (solver === 'auto' && most <= SOON))
    return { ...mainDirections(columns), isRandomised: false, most };
  const base = yield* rangeOf(columns, wanted, rng);
  const scale = Math.max(1, rows - 1);
  const total = columns.reduce((sum, column) => sum + dot(column, column), 0) / scale;
  return { ...amongRows(yield* alongColumns(columns, base), scale), total, isRandomised: true, most };
}

/**
 * Lists of a number for each row that span almost all of the first directions.
 * Source: Halko, Martinsson & Tropp (2011), "Finding structure with randomness", algorithm 4.4.
 */
function* rangeOf(columns: readonly Float64Array[], wanted: number, rng: Rng): Work<Float64Array[]> {
  let weights: Float64Array[] = Array.from({ length: wanted }, () => Float64Array.from(columns, () => normal(rng)));
  for (let round = 0; ; round++) {
    const base = orthonormal(yield* sumsOfColumns(columns, weights));
    if (round === ROUNDS) return base;
    weights = orthonormal(yield* alongColumns(columns, base));
  }
}

/** X times each list of weights of the columns. */
function* sumsOfColumns(columns: readonly Float64Array[], weights: readonly Float64Array[]): Work<Float64Array[]> {
  const sums = weights.map(() => new Float64Array(columns[0]!.length));
  for (const [j, column] of columns.entries()) {
    weights.forEach((own, k) => {
      const [sum, weight] = [sums[k]!, own[j]!];
      for (let i = 0; i < column.length; i++) sum[i]! += weight * column[i]!;
    });
    yield column.length * weights.length;
  }
  return sums;
}

/** The products of each list with every column. */
function* alongColumns(columns: readonly Float64Array[], lists: readonly Float64Array[]): Work<Float64Array[]> {
  const products = lists.map(() => new Float64Array(columns.length));
  for (const [j, column] of columns.entries()) {
    lists.forEach((list, k) => (products[k]![j] = dot(list, column)));
    yield column.length * lists.length;
  }
  return products;
}

/** What of a list is left when this little is left of it is rounding. */
const ROUNDING = 1e-12;

/** At right angles and of length 1, those that depend on others left out; gone over twice, for rounding. */
function orthonormal(lists: readonly Float64Array[]): Float64Array[] {
  const out: Float64Array[] = [];
  for (const list of lists) {
    const before = Math.sqrt(dot(list, list));
    for (let time = 0; time < 2; time++)
      for (const other of out) {
        const along = dot(list, other);
        for (let i = 0; i < list.length; i++) list[i]! -= along * other[i]!;
      }
    const length = Math.sqrt(dot(list, list));
    if (length > ROUNDING * before) out.push(list.map((value) => value / length));
  }
  return out;
}
