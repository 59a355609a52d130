import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { judge } from '../../../src/stages/evaluate/judge.ts';
import { binaryOutcome, drawBinary, drawNumbers, numberOutcome, quiet } from './fixtures.ts';

const options = { seed: 1, context: quiet };

describe('an ordinary outcome', () => {
  test('gives every usual metric of two classes with an interval around it', async () => {
    const judged = await judge(drawBinary(createRng(3), 150), options);
    expect(Object.keys(judged)).toEqual([
      'accuracy', 'balanced_accuracy', 'roc_auc', 'pr_auc', 'precision', 'recall', 'f1', 'f2', 'f05', 'mcc', 'kappa', 'log_loss', 'brier', 'ece'
    ]); // prettier-ignore
    for (const [id, metric] of Object.entries(judged)) {
      expect(metric.low, id).toBeLessThanOrEqual(metric.value);
      expect(metric.high, id).toBeGreaterThanOrEqual(metric.value);
      expect(metric.high - metric.low, id).toBeGreaterThan(0.001);
      expect(metric.n).toBe(150);
    }
    expect(judged['accuracy']!.method).toBe('Wilson');
    expect(judged['roc_auc']!.method).toBe('DeLong, logit');
    expect(judged['f1']!.method).toBe('BCa bootstrap');
  });

  test('gives every metric of numbers', async () => {
    const judged = await judge(drawNumbers(createRng(4), 120), options);
    expect(Object.keys(judged)).toEqual(['rmse', 'mae', 'medae', 'mape', 'r2', 'explained_variance', 'max_error']);
    for (const metric of Object.values(judged)) expect(metric.high).toBeGreaterThanOrEqual(metric.low);
    expect(judged['max_error']!.method).toContain('can be larger');
  });

  test('comes out the same with the same seed, and elsewhere with another', async () => {
    const outcome = drawNumbers(createRng(5), 80);
    const [a, b, c] = [await judge(outcome, options), await judge(outcome, options), await judge(outcome, { ...options, seed: 2 })];
    expect(a).toEqual(b);
    expect(a['rmse']!.low).not.toBe(c['rmse']!.low);
  });

  test('a wider level gives a wider interval', async () => {
    const outcome = drawBinary(createRng(6), 100);
    const narrow = await judge(outcome, { ...options, level: 0.8 });
    const wide = await judge(outcome, { ...options, level: 0.99 });
    for (const id of ['accuracy', 'roc_auc', 'f1', 'log_loss'])
      expect(wide[id]!.high - wide[id]!.low, id).toBeGreaterThan(narrow[id]!.high - narrow[id]!.low);
  });

  test('row weights that are all equal change no value, and no interval is left to a closed form', async () => {
    const outcome = drawBinary(createRng(7), 100);
    const plain = await judge(outcome, options);
    const weighted = await judge({ ...outcome, weights: new Float64Array(100).fill(2) }, options);
    for (const id of Object.keys(plain)) expect(weighted[id]!.value, id).toBeCloseTo(plain[id]!.value, 12);
    expect(weighted['accuracy']!.method).toBe('BCa bootstrap');
    expect(weighted['accuracy']!.low).toBeCloseTo(plain['accuracy']!.low, 1);
  });

  test('leaves its inputs as they were', async () => {
    const outcome = drawBinary(createRng(8), 60);
    const before = structuredClone(outcome);
    await judge(outcome, options);
    expect(outcome).toEqual(before);
  });
});

describe('a perfect score on few rows', () => {
  const perfect = binaryOutcome([0, 0, 0, 0, 0, 0, 1, 1, 1, 1], [0.1, 0.2, 0.2, 0.3, 0.1, 0.1, 0.8, 0.9, 0.7, 0.8]);

  test('is no proof of perfection: the lower bounds are far below 1', async () => {
    const judged = await judge(perfect, options);
    for (const id of ['accuracy', 'balanced_accuracy', 'roc_auc', 'pr_auc', 'precision', 'recall', 'f1', 'mcc', 'kappa']) {
      expect(judged[id]!.value, id).toBe(1);
      expect(judged[id]!.high, id).toBe(1);
      expect(judged[id]!.low, id).toBeLessThan(0.8);
    }
    expect(judged['roc_auc']!.low).toBeCloseTo(0.025 ** (1 / 4), 12);
    expect(judged['roc_auc']!.method).toBe('Clopper-Pearson on 4 independent pairs');
  });

  test('tightens with more rows', async () => {
    const actual = Array.from({ length: 2000 }, (_, i) => i % 2);
    const judged = await judge(binaryOutcome(actual, actual), options);
    expect(judged['roc_auc']!.low).toBeGreaterThan(0.996);
    expect(judged['f1']!.low).toBeGreaterThan(0.99);
    expect(judged['log_loss']!.value).toBeLessThan(1e-12);
    expect(judged['log_loss']!.high).toBeGreaterThan(0.01);
  });
});

