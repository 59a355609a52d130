import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LookReference {
  readonly isolation: { readonly rows: number[][]; readonly scores: number[]; readonly agreement: number };
  readonly column: { readonly values: number[]; readonly flagged: number[]; readonly distance: number[] };
  readonly pca: { readonly x: number[][]; readonly ratio: number[]; readonly first: number[][] };
  readonly trust: { readonly plane: number[][]; readonly noise: number[][]; readonly ofPlane: number[]; readonly ofNoise: number[] };
  readonly odds: {
    readonly here: number[];
    readonly all: number[];
    readonly delta: number[];
    readonly low: number[];
    readonly p: number[];
  };
  readonly compare: { readonly a: number[]; readonly b: number[]; readonly cliff: number; readonly ks: number };
}

/** What scikit-learn and SciPy say (tests/reference/look.py). */
export const lookReference = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/look.json'), 'utf8')) as LookReference;

export const never = () => Promise.resolve();

/** Rows as columns. */
export const columnsOf = (rows: readonly (readonly number[])[]): Float64Array[] =>
  rows[0]!.map((_, j) => Float64Array.from(rows, (row) => row[j]!));

/** Spearman's rank correlation of two lists without ties worth speaking of. */
export function rankAgreement(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const ranks = (values: ArrayLike<number>) => {
    const order = [...Array(values.length).keys()].sort((i, j) => values[i]! - values[j]!);
    const out = new Float64Array(values.length);
    order.forEach((at, rank) => (out[at] = rank));
    return out;
  };
  const [x, y] = [ranks(a), ranks(b)];
  const squares = x.reduce((total, rank, i) => total + (rank - y[i]!) ** 2, 0);
  return 1 - (6 * squares) / (x.length * (x.length ** 2 - 1));
}
