/**
 * Primitive polynomial, its inner and outer coefficients as one number, and the first direction numbers of each dimension; the first is the van der Corput
 * sequence. Source: Joe & Kuo (2008), "Constructing Sobol sequences with better two-dimensional projections".
 */
const DIRECTIONS: readonly (readonly [number, readonly number[]])[] = [
  [1, [1]],
  [3, [1]],
  [7, [1, 3]],
  [11, [1, 3, 1]],
  [13, [1, 1, 1]],
  [19, [1, 1, 3, 3]],
  [25, [1, 3, 5, 13]],
  [37, [1, 1, 5, 5, 17]],
  [41, [1, 1, 5, 5, 5]],
  [47, [1, 1, 7, 11, 19]],
  [55, [1, 1, 5, 1, 1]],
  [59, [1, 1, 1, 3, 11]],
  [61, [1, 3, 5, 5, 31]],
  [67, [1, 3, 3, 9, 7, 49]],
  [91, [1, 1, 1, 15, 21, 21]],
  [97, [1, 3, 1, 13, 27, 49]],
  [103, [1, 1, 1, 15, 7, 5]],
  [109, [1, 3, 1, 15, 13, 25]],
  [115, [1, 1, 5, 5, 19, 61]],
  [131, [1, 3, 7, 11, 23, 15, 103]],
  [137, [1, 3, 7, 13, 13, 15, 69]]
];

export const MOST_SOBOL_DIMENSIONS = DIRECTIONS.length;
const BITS = 30;
const UNIT = 2 ** -BITS;

/**
 * Points of the Sobol sequence in the unit cube, one after the other, in Gray code order: they fill it far more evenly than draws by chance.
 * @param dimensions at most `MOST_SOBOL_DIMENSIONS`
 * @param shift for each dimension a number from 0 to 1 whose binary digits turn those of every point; null = the sequence itself, which begins at 0
 */
export function* sobol(dimensions: number, shift: readonly number[] | null = null): Generator<Float64Array, void> {
  const directions = DIRECTIONS.slice(0, dimensions).map(([polynomial, first], d) =>
    d === 0 ? powersOfTwo() : directionsOf(polynomial, first)
  );
  const state = Uint32Array.from(directions, (_, d) => (shift ? Math.floor(shift[d]! / UNIT) : 0));
  for (let n = 0; n < 2 ** BITS; n++) {
    yield Float64Array.from(state, (word) => word * UNIT);
    const bit = lowestZero(n);
    for (const [d, numbers] of directions.entries()) state[d] = (state[d]! ^ numbers[bit]!) >>> 0;
  }
}

const powersOfTwo = (): Uint32Array => Uint32Array.from({ length: BITS }, (_, i) => 2 ** (BITS - 1 - i));

function directionsOf(polynomial: number, first: readonly number[]): Uint32Array {
  const degree = first.length;
  const numbers = new Uint32Array(BITS);
  for (let i = 0; i < BITS; i++) {
    if (i < degree) {
      numbers[i] = first[i]! * 2 ** (BITS - 1 - i);
      continue;
    }
    let word = numbers[i - degree]! ^ (numbers[i - degree]! >>> degree);
    for (let k = 1; k < degree; k++) if ((polynomial >>> (degree - k)) & 1) word ^= numbers[i - k]!;
    numbers[i] = word >>> 0;
  }
  return numbers;
}

const lowestZero = (n: number): number => 31 - Math.clz32(~n & (n + 1));
