import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { fiveByTwo } from '../../../src/stages/evaluate/compare/five-by-two.ts';
import { testFolds, testRows } from '../../../src/stages/evaluate/compare/further-tests.ts';
import { comparePair } from '../../../src/stages/evaluate/compare/compare-pair.ts';
import { swapTest } from '../../../src/stages/evaluate/compare/permutation.ts';
import { practicalOdds, usualRope } from '../../../src/stages/evaluate/compare/practical.ts';
import { metrics } from '../../../src/stages/evaluate/registry.ts';
import { sayOdds } from '../../../src/stages/evaluate/words.ts';
import { binaryOutcome, drawBinary, numberOutcome, quiet, readReference } from './fixtures.ts';

interface Reference {
  readonly halvings: { differences: number[]; statistic: number; pValue: number }[];
  readonly odds: { differences: number[]; train: number; validation: number; rope: number; first: number; second: number }[];
}
const reference = readReference('evaluate.json') as Reference;
const isFull = process.env['LATHE_FULL'] !== undefined;

describe('five halvings', () => {
  test.each(reference.halvings)('F $statistic is that of the definition', ({ differences, statistic, pValue }) => {
    const own = fiveByTwo(differences);
    expect(own.statistic).toBeCloseTo(statistic, 9);
    expect(own.pValue).toBeCloseTo(pValue, 10);
  });

  test('no difference anywhere is no difference, the same one everywhere can’t be judged', () => {
    expect(fiveByTwo(new Array<number>(10).fill(0)).pValue).toBe(1);
    expect(fiveByTwo(new Array<number>(10).fill(0.1)).pValue).toBeNaN();
  });

  test('the F is made only where the folds are five halvings', () => {
    const scores = Array.from({ length: 10 }, (_, i) => 0.8 + 0.01 * Math.sin(i));
    const others = scores.map((score, i) => score - 0.01 * Math.cos(3 * i));
    const sizes = { train: 50, validation: 50 };
    const names = (folds: number, repeats: number) =>
      testFolds({ first: scores, second: others, sizes, folds, repeats }).map(({ test: name }) => name);
    expect(names(2, 5)).toEqual(['corrected resampled t', '5x2cv F']);
    expect(names(10, 1)).toEqual(['corrected resampled t']);
  });
});

describe('how likely a difference is to matter', () => {
  test.each(reference.odds)('$first and $second are what Student’s t gives', ({ differences, rope, first, second, ...sizes }) => {
    const own = practicalOdds(differences, sizes, { rope, higherIsBetter: true })!;
    expect(own.first).toBeCloseTo(first, 10);
    expect(own.second).toBeCloseTo(second, 10);
    expect(own.first + own.same + own.second).toBeCloseTo(1, 12);
    const losses = practicalOdds(differences, sizes, { rope, higherIsBetter: false })!;
    expect([losses.first, losses.second]).toEqual([own.second, own.first]);
  });

  test('one fold says nothing, folds that all agree leave no doubt', () => {
    const sizes = { train: 80, validation: 20 };
    expect(practicalOdds([0.1], sizes, { rope: 0.01, higherIsBetter: true })).toBeNull();
    expect(practicalOdds([0, 0, 0], sizes, { rope: 0.01, higherIsBetter: true })).toMatchObject({ first: 0, same: 1, second: 0 });
  });

  test('the region is a hundredth of what a score can be, or of its size', () => {
    expect(usualRope([0, 1], [0.9])).toBe(0.01);
    expect(usualRope([0, Infinity], [40, 60])).toBeCloseTo(0.5, 12);
  });

  test('only what is nearly sure is called the same', () => {
    const odds = { rope: 0.01, middle: 0, folds: 10 };
    const say = (first: number, same: number, second: number) =>
      sayOdds(metrics.get('accuracy'), ['Forest', 'Linear'], { ...odds, first, same, second });
    expect(say(0.01, 0.97, 0.02)).toMatch(
      /97\.0\u00a0% likely that the two are within 0\.010 of each other .* In practice they are the same\.$/
    );
    expect(say(0.3, 0.6, 0.1)).toMatch(/That is not sure enough to say which\.$/);
    expect(say(0.9995, 0.0005, 0)).toMatch(/over 99\.9 % likely that Forest is better by more than that/);
  });
});

