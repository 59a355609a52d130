import { expect, test } from 'vitest';
import { positiveClass } from '../../../src/core/positive-class.ts';
import { choosePositive } from '../../../src/jobs/experiment/choose-positive.ts';

const target = (labels: string[], codes: number[]) => ({ kind: 'classes', name: 'risk', labels, codes: Int32Array.from(codes) }) as const;

test('the problem called the rarer 2 positive and the run trained on 1', () => {
  const risk = target(['1', '2'], [0, 0, 0, 1, -1]);
  expect(risk.labels[choosePositive(risk, undefined)!]).toBe(positiveClass(risk.labels, { '1': 3, '2': 1 })!.label);
  expect(choosePositive(risk, undefined)).toBe(1);
  expect(choosePositive(risk, '1')).toBe(0);
});

test.each(['fraud', 'sick', '>50K'])('%s counts as positive in training as it does in the problem', (yes) => {
  const both = target([yes, 'other'], [0, 0, 0, 1]);
  expect(choosePositive(both, undefined)).toBe(0);
});

test('more classes than two have no positive one, and a class that is not there is refused', () => {
  expect(choosePositive(target(['a', 'b', 'c'], [0, 1, 2]), undefined)).toBeNull();
  expect(() => choosePositive(target(['a', 'b'], [0, 1]), 'c')).toThrow(expect.objectContaining({ code: 'unknown-id' }));
});
