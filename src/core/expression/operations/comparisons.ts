import { lift, type Argument, type Operation } from '../operation.ts';
import { MISSING, type BooleanVector, type Evaluate } from '../vectors.ts';

type Test = (a: number | string | boolean, b: number | string | boolean) => boolean;

/** Numbers and times by a loop of their own, for they are what most filters are made of. */
const compared =
  (test: Test) =>
  (args: readonly Argument[]): Evaluate => {
    const [a, b] = args as [Argument, Argument];
    if (a.type !== 'number' && a.type !== 'time')
      return lift(args, 'boolean', test as (...values: (number | string | boolean)[]) => boolean);
    return (batch) => {
      const [left, right] = [a.evaluate(batch), b.evaluate(batch)];
      if (left.kind !== 'number' || right.kind !== 'number') throw new TypeError('Numbers were checked for.');
      const values = new Uint8Array(batch.rows);
      for (let row = 0; row < batch.rows; row++) {
        const [x, y] = [left.values[row]!, right.values[row]!];
        values[row] = x !== x || y !== y ? MISSING : Number(test(x, y));
      }
      return { kind: 'boolean', values };
    };
  };

const comparison = (id: string, doc: string, test: Test): Operation => ({
  id,
  signature: `a ${id} b`,
  doc,
  params: ['same', 'same'],
  ...(id === '=' || id === '!=' ? {} : { of: ['number', 'time', 'text'] as const }),
  result: 'boolean',
  make: compared(test)
});

export const comparisonOperations: readonly Operation[] = [
  comparison('=', 'The same; upper and lower case differ.', (a, b) => a === b),
  comparison('!=', 'Not the same; missing where one side is.', (a, b) => a !== b),
  comparison('<', 'Less, earlier, or before in the order of the letters.', (a, b) => a < b),
  comparison('<=', 'Less or the same.', (a, b) => a <= b),
  comparison('>', 'More, later, or behind in the order of the letters.', (a, b) => a > b),
  comparison('>=', 'More or the same.', (a, b) => a >= b),
  {
    id: 'in',
    signature: 'x in (a, b, ...)',
    doc: 'One of these values. A missing value in the list makes the answer missing unless another one is x, as in SQL.',
    params: ['same', 'same'],
    repeats: true,
    result: 'boolean',
    make: (args) => {
      const [x, ...list] = args as [Argument, ...Argument[]];
      const tests = list.map((entry) => compared((a, b) => a === b)([x, entry]));
      return (batch) => {
        const values = new Uint8Array(batch.rows);
        for (const test of tests) {
          const { values: found } = test(batch) as BooleanVector;
          for (let row = 0; row < batch.rows; row++) if (values[row] !== 1 && found[row] !== 0) values[row] = found[row]!;
        }
        return { kind: 'boolean', values };
      };
    }
  }
];
