import type { Argument, Operation } from '../operation.ts';
import type { Evaluate, Vector } from '../vectors.ts';

const numbersOf = (vector: Vector): Float64Array => {
  if (vector.kind !== 'number') throw new TypeError('Numbers were checked for.');
  return vector.values;
};

const orMissing = (value: number): number => (Number.isFinite(value) ? value : NaN);

const one =
  (of: (x: number) => number) =>
  ([x]: readonly Argument[]): Evaluate =>
  (batch) => ({ kind: 'number', values: numbersOf(x!.evaluate(batch)).map((value) => orMissing(of(value))) });

/** Missing is NaN, and NaN makes NaN; `of` must keep to that. */
const two =
  (of: (a: number, b: number) => number) =>
  ([a, b]: readonly Argument[]): Evaluate =>
  (batch) => {
    const [left, right] = [numbersOf(a!.evaluate(batch)), numbersOf(b!.evaluate(batch))];
    return { kind: 'number', values: left.map((value, row) => orMissing(of(value, right[row]!))) };
  };

const operator = (id: string, doc: string, of: (a: number, b: number) => number): Operation => ({
  id,
  signature: `a ${id} b`,
  doc,
  params: ['number', 'number'],
  result: 'number',
  make: two(of)
});

const simple = (id: string, doc: string, of: (x: number) => number): Operation => ({
  id,
  signature: `${id}(x)`,
  doc,
  params: ['number'],
  result: 'number',
  make: one(of)
});

/** The least or the greatest of several columns of one row. */
const extreme = (id: 'min' | 'max', doc: string): Operation => ({
  id,
  signature: `${id}(a, b, ...)`,
  doc,
  params: ['same', 'same'],
  repeats: true,
  of: ['number', 'time'],
  result: 'same',
  make: (args) => (batch) => {
    const [first, ...rest] = args.map((arg) => numbersOf(arg.evaluate(batch)));
    const values = first!.slice();
    for (const other of rest) for (let row = 0; row < values.length; row++) values[row] = Math[id](values[row]!, other[row]!);
    return { kind: 'number', values };
  }
});

/** Half away from zero, as one rounds by hand; the digits of the decimal number as it is written decide, not those of its binary neighbour. */
function roundTo(value: number, digits: number): number {
  if (Number.isNaN(value) || Number.isNaN(digits)) return NaN;
  const places = Math.max(-300, Math.min(300, Math.trunc(digits)));
  const shifted = shift(Math.abs(value), places);
  if (!Number.isFinite(shifted) || shifted >= 2 ** 52) return value;
  return Math.sign(value) * shift(Math.round(shifted), -places);
}

function shift(value: number, places: number): number {
  const [digits, exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}

export const numberOperations: readonly Operation[] = [
  operator('+', 'The sum.', (a, b) => a + b),
  operator('-', 'The difference.', (a, b) => a - b),
  operator('*', 'The product.', (a, b) => a * b),
  operator('/', 'The quotient; missing where b is 0.', (a, b) => a / b),
  operator('%', 'The rest of a division, with the sign of a; missing where b is 0.', (a, b) => a % b),
  // Not a ** b: missing to the power of 0 would be 1.
  operator('^', 'a to the power of b; binds to its right.', (a, b) => (a === a && b === b ? a ** b : NaN)),
  { id: '-x', signature: '-x', doc: 'The number with the other sign.', params: ['number'], result: 'number', make: one((x) => -x) },
  simple('abs', 'The number without its sign.', Math.abs),
  simple('sqrt', 'The square root; missing below 0.', Math.sqrt),
  simple('exp', 'e to the power of x.', Math.exp),
  simple('log', 'The natural logarithm; missing at 0 and below.', Math.log),
  simple('log10', 'The logarithm to base 10; missing at 0 and below.', Math.log10),
  simple('log2', 'The logarithm to base 2; missing at 0 and below.', Math.log2),
  simple('floor', 'The next whole number below.', Math.floor),
  simple('ceil', 'The next whole number above.', Math.ceil),
  simple('sign', '-1, 0 or 1.', Math.sign),
  {
    id: 'round',
    signature: 'round(x, digits)',
    doc: 'Rounded to that many decimal places (0 when left out), halves away from zero.',
    params: ['number', 'number'],
    optional: 1,
    result: 'number',
    make: (args) => (args.length === 1 ? one((x) => roundTo(x, 0))(args) : two(roundTo)(args))
  },
  extreme('min', 'The least of several values of one row; missing when one is. The least of a column is an aggregate: group the rows.'),
  extreme(
    'max',
    'The greatest of several values of one row; missing when one is. The greatest of a column is an aggregate: group the rows.'
  )
];
