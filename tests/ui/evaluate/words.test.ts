import { describe, expect, test } from 'vitest';
import type { Metric, Problem, Run } from '../../../src/app/lathe-api.ts';
import type { ClassLine, Evaluation } from '../../../src/ui/evaluate/evaluation.ts';
import {
  barSentence,
  noMistakes,
  openingSentence,
  randomSentence,
  sealSentence,
  testSentence,
  valueSentence
} from '../../../src/ui/evaluate/sentences.ts';
import { capital, countWord, lower, pluralOf, scoreText, sureText } from '../../../src/ui/evaluate/words.ts';

const metric = (value: number, low: number, high: number, n = 51): Metric => ({ value, low, high, method: 'test', n });
const run = (more: Partial<Run> = {}) => ({ id: 'r', label: 'Boosting', randomLabels: false, ...more }) as Run;
const line = (label: string): ClassLine => ({ label, actual: 1, predicted: 1, precision: metric(1, 0, 1), recall: metric(1, 0, 1), f1: 1 });
const problem = (more: Partial<Problem>): Problem => ({ statement: '', task: 'classification', metric: 'roc_auc', ...more });

function evaluation(labels: string[], id: string, score: Metric, chance: number): Evaluation {
  return {
    runId: 'r',
    on: 'validation',
    metrics: { [id]: score },
    main: { metric: id, label: id, chance },
    bar: null,
    slices: [],
    slicesTried: 0,
    learning: null,
    value: null,
    randomLabels: false,
    testOpenings: 0,
    ...(labels.length > 0 ? { confusion: { labels, counts: [], classes: labels.map(line) } } : {})
  };
}

describe('the opening sentence', () => {
  const species = ['Adelie', 'Chinstrap', 'Gentoo'];
  test.each([
    [metric(0.98, 0.95, 1), 'Boosting tells the three species apart far better than guessing.'],
    [metric(0.68, 0.61, 0.75), 'Boosting tells the three species apart clearly better than guessing.'],
    [metric(0.55, 0.51, 0.6), 'Boosting tells the three species apart a little better than guessing.'],
    [metric(0.9, 0.55, 1), 'Boosting tells the three species apart a little better than guessing.'],
    [metric(0.9, 0.4, 1), 'Boosting tells the three species apart no better than guessing, as far as these rows tell.'],
    [metric(0.3, 0.2, 0.4), 'Boosting tells the three species apart worse than guessing.'],
    [metric(0.9, NaN, NaN), 'Boosting has been judged on rows it has never seen.']
  ])('says only what the whole interval supports (%#)', (score, words) => {
    expect(openingSentence(run(), evaluation(species, 'roc_auc', score, 0.5), problem({ target: 'species' }))).toBe(words);
  });

  test('two classes are named, the positive one first', () => {
    const two = evaluation(['no', 'yes'], 'roc_auc', metric(0.9, 0.85, 0.95), 0.5);
    expect(openingSentence(run(), two, problem({ target: 'paid', positive: 'no' }))).toBe(
      'Boosting tells paid no from yes far better than guessing.'
    );
  });

  test('an error is told in the unit of the target, and lower is better', () => {
    const price = evaluation([], 'mae', metric(276.4, 270, 283), 3010);
    expect(openingSentence(run(), price, problem({ target: 'price', metric: 'mae' }))).toBe(
      'Boosting misses price by 276 on average, far better than guessing.'
    );
    const bad = evaluation([], 'mae', metric(3000, 2900, 3100), 3010);
    expect(openingSentence(run(), bad, problem({ target: 'price' }))).toContain('no better than guessing');
  });

  test('a run on shuffled answers is never told as a real one', () => {
    expect(openingSentence(run({ randomLabels: true }), evaluation(species, 'roc_auc', metric(0.5, 0.4, 0.6), 0.5), problem({}))).toContain(
      'shuffled answers'
    );
  });
});

describe('the sentences of the evidence', () => {
  test('the bar is met only with the whole interval', () => {
    const base = evaluation(['a', 'b'], 'roc_auc', metric(0.9, 0.8, 1), 0.5);
    expect(barSentence(base)).toBe('No bar was set before training.');
    expect(barSentence({ ...base, bar: { bar: 0.85, verdict: 'reached, not surely' } })).toContain('but not with the whole interval');
    expect(barSentence({ ...base, bar: { bar: 0.75, verdict: 'met' } })).toContain('0.750: met');
  });

  test('openings of the test part are counted aloud', () => {
    expect(sealSentence(0, 50)).toBe('The test part is still sealed.');
    expect(sealSentence(1, 50)).toContain('once');
    expect(sealSentence(4, 50)).toContain('4 times');
    expect(sealSentence(0, 0)).toBe('There is no test part.');
  });

  test('a control better than guessing is an alarm', () => {
    const real = metric(0.9, 0.85, 0.95);
    expect(randomSentence('roc_auc', real, metric(0.51, 0.4, 0.6), 0.5)).toContain('lies clear of it');
    expect(randomSentence('roc_auc', real, metric(0.7, 0.6, 0.8), 0.5)).toContain('something leaks');
    expect(randomSentence('roc_auc', metric(0.6, 0.5, 0.7), metric(0.51, 0.4, 0.6), 0.5)).toContain('does not lie clear');
    expect(randomSentence('mae', metric(5, 4, 6), metric(10, 9, 11), 10)).toContain('lies clear of it');
  });

  test('test and validation are compared by the promised interval', () => {
    expect(testSentence('roc_auc', metric(0.9, 0.85, 0.95), metric(0.88, 0.8, 0.92))).toContain('Inside the interval');
    expect(testSentence('roc_auc', metric(0.9, 0.85, 0.95), metric(0.7, 0.6, 0.8))).toContain('Worse than');
    expect(testSentence('mae', metric(10, 9, 11), metric(7, 6, 8))).toContain('Better than');
  });

  test('a saving is claimed only when the interval lies below the cost without a model', () => {
    expect(valueSentence({ perRow: metric(1, 0.8, 1.2), withoutModel: 2 })).toContain('It saves 1 an answer');
    expect(valueSentence({ perRow: metric(1, 0.8, 2.2), withoutModel: 2 })).toContain('can’t tell');
    expect(valueSentence({ perRow: metric(3, 2.5, 3.2), withoutModel: 2 })).toContain('costs more');
  });

  test('no mistakes on few rows is no proof of perfection', () => expect(noMistakes(52)).toContain('5.6 %'));
});

test('words', () => {
  expect([1, 12, 13].map(countWord)).toEqual(['one', 'twelve', '13']);
  expect(['species', 'class', 'digit', 'category', 'Day', 'target_x'].map(pluralOf)).toEqual([
    'species',
    'classes',
    'digits',
    'categories',
    'days',
    null
  ]);
  expect(capital('two')).toBe('Two');
  expect(lower('Area under')).toBe('area under');
  expect(lower('F1')).toBe('F1');
  expect(scoreText('accuracy', 0.5)).toBe('0.500');
  expect(scoreText('mae', 276.44)).toBe('276.4');
  expect([1, 0.9999, 0.95, 0.0004, 0].map(sureText)).toEqual(['100 %', 'over 99.9 %', '95 %', 'under 0.1 %', '0 %']);
});
