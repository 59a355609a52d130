import { capital, inSentence, inWords } from '../../../src/core/words.ts';
import { describe, expect, test } from 'vitest';
import type { Metric } from '../../../src/core/outcome.ts';
import type { Problem } from '../../../src/app/api/problem.ts';
import type { Run } from '../../../src/app/api/training.ts';
import type { ClassLine, Evaluation } from '../../../src/ui/evaluate/evaluation.ts';
import {
  barSentence,
  intervalText,
  noMistakes,
  openingSentence,
  randomSentence,
  sealSentence,
  testSentence,
  thresholdSentence,
  valueSentence
} from '../../../src/ui/evaluate/sentences.ts';
import { coverageSentence } from '../../../src/ui/evaluate/misses.ts';
import { pluralOf, scoreText, sureText } from '../../../src/ui/evaluate/words.ts';

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
    [metric(0.9, 0.4, 1), 'Boosting tells the three species apart not surely better than guessing.'],
    [metric(0.3, 0.2, 0.4), 'Boosting tells the three species apart worse than guessing.'],
    [metric(0.9, NaN, NaN), 'Boosting has been judged on rows it has never seen.']
  ])('says only what the whole interval supports (%#)', (score, words) => {
    expect(openingSentence(run(), evaluation(species, 'roc_auc', score, 0.5), problem({ target: 'species' }))).toBe(words);
  });

  test('two classes are named, the positive one first', () => {
    const two = evaluation(['no', 'yes'], 'roc_auc', metric(0.9, 0.85, 0.95), 0.5);
    const decided = { ...two, decision: { positive: 'no', threshold: null } };
    expect(openingSentence(run(), decided, problem({ target: 'paid' }))).toBe(
      'Boosting tells whether “paid” is “no” far better than guessing.'
    );
  });

  test('the costs moved the threshold and the page began at 50 % with no word of it', () => {
    const two = evaluation(['1', '2'], 'roc_auc', metric(0.9, 0.85, 0.95), 0.5);
    expect(thresholdSentence({ ...two, decision: { positive: '2', threshold: 1 / 6 } })).toBe(
      'Called “2” from 17\u00a0% on, because missing a “2” costs 5 times as much as taking a “1” for one.'
    );
    expect(thresholdSentence({ ...two, decision: { positive: '2', threshold: null } })).toBeNull();
  });

  test('an error is told in the unit of the target, and lower is better', () => {
    const price = evaluation([], 'mae', metric(276.4, 270, 283), 3010);
    expect(openingSentence(run(), price, problem({ target: 'price', metric: 'mae' }))).toBe(
      'Boosting misses “price” by 276 on average, far better than guessing.'
    );
    const bad = evaluation([], 'mae', metric(3000, 2900, 3100), 3010);
    expect(openingSentence(run(), bad, problem({ target: 'price' }))).toContain('not surely better than guessing');
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
    expect(barSentence(base, null)).toBe('No bar was set before training.');
    expect(barSentence(base, { value: 0.85, isPrior: true })).toContain(
      'The bar of 0.850 is reached, but the interval reaches below the bar'
    );
    expect(barSentence(base, { value: 0.75, isPrior: true })).toContain('The bar of 0.750 is met, with the whole interval');
  });

  test('openings of the test part are counted aloud', () => {
    expect(sealSentence(0, 50)).toBe('The test part is still sealed.');
    expect(sealSentence(1, 50)).toContain('once');
    expect(sealSentence(4, 50)).toContain('4 times');
    expect(sealSentence(0, 0)).toBe('There is no test part.');
  });

  test('a control better than guessing is an alarm', () => {
    const real = metric(0.9, 0.85, 0.95);
    const on = 'validation';
    expect(randomSentence('roc_auc', { real, random: metric(0.51, 0.4, 0.6), chance: 0.5, on })).toBe(
      'On the validation part the same training on shuffled answers reaches 0.510 (0.400 to 0.600): what luck alone gives. The real run, 0.900 on the same rows, lies clear of it, so it has learned something that is in the data.'
    );
    expect(randomSentence('roc_auc', { real, random: metric(0.7, 0.6, 0.8), chance: 0.5, on })).toContain('something leaks');
    expect(randomSentence('roc_auc', { real: metric(0.6, 0.5, 0.7), random: metric(0.51, 0.4, 0.6), chance: 0.5, on })).toContain(
      'does not lie clear'
    );
    expect(randomSentence('mae', { real: metric(5, 4, 6), random: metric(10, 9, 11), chance: 10, on })).toContain('lies clear of it');
  });

  test('test and validation are compared by the promised interval', () => {
    expect(testSentence('roc_auc', metric(0.9, 0.85, 0.95), metric(0.88, 0.8, 0.92), false)).toContain('Inside the interval');
    expect(testSentence('roc_auc', metric(0.9, 0.85, 0.95), metric(0.7, 0.6, 0.8), true)).toContain('flatters the winner');
    expect(testSentence('mae', metric(10, 9, 11), metric(7, 6, 8), false)).toContain('Better than');
  });

  test('the choice was blamed on the validation part, which had no say in it', () => {
    const said = testSentence('roc_auc', metric(0.9, 0.85, 0.95), metric(0.7, 0.6, 0.8), false);
    expect(said).toContain('which had no say in the choice');
    expect(said).not.toContain('flatters');
  });

  test('a saving is claimed only by its own interval, in the currency that was typed', () => {
    expect(valueSentence({ perRow: metric(1, 0.8, 1.2), saved: metric(1, 0.7, 1.3), withoutModel: 2 }, 'EUR')).toContain(
      'It saves 1 EUR an answer (0.7 to 1.3), 1,000 EUR on a thousand.'
    );
    expect(valueSentence({ perRow: metric(1, 0.8, 2.2), saved: metric(1, -0.2, 1.2), withoutModel: 2 }, '')).toContain('can’t tell');
    expect(valueSentence({ perRow: metric(3, 2.5, 3.2), saved: metric(-1, -1.2, -0.5), withoutModel: 2 }, '')).toContain(
      'It costs 1 an answer more than it saves (0.5 to 1.2).'
    );
  });

  test('no mistakes on few rows is no proof of perfection', () => expect(noMistakes(52)).toContain('5.6\u00a0%'));
});