describe('what can not be judged is NaN with a note', () => {
  test('no rows', async () => {
    const judged = await judge(binaryOutcome([], []), options);
    expect(judged['accuracy']).toMatchObject({ value: NaN, low: NaN, high: NaN, n: 0, note: 'There are no rows to judge on.' });
  });

  test('one row', async () => {
    const classes = await judge(binaryOutcome([1], [0.8]), options);
    expect(classes['accuracy']).toMatchObject({ value: 1, high: 1 });
    expect(classes['accuracy']!.low).toBeLessThan(0.3);
    expect(classes['log_loss']!.low).toBeNaN();
    const numbers = await judge(numberOutcome([3], [4]), options);
    expect(numbers['rmse']).toMatchObject({ value: 1, low: NaN, high: NaN });
    expect(numbers['r2']).toMatchObject({ value: NaN, note: 'It takes at least two rows.' });
  });

  test('one class only', async () => {
    const judged = await judge(binaryOutcome(new Array(20).fill(0), new Array(20).fill(0.3)), options);
    expect(judged['roc_auc']).toMatchObject({ value: NaN, low: NaN, high: NaN });
    expect(judged['roc_auc']!.note).toContain('one class');
    expect(judged['recall']!.note).toBe('No row is positive, so recall counts as 0.');
  });

  test('all answers and predictions equal', async () => {
    const judged = await judge(numberOutcome(new Array(8).fill(2), new Array(8).fill(2)), options);
    expect(judged['rmse']).toMatchObject({ value: 0, low: NaN, high: NaN });
    expect(judged['rmse']!.note).toBe('No interval: every resample gives the same value.');
    expect(judged['r2']!.note).toContain('same on every row');
  });

  test('predictions that are no numbers', async () => {
    const judged = await judge(numberOutcome([1, 2, 3], [1, NaN, Infinity]), options);
    expect(judged['mae']).toMatchObject({ value: NaN, note: 'The model gave no usable answer on 2 of 3 rows.' });
  });

  test('a class without rows is left out of the averages, and said so', async () => {
    const outcome = {
      ...binaryOutcome([0, 1, 0, 1], [0.2, 0.7, 0.6, 0.9]),
      labels: ['a', 'b', 'c'],
      probabilities: Float64Array.from([0.8, 0.1, 0.1, 0.2, 0.7, 0.1, 0.3, 0.6, 0.1, 0.05, 0.9, 0.05]),
      positive: null
    };
    const judged = await judge(outcome, options);
    expect(judged['roc_auc']!.value).toBe(1);
    expect(judged['roc_auc']!.note).toBe('No row is of class c; the average runs over the classes that are there.');
  });
});

describe('what is refused', () => {
  test('lengths that differ', async () => {
    await expect(judge({ ...numberOutcome([1, 2], [1, 2]), predicted: new Float64Array(3) }, options)).rejects.toMatchObject({
      code: 'shape-mismatch'
    });
  });

  test('a metric there is not', async () => {
    await expect(judge(numberOutcome([1], [1]), { ...options, metrics: ['beauty'] })).rejects.toMatchObject({ code: 'unknown-id' });
  });
});

test('a large judgement stops when told to', async () => {
  const controller = new AbortController();
  let breaths = 0;
  const context = {
    signal: controller.signal,
    onProgress: () => {},
    breathe: () => {
      if (++breaths === 3) controller.abort();
      return Promise.resolve();
    }
  };
  await expect(judge(drawBinary(createRng(9), 30_000), { seed: 1, context })).rejects.toThrow(/abort/i);
  expect(breaths).toBe(3);
});

test('a constant answer of 0.1, which floating point can not hold, still has nothing to explain', async () => {
  const judged = await judge(
    numberOutcome(
      new Array(12).fill(0.1),
      Array.from({ length: 12 }, (_, i) => i)
    ),
    options
  );
  expect(judged['r2']!.value).toBe(0);
});
