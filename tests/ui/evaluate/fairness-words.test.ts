import { expect, test } from 'vitest';
import {
  gapSummary,
  isTooFew,
  measuresOf,
  rowsLabel,
  rowsText,
  toldMeasures,
  type FairnessView
} from '../../../src/ui/evaluate/fairness-words.ts';

const gap = (value: number, low: number, groups: readonly [string, string] | null) => ({
  value,
  low,
  high: value + 0.1,
  method: 'test',
  n: 80,
  groups
});
const view = (gaps: FairnessView['gaps']): FairnessView => ({ groups: [], gaps, mitigations: [], notes: [] });

test('with only small groups nothing is called fair: it can not be judged', () => {
  const measures = measuresOf(view({ 'sex.demographic_parity': gap(NaN, NaN, null) }), 'sex');
  expect(gapSummary(measures)).toContain('can’t be judged');
  expect(gapSummary(measures)).not.toContain('No gap');
  expect(measures[0]!.sentence).toBe('Too few rows in the groups of “sex” to compare.');
});

test('one column judged and one not: both are said', () => {
  const gaps = { 'sex.demographic_parity': gap(0.1, -0.1, ['f', 'm']), 'race.demographic_parity': gap(NaN, NaN, null) };
  const summary = gapSummary(['sex', 'race'].flatMap((column) => measuresOf(view(gaps), column)));
  expect(summary).toBe(
    'No gap between the groups is wider than chance could make it on these rows. The other groups are too small to be judged.'
  );
});

test('a clear gap is counted among those judged', () => {
  const gaps = { 'sex.demographic_parity': gap(0.3, 0.1, ['f', 'm']), 'sex.equal_opportunity': gap(NaN, NaN, null) };
  expect(gapSummary(measuresOf(view(gaps), 'sex'))).toMatch(/^The gap between groups is wider/);
});

test('a column of which nothing can be judged says so once', () => {
  const none = view({ 'age.demographic_parity': gap(NaN, NaN, null), 'age.equal_opportunity': gap(NaN, NaN, null) });
  expect(toldMeasures(measuresOf(none, 'age'))).toHaveLength(1);
  const one = view({ 'age.demographic_parity': gap(0.3, 0.1, ['f', 'm']), 'age.equal_opportunity': gap(NaN, NaN, null) });
  expect(toldMeasures(measuresOf(one, 'age'))).toHaveLength(2);
});

test('a share stands beside the rows that make it up, and says when they are too few to be held against others', () => {
  const metric = (value: number, n: number) => ({ value, low: 0, high: 1, method: 'Wilson', n });
  const group = {
    group: { age: '55 to 73' },
    n: 155,
    metrics: { true_positive_rate: metric(0.5, 8), accuracy: metric(0.7, 155) },
    warning: null
  };
  expect([rowsLabel('true_positive_rate'), rowsText('true_positive_rate', group)]).toEqual(['Positive rows', '8, too few']);
  expect([rowsLabel('accuracy'), rowsText('accuracy', group)]).toEqual(['Rows', '155']);
  expect(isTooFew('accuracy', { ...group, warning: 'Only 3 rows.' })).toBe(true);
});
