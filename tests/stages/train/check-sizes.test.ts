import { expect, test } from 'vitest';
import { checkSizes } from '../../../src/stages/train/check-sizes.ts';
import { weightNotes } from '../../../src/stages/train/weight-notes.ts';
import { classTarget, numberTable, numberTarget } from './support.ts';

const table = numberTable({ a: [1, -2, 3], b: [NaN, 0, 1e149] });
const target = numberTarget([1, 2, 3]);

test('numbers that no mean can be taken of are refused by name, wherever they stand', () => {
  expect(() => checkSizes(table, target, null)).not.toThrow();
  const huge = { code: 'number-out-of-reach', hint: expect.stringMatching(/missing/) as string };
  const naming = (name: string) => expect.objectContaining({ ...huge, message: expect.stringContaining(`“${name}”`) as string }) as Error;
  expect(() => checkSizes(numberTable({ a: [1, 2, -1e300] }), classTarget(['x', 'y', 'x']), null)).toThrowError(naming('a'));
  expect(() => checkSizes(table, numberTarget([1, 1e200, 3]), null)).toThrowError(naming('answer'));
  expect(() => checkSizes(table, target, Float64Array.of(1, 1e300, 1))).toThrowError(naming('weight'));
});

test('weights that are all large or all small are told, for penalties are held against them', () => {
  expect(weightNotes(null)).toEqual([]);
  expect(weightNotes(Float64Array.of(0.5, 2, 7))).toEqual([]);
  expect(weightNotes(new Float64Array(400).fill(1 / 400))).toMatchObject([{ code: 'weights-far-from-1' }]);
  expect(weightNotes(new Float64Array(400).fill(5000))[0]!.message).toContain('5000 on average');
});