describe('exchanging answers', () => {
  const metric = metrics.get('mae');

  test('the share of exchanges is that of all there are', async () => {
    const rng = createRng(3);
    const n = 10;
    const draw = (spread: number) => Array.from({ length: n }, () => spread * normal(rng));
    const zeros = new Array<number>(n).fill(0);
    const [first, second] = [numberOutcome(zeros, draw(1)), numberOutcome(zeros, draw(1.6))];
    const gaps = first.predicted.map((value, row) => Math.abs(value) - Math.abs(second.predicted[row]!));
    const sumWith = (signs: number) => gaps.reduce((sum, gap, row) => sum + ((signs >> row) & 1 ? -gap : gap), 0);
    const far = Array.from({ length: 2 ** n }, (_, signs) => sumWith(signs)).filter(
      (sum) => Math.abs(sum) >= Math.abs(sumWith(0)) - 1e-9
    ).length;
    const own = await swapTest(first, second, metric, { seed: 1, context: quiet, replicates: 4999 });
    expect(own.pValue).toBeGreaterThan(far / 2 ** n - 0.02);
    expect(own.pValue).toBeLessThan(far / 2 ** n + 0.02);
  });

  test('the same answers are no difference, and a chance is never 0', async () => {
    const outcome = drawBinary(createRng(1), 80);
    const area = metrics.get('roc_auc');
    expect((await swapTest(outcome, outcome, area, { seed: 1, context: quiet, replicates: 99 })).pValue).toBe(1);
    const worst = binaryOutcome(
      outcome.actual,
      Array.from(outcome.actual, (yes) => 1 - yes)
    );
    const best = binaryOutcome(outcome.actual, outcome.actual);
    expect((await swapTest(best, worst, area, { seed: 1, context: quiet, replicates: 99 })).pValue).toBe(0.01);
  });

  test('groups are exchanged whole: ten patients with a hundred rows each are ten', async () => {
    const rng = createRng(8);
    const of = Int32Array.from({ length: 1000 }, (_, row) => Math.floor(row / 100));
    const better = Float64Array.from({ length: 10 }, () => normal(rng) + 0.4);
    const actual = new Array<number>(1000).fill(0);
    const kinship = { kind: 'groups', of } as const;
    const first = { ...numberOutcome(actual, actual.map(() => 3)), kinship }; // prettier-ignore
    const second = { ...numberOutcome(actual, actual.map((_, row) => 3 + better[of[row]!]!)), kinship }; // prettier-ignore
    const pair = await comparePair(first, second, 'mae', { seed: 1, context: quiet });
    expect(pair.difference.method).toBe('paired bootstrap of 10 groups');
    const [swapped] = await testRows(first, second, 'mae', { seed: 1, context: quiet, already: pair });
    expect(swapped!.test).toBe('permutation of groups, 999 draws');
    const asRows = await swapTest(first, second, metric, { seed: 1, context: quiet, replicates: 199 });
    expect(asRows.pValue).toBe(0.005);
    expect(swapped!.pValue).toBeGreaterThan(0.01);
    expect(pair.pValue).toBeGreaterThan(0.01);
  });
});

/** How often each test calls two models different that are not. */
test('under no difference every test at 5 % calls no more than 5 in 100', { timeout: 600_000 }, async () => {
  const rounds = isFull ? 1000 : 80;
  const allowed = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / rounds);
  const rng = createRng(21);
  const calls: Record<string, number> = {};
  const call = (name: string, pValue: number) => (calls[name] = (calls[name] ?? 0) + (pValue < 0.05 ? 1 : 0));
  const sizes = { train: 80, validation: 20 };
  for (let round = 0; round < rounds; round++) {
    const actual = Array.from({ length: 60 }, () => (rng() < 0.5 ? 1 : 0));
    const scores = () => actual.map((yes) => 1 / (1 + Math.exp(-(normal(rng) + yes - 0.5))));
    const [first, second] = [binaryOutcome(actual, scores()), binaryOutcome(actual, scores())];
    for (const id of ['accuracy', 'roc_auc', 'f1']) {
      call(
        `permutation of ${id}`,
        (await swapTest(first, second, metrics.get(id), { seed: round, context: quiet, replicates: 99 })).pValue
      );
    }
    const scored = () => Array.from({ length: 10 }, () => 0.8 + 0.03 * normal(rng));
    const folds = { first: scored(), second: scored(), sizes };
    for (const { test: name, pValue } of testFolds({ ...folds, sizes: { train: 50, validation: 50 }, folds: 2, repeats: 5 }))
      call(name, pValue);
    const odds = practicalOdds(folds.first.map((score, i) => score - folds.second[i]!), sizes, { rope: 1e-9, higherIsBetter: true })!; // prettier-ignore
    call('likely to matter', Math.min(1 - odds.first, 1 - odds.second) * 2);
  }
  expect(Object.keys(calls)).toHaveLength(6);
  for (const [name, count] of Object.entries(calls)) expect(count / rounds, name).toBeLessThan(allowed);
  expect(calls['permutation of accuracy']! + calls['permutation of roc_auc']!).toBeGreaterThan(0);
});
