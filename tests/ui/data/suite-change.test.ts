import { expect, test } from 'vitest';
import type { Rule } from '../../../src/core/rule.ts';
import { takenBack } from '../../../src/ui/data/rules/suite-change.ts';

const rule = (id: string, more: Partial<Rule> = {}): Rule => ({ id, column: id, kind: 'required', ...more });
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => rule(id)) as [Rule, Rule, Rule, Rule];
const off = { ...a, off: true };

test('a rule that was turned off is on again, and one taken out since stays out', () => {
  expect(takenBack([a, b, c], [off, b, c], [off, b])).toEqual([a, b]);
});

test('a rule taken out comes back where it stood, and one added since stays', () => {
  expect(takenBack([a, b, c], [a, c], [a, c, d])).toEqual([a, b, c, d]);
  expect(takenBack([a, b, c], [a, c], [c])).toEqual([c, b]);
});

test('rules that were added go, and what was done to others since stays', () => {
  expect(takenBack([a], [a, b, c], [off, b, c, d])).toEqual([off, d]);
});

test('taken back twice, nothing more changes', () => {
  expect(takenBack([a, b], [a], [a, b])).toEqual([a, b]);
});
