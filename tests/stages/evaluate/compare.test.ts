import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { compareFolds, comparePair, correctPairs } from '../../../src/stages/evaluate/compare/compare-pair.ts';
import { correct } from '../../../src/kernels/correct-p-values.ts';
import { mcNemar } from '../../../src/stages/evaluate/compare/mcnemar.ts';
import { pairedDelong } from '../../../src/stages/evaluate/compare/paired-delong.ts';
import { wilcoxon } from '../../../src/stages/evaluate/compare/wilcoxon.ts';
import { areaVariance, delongInterval, placementsOf } from '../../../src/stages/evaluate/delong.ts';
import { summariseFolds } from '../../../src/stages/evaluate/folds.ts';
import { rankClass } from '../../../src/stages/evaluate/ranking.ts';
import { binaryOutcome, drawBinary, drawNumbers, numberOutcome, quiet, readReference } from './fixtures.ts';

interface Reference {
  readonly mcnemar: { onlyFirst: number; onlySecond: number; pValue: number }[];
  readonly wilcoxon: { differences: number[]; statistic: number; pValue: number }[];
  readonly holm: { pValues: number[]; corrected: number[] }[];
  readonly delong: {
    actual: number[]; first: number[]; second: number[]; area: number; variance: number; low: number; high: number;
    difference: number; differenceLow: number; differenceHigh: number; pValue: number;
  }[]; // prettier-ignore
  readonly folds: {
    first: number[]; second: number[]; train: number; validation: number; mean: [number, number, number]; difference: [number, number, number, number];
  }[]; // prettier-ignore
}

const reference = readReference('evaluate.json') as Reference;
const options = { seed: 1, context: quiet };

test.each(reference.mcnemar)(
  'McNemar with $onlyFirst against $onlySecond is what statsmodels gives',
  ({ onlyFirst, onlySecond, pValue }) => {
    expect(mcNemar(onlyFirst, onlySecond).pValue).toBeCloseTo(pValue, 10);
  }
);

test.each(reference.wilcoxon)('Wilcoxon is what SciPy gives: $statistic', ({ differences, statistic, pValue }) => {
  const own = wilcoxon(Float64Array.from(differences));
  expect(own.statistic).toBe(statistic);
  expect(own.pValue).toBeCloseTo(pValue, 10);
});

test.each(reference.holm)('Holm is what statsmodels gives: $pValues', ({ pValues, corrected }) => {
  correct(pValues, 'holm').forEach((pValue, i) => expect(pValue).toBeCloseTo(corrected[i]!, 12));
});

test('a model without a fault is told apart from one that knows nothing, though no row differs from another', () => {
  const actual = Array.from({ length: 60 }, (_, i) => Number(i % 3 === 0));
  const sure = binaryOutcome(
    actual,
    actual.map((one) => 0.1 + 0.8 * one)
  );
  const nothing = binaryOutcome(
    actual,
    actual.map(() => 0.3)
  );
  const { difference, pValue } = pairedDelong(sure, nothing, 0.95);
  // 20 pairs without a row in common, all alike: by Clopper-Pearson at least 0.025 ** (1 / 20) of all pairs are.
  const alike = 0.025 ** (1 / 20);
  expect(difference.value).toBeCloseTo(0.5, 12);
  expect(difference.low).toBeCloseTo(alike * 0.5 - (1 - alike), 9);
  expect(difference.high).toBeLessThanOrEqual(1);
  expect(pValue).toBeCloseTo(2 ** -19, 12);
  expect(pairedDelong(sure, sure, 0.95)).toMatchObject({ pValue: 1, difference: { value: 0 } });
});

test('with one row on a side, and others that differ, nothing is said', () => {
  const actual = [1, 0, 0, 0];
  const { difference, pValue } = pairedDelong(
    binaryOutcome(actual, [0.9, 0.1, 0.95, 0.2]),
    binaryOutcome(actual, [0.5, 0.6, 0.1, 0.2]),
    0.95
  );
  expect([pValue, difference.low]).toEqual([NaN, NaN]);
});

test('Holm passes over p-values that are not defined', () => {
  expect(correct([0.02, NaN, 0.5], 'holm')).toEqual([0.04, NaN, 0.5]);
});

describe.each(reference.delong)('DeLong against the definition by pairs, area $area', (own) => {
  const first = binaryOutcome(own.actual, own.first);

  test('variance and logit interval of one area', () => {
    const ranking = rankClass(first, 1);
    const placements = placementsOf(ranking);
    expect(placements.area).toBeCloseTo(own.area, 12);
    expect(areaVariance(placements)).toBeCloseTo(own.variance, 12);
    expect(delongInterval(ranking, 0.95).low).toBeCloseTo(own.low, 10);
    expect(delongInterval(ranking, 0.95).high).toBeCloseTo(own.high, 10);
  });

  test('difference of two areas', () => {
    const { difference, pValue } = pairedDelong(first, binaryOutcome(own.actual, own.second), 0.95);
    expect(difference.value).toBeCloseTo(own.difference, 12);
    expect(difference.low).toBeCloseTo(own.differenceLow, 10);
    expect(difference.high).toBeCloseTo(own.differenceHigh, 10);
    expect(pValue).toBeCloseTo(own.pValue, 10);
  });
});

