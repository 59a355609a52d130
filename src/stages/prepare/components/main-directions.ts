import { tooManyForComponents } from '../../../core/errors/preparing.ts';
import { symmetricEigen } from '../../../kernels/linear/symmetric-eigen.ts';

export interface Directions {
  /** Along each direction, largest first, only those that are more than rounding; divided by n - 1. */
  readonly variances: Float64Array;
  /** [directions, columns], each of length 1, its largest part positive. */
  readonly directions: Float64Array;
  /** Of all columns together. */
  readonly total: number;
}

/** Columns or rows, the fewer of both, that directions are searched among. */
const MOST = 1000;
/** A variance below this share of the largest is rounding. */
const ROUNDING = 1e-13;

/**
 * The directions along which columns spread about 0, from the smaller of the two matrices of products: of columns, or of rows. Of centred columns they
 * are the principal components, of others the right singular vectors. Source: Jolliffe (2002), "Principal component analysis", sections 1.1 and 3.5.
 * @throws LatheError `too-many-for-components`
 */
export function mainDirections(columns: readonly Float64Array[]): Directions {
  const rows = columns[0]?.length ?? 0;
  if (Math.min(columns.length, rows) > MOST) throw tooManyForComponents(columns.length, rows, MOST);
  const scale = Math.max(1, rows - 1);
  if (rows < columns.length) return amongRows(rowsOf(columns, rows), scale);
  const { values, vectors, count, total } = eigenOf(columns);
  return { variances: values.map((value) => value / scale), directions: vectors.slice(0, count * columns.length), total: total / scale };
}

/** The same from rows, of which there are few. @param scale what squares are divided by */
export function amongRows(rows: readonly Float64Array[], scale: number): Directions {
  const { values, vectors, count, total } = eigenOf(rows);
  const directions = acrossRows(vectors, rows, count, rows[0]?.length ?? 0);
  return { variances: values.map((value) => value / scale), directions, total: total / scale };
}

function eigenOf(lists: readonly Float64Array[]) {
  const products = productsOf(lists);
  const total = lists.reduce((sum, _, j) => sum + products[j * lists.length + j]!, 0);
  const { values, vectors } = symmetricEigen(products, lists.length);
  const count = values.filter((value) => value > ROUNDING * values[0]!).length;
  return { values: values.slice(0, count), vectors, count, total };
}

const rowsOf = (columns: readonly Float64Array[], rows: number): Float64Array[] =>
  Array.from({ length: rows }, (_, row) => Float64Array.from(columns, (column) => column[row]!));

function productsOf(lists: readonly Float64Array[]): Float64Array {
  const size = lists.length;
  const products = new Float64Array(size * size);
  for (let j = 0; j < size; j++)
    for (let k = 0; k <= j; k++) {
      const [a, b] = [lists[j]!, lists[k]!];
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
      products[j * size + k] = sum;
      products[k * size + j] = sum;
    }
  return products;
}

/** Directions among columns from those among rows: the sums of the rows, each as often as its part says. */
function acrossRows(vectors: Float64Array, rows: readonly Float64Array[], count: number, size: number): Float64Array {
  const out = new Float64Array(count * size);
  for (let k = 0; k < count; k++) {
    const own = out.subarray(k * size, (k + 1) * size);
    rows.forEach((row, i) => row.forEach((x, j) => (own[j]! += vectors[k * rows.length + i]! * x)));
    const length = Math.sqrt(own.reduce((sum, x) => sum + x * x, 0));
    const largest = own.reduce((most, x) => (Math.abs(x) > Math.abs(most) + 1e-12 ? x : most), 0);
    own.forEach((x, j) => (own[j] = x / (largest < 0 ? -length : length)));
  }
  return out;
}