test('words', () => {
  expect([1, 12, 13].map(inWords)).toEqual(['one', 'twelve', '13']);
  expect(['species', 'class', 'digit', 'category', 'Day', 'target_x'].map(pluralOf)).toEqual([
    'species',
    'classes',
    'digits',
    'categories',
    'days',
    null
  ]);
  expect(capital('two')).toBe('Two');
  expect(inSentence('Area under')).toBe('area under');
  expect(inSentence('F1')).toBe('F1');
  expect(scoreText('accuracy', 0.5)).toBe('0.500');
  expect(scoreText('mae', 276.44)).toBe('276.4');
  expect([1, 0.9999, 0.95, 0.0004, 0].map(sureText)).toEqual([
    '100\u00a0%',
    'over 99.9\u00a0%',
    '95\u00a0%',
    'under 0.1\u00a0%',
    '0\u00a0%'
  ]);
});

describe('the interval of a prediction', () => {
  const coverage = (value: number, low: number, high: number) => ({
    halfWidth: 1.5,
    inside: { value, low, high, method: 'Wilson', n: 240 },
    method: 'conformal quantile of residuals left out of 5 folds',
    n: 1119
  });

  test('its coverage is told of the part that is looked at', () => {
    const held = coverage(0.96, 0.93, 0.98);
    expect(coverageSentence(held, 'validation')).toMatch(/On the validation part .* 96.0\u00a0% of 240 rows .* The promise of 95 % holds/);
    expect(coverageSentence(coverage(0.9, 0.86, 0.93), 'test')).toMatch(/On the test part .* fewer than the 95 %/);
  });
});

test('what follows from a definition has no interval to tell', () => {
  expect(intervalText('roc_auc', metric(0.5, 0.5, 0.5))).toBe('exact');
});
