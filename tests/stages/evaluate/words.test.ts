import { describe, expect, test } from 'vitest';
import { metrics } from '../../../src/stages/evaluate/registry.ts';
import { sayAgainstChance, sayComparison, sayMetric, sayNumber, saySlice } from '../../../src/stages/evaluate/words.ts';

const rocAuc = metrics.get('roc_auc');
const logLoss = metrics.get('log_loss');
const metric = { value: 0.984, low: 0.957, high: 0.996, method: 'DeLong, logit', n: 51 };

test('a metric is said with its interval and its rows', () => {
  expect(sayMetric(rocAuc, metric)).toBe('Area under the ROC curve 0.984, 95 % interval 0.957 to 0.996, on 51 rows.');
  expect(sayMetric(rocAuc, { ...metric, value: NaN, n: 1, note: 'One class.' })).toBe(
    'Area under the ROC curve is not defined on 1 row. One class.'
  );
  expect(sayMetric(rocAuc, { ...metric, low: NaN, high: NaN })).toBe('Area under the ROC curve 0.984, without an interval, on 51 rows.');
});

test.each([
  [0.98412, '0.984'],
  [12.3456, '12.35'],
  [123.456, '123.5'],
  [45678.9, '45,679'],
  [0, '0.000'],
  [0.000012, '1.2 × 10⁻⁵'],
  [0.00078, '0.00078'],
  [-1e-12, '−1.0 × 10⁻¹²'],
  [-3.14159, '−3.142'],
  [Infinity, 'no limit'],
  [NaN, 'not defined']
])('%f is said as %s', (value, text) => {
  expect(sayNumber(value)).toBe(text);
});

test('chance is only called beaten when the interval says so', () => {
  expect(sayAgainstChance(rocAuc, metric, 0.5)).toBe('That is better than guessing, which gives 0.500.');
  expect(sayAgainstChance(rocAuc, { ...metric, low: 0.45 }, 0.5)).toBe('Guessing gives 0.500, and these rows can’t tell the two apart.');
  expect(sayAgainstChance(logLoss, { ...metric, low: 0.7, high: 0.9 }, 0.6)).toContain('worse than guessing');
  expect(sayAgainstChance(logLoss, metric, NaN)).toContain('no level of chance');
});

describe('a comparison', () => {
  const pair = { difference: { value: 0.02, low: -0.01, high: 0.05, method: 'paired DeLong', n: 120 }, pValue: 0.2, test: 'paired DeLong' };

  test('says no more than the test does', () => {
    expect(sayComparison(rocAuc, ['forest', 'linear'], pair)).toBe(
      'forest and linear can’t be told apart by area under the ROC curve on 120 rows (paired DeLong, p = 0.200).'
    );
    expect(sayComparison(rocAuc, ['forest', 'linear'], { ...pair, pValue: 0.0004 })).toBe(
      'forest is better than linear by 0.020 in area under the ROC curve on 120 rows (paired DeLong, p under 0.001).'
    );
  });

  test('knows when lower is better', () => {
    expect(sayComparison(logLoss, ['forest', 'linear'], { ...pair, pValue: 0.01 })).toMatch(
      /^linear is better than forest by 0.020 in log loss/
    );
  });
});

test('a slice is said with what chance could do', () => {
  const slice = {
    columns: ['sex'],
    parts: ['“sex” is “f”'],
    condition: 'sex is female',
    rows: 40,
    error: 0.4,
    low: 0.26,
    high: 0.55,
    rest: 0.1,
    pValue: 0.003
  };
  expect(saySlice(slice, 'classification')).toBe('The share of wrong answers is 0.400 where sex is female (40 rows), 0.100 elsewhere.');
  expect(saySlice({ ...slice, pValue: 0.3 }, 'regression')).toContain('chance alone could do that');
});