describe.each(reference.folds)('$first.length folds', ({ first, second, train, validation, mean, difference }) => {
  test('the mean has the corrected interval', () => {
    const metric = summariseFolds(first, { train, validation });
    [metric.value, metric.low, metric.high].forEach((value, i) => expect(value).toBeCloseTo(mean[i]!, 10));
    expect(metric.method).toBe(`corrected resampled t over ${first.length} folds`);
    expect(metric.n).toBe(first.length * validation);
  });

  test('two models have the corrected test', () => {
    const { difference: own, pValue } = compareFolds(first, second, { train, validation });
    [own.value, own.low, own.high, pValue].forEach((value, i) => expect(value).toBeCloseTo(difference[i]!, 10));
  });
});

describe('degenerate folds', () => {
  test('one fold has no interval', () => {
    expect(summariseFolds([0.8], { train: 80, validation: 20 })).toEqual({
      value: 0.8,
      low: NaN,
      high: NaN,
      method: 'none: fewer than two folds',
      n: 20
    });
    expect(summariseFolds([], { train: 80, validation: 20 }).value).toBeNaN();
    expect(compareFolds([0.8], [0.7], { train: 8, validation: 2 }).pValue).toBeNaN();
  });

  test('equal scores are no difference', () => {
    expect(compareFolds([0.8, 0.7], [0.8, 0.7], { train: 8, validation: 2 })).toMatchObject({
      pValue: 1,
      difference: { value: 0, low: NaN, high: NaN, method: 'none: every fold gives the same difference' }
    });
  });
});

describe('two outcomes of the same rows', () => {
  const rng = createRng(12);
  const good = drawBinary(rng, 400, 2.5);
  const noisy = binaryOutcome(
    good.actual,
    Array.from({ length: 400 }, (_, row) => 0.7 * good.probabilities[2 * row + 1]! + 0.3 * rng())
  );
  const numbers = drawNumbers(rng, 200);
  const worse = numberOutcome(numbers.actual, numbers.predicted.map((value) => value + 1.2 * normal(rng))); // prettier-ignore

  test.each([
    ['accuracy', 'McNemar'],
    ['roc_auc', 'paired DeLong'],
    ['f1', 'paired bootstrap'],
    ['log_loss', 'paired bootstrap']
  ])('%s is compared by %s', async (metric, test) => {
    const pair = await comparePair(good, noisy, metric, options);
    expect(pair.test).toContain(test);
    expect(pair.difference.low).toBeLessThanOrEqual(pair.difference.value);
    expect(pair.difference.high).toBeGreaterThanOrEqual(pair.difference.value);
    expect(pair.difference.n).toBe(400);
    const reverse = await comparePair(noisy, good, metric, options);
    expect(reverse.difference.value).toBeCloseTo(-pair.difference.value, 12);
    expect(reverse.pValue).toBeCloseTo(pair.pValue, 2);
  });

  test('a clearly worse model is found worse', async () => {
    expect((await comparePair(good, noisy, 'roc_auc', options)).pValue).toBeLessThan(0.05);
    const errors = await comparePair(numbers, worse, 'mae', options);
    expect(errors).toMatchObject({ test: 'Wilcoxon signed-rank' });
    expect(errors.difference.high).toBeLessThan(0);
    expect(errors.pValue).toBeLessThan(0.001);
    expect((await comparePair(numbers, worse, 'rmse', options)).difference.high).toBeLessThan(0);
  });

  test('a model against itself is no difference', async () => {
    for (const metric of ['accuracy', 'roc_auc', 'f1']) {
      expect(await comparePair(good, good, metric, options), metric).toMatchObject({ pValue: 1, difference: { value: 0 } });
    }
    expect((await comparePair(numbers, numbers, 'mae', options)).pValue).toBe(1);
  });

  test('other rows are refused', async () => {
    await expect(comparePair(good, drawBinary(createRng(1), 400), 'accuracy', options)).rejects.toMatchObject({ code: 'different-rows' });
    await expect(comparePair(good, numbers, 'accuracy', options)).rejects.toMatchObject({ code: 'different-rows' });
  });

  test('many pairs are corrected together', () => {
    const pair = { pValue: 0.02, test: 'McNemar' };
    expect(correctPairs([pair])).toEqual([pair]);
    expect(correctPairs([pair, { ...pair, pValue: 0.5 }])[0]).toEqual({ pValue: 0.04, test: 'McNemar, Holm over 2 pairs' });
  });
});

test('under no difference a test at 5 % calls about 5 in 100', async () => {
  const rng = createRng(5);
  const calls = { accuracy: 0, roc_auc: 0, log_loss: 0 };
  const rounds = 300;
  for (let i = 0; i < rounds; i++) {
    const actual = Array.from({ length: 120 }, () => (rng() < 0.5 ? 1 : 0));
    const scores = () => actual.map((yes) => 1 / (1 + Math.exp(-(normal(rng) + yes - 0.5))));
    const [first, second] = [binaryOutcome(actual, scores()), binaryOutcome(actual, scores())];
    for (const id of Object.keys(calls) as (keyof typeof calls)[]) {
      if ((await comparePair(first, second, id, { ...options, replicates: 300 })).pValue < 0.05) calls[id]++;
    }
  }
  for (const [id, count] of Object.entries(calls)) {
    expect(count / rounds, id).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / rounds));
    expect(count / rounds, id).toBeGreaterThan(0.005);
  }
});
