import { expect, test } from 'vitest';
import type { Rule, RuleResult } from '../../../src/core/rule.ts';
import {
  everything,
  filterChoices,
  filterRules,
  nextKey,
  stateOf,
  targetOf,
  type ListedRule
} from '../../../src/ui/data/rules/rule-filter.ts';

const result = (rule: Rule, passed: boolean): RuleResult => ({
  ...{ rule, said: '', passed, outcome: passed ? 'passed' : 'failed', checked: 9, failing: passed ? 0 : 1, examples: [] }
});
const listed = (key: string, rule: Rule, passed: boolean | null = null): ListedRule => ({
  ...{ key, rule, said: 'is so', result: passed === null ? null : result(rule, passed) }
});

const rules = [
  listed('a', { column: 'age', kind: 'range' }, true),
  listed('b', { column: 'age', kind: 'not-null' }, false),
  listed('c', { column: 'id', kind: 'unique', columns: ['age'] }, true),
  listed('d', { column: '', kind: 'row-count', off: true }),
  listed('e', { column: 'table', kind: 'range' })
];
const keys = (change: Partial<typeof everything>) => filterRules(rules, { ...everything, ...change }).map(({ key }) => key);

test('rules are narrowed down by column, by kind and by state, together', () => {
  expect(keys({})).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(keys({ about: 'column age' })).toEqual(['a', 'b', 'c']);
  expect(keys({ about: 'table' })).toEqual(['d']);
  expect(keys({ about: 'column table' })).toEqual(['e']);
  expect(keys({ kind: 'range' })).toEqual(['a', 'e']);
  expect(keys({ about: 'column age', state: 'holds' })).toEqual(['a', 'c']);
  expect(rules.map(stateOf)).toEqual(['holds', 'broken', 'holds', 'off', 'not-checked']);
});

test('each choice says how many rules it leaves', () => {
  const { about, kinds, states } = filterChoices(rules, []);
  expect(about.map(({ label }) => label)).toEqual(['Any column', '“age” (3)', '“id” (1)', 'the table (1)', '“table” (1)']);
  expect(kinds.map(({ value, label }) => [value, label])).toContainEqual(['range', 'range (2)']);
  expect(states.map(({ label }) => label)).toEqual(['In any state', 'hold (2)', 'broken (1)', 'off (1)', 'not looked at yet (1)']);
});

test('a button is about the rules chosen among those shown, or all of these', () => {
  expect(targetOf(rules, new Set(['b', 'gone'])).said).toBe('1 chosen rule');
  expect(targetOf(rules.slice(0, 2), new Set(['e']))).toEqual({ rules: rules.slice(0, 2), said: 'all 2 rules shown' });
  expect(targetOf(rules.slice(0, 1), new Set()).said).toBe('the rule shown');
});

test('the keyboard goes on at the next rule that is left, else the one before', () => {
  const before = ['a', 'b', 'c', 'd'];
  expect(nextKey(before, ['a', 'c', 'd'], 'b')).toBe('c');
  expect(nextKey(before, ['a', 'b'], 'c')).toBe('b');
  expect(nextKey(before, before, 'b')).toBe('b');
  expect(nextKey(before, ['x'], 'b')).toBe('x');
  expect(nextKey(before, [], 'b')).toBeNull();
});
