import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { hasBit } from '../../../src/kernels/trees/split.ts';
import { categoryColumn } from '../../../src/core/table.ts';
import { classTarget, dataOf, fitContext, fitModel, numberTable, numberTarget, score } from './support.ts';

const ROWS = 900;
const rng = createRng(3);
const draw = () => Array.from({ length: ROWS }, () => normal(rng));
const [a, b, c] = [draw(), draw(), draw()];
const noise = draw();
const signal = a.map((value, i) => value + b[i]! ** 2 - 0.5 * value * c[i]! + noise[i]!);
const features = numberTable({ a, b, c });
const settings = { maxIter: 40, maxLeafNodes: 8, earlyStopping: 'off' };
const numbers = dataOf(features, numberTarget(signal));
const classes = dataOf(features, classTarget(signal.map((value) => (value > 1 ? 'high' : value < -1 ? 'low' : 'middle'))));

const meanSquare = (scores: ArrayLike<number>) => signal.reduce((sum, value, i) => sum + (value - scores[i]!) ** 2, 0) / ROWS;

const ways = [
  ['rows drawn by chance', { subsample: 0.5 }],
  ['features drawn for each tree', { colsampleByTree: 0.5 }],
  ['features drawn for each node', { maxFeatures: 0.4 }],
  ['rows drawn by their gradients', { sampling: 'goss' }],
  ['rounds left out', { booster: 'dart' }],
  ['depth first', { growPolicy: 'depth-wise', maxDepth: 3 }],
  ['an l1 penalty', { l1Regularization: 2 }]
] as const;

describe.each(ways)('%s', (_name, params) => {
  test('what training saw of its own loss is what the packed trees answer', async () => {
    const fit = await fitModel('boosting', numbers, { ...settings, ...params });
    const scores = score('boosting', fit.state, features);
    expect(meanSquare(scores) / 2).toBeCloseTo(fit.curve.at(-1)!.train, 9);
    expect(fit.curve.at(-1)!.train).toBeLessThan(0.7 * fit.curve[0]!.train);
    const many = await fitModel('boosting', classes, { ...settings, ...params });
    expect(many.curve.at(-1)!.train).toBeLessThan(0.8 * many.curve[0]!.train);
  });

  test('the same seed gives the same bytes, another seed others where there is chance', async () => {
    const fit = (seed: number) => fitModel('boosting', numbers, { ...settings, ...params }, fitContext(seed));
    const [first, again, other] = await Promise.all([fit(1), fit(1), fit(2)]);
    expect(again.state).toEqual(first.state);
    const isChance = !('growPolicy' in params) && !('l1Regularization' in params);
    expect(JSON.stringify(other.state['value']) !== JSON.stringify(first.state['value'])).toBe(isChance);
  });
});

interface Node {
  readonly feature: number;
  readonly left: number;
  readonly right: number;
}

/** The features that each branch of each tree asks. */
function branches(state: Readonly<Record<string, unknown>>): Set<number>[] {
  const { feature, left, right, treeStarts } = state as Record<'feature' | 'left' | 'right' | 'treeStarts', Int32Array>;
  const at = (node: number): Node => ({ feature: feature![node]!, left: left![node]!, right: right![node]! });
  const walk = (node: number, asked: readonly number[]): Set<number>[] => {
    const { feature: own, left: one, right: other } = at(node);
    return own < 0 ? [new Set(asked)] : [...walk(one, [...asked, own]), ...walk(other, [...asked, own])];
  };
  return [...treeStarts!].flatMap((root) => walk(root, []));
}

describe('constraints', () => {
  const grid = Array.from({ length: 61 }, (_, i) => i / 10 - 3);

  test.each([
    ['squared_error', '+'],
    ['absolute_error', 'rising'],
    ['huber', '+']
  ])('an answer that may only rise with a feature never falls, with the loss %s', async (loss, sign) => {
    const { state } = await fitModel('boosting', numbers, { ...settings, loss, monotone: `a ${sign}, c -` });
    for (const [other, third] of [
      [0, 0],
      [1.5, -2],
      [-1, 2]
    ] as const) {
      const rising = score('boosting', state, numberTable({ a: grid, b: grid.map(() => other), c: grid.map(() => third) }));
      rising.forEach((value, i) => expect(value).toBeGreaterThanOrEqual((rising[i - 1] ?? -Infinity) - 1e-12));
      const falling = score('boosting', state, numberTable({ c: grid, b: grid.map(() => other), a: grid.map(() => third) }));
      falling.forEach((value, i) => expect(value).toBeLessThanOrEqual((falling[i - 1] ?? Infinity) + 1e-12));
    }
    const free = await fitModel('boosting', numbers, { ...settings, loss });
    const wild = score('boosting', free.state, numberTable({ a: grid, b: grid.map(() => 0), c: grid.map(() => 2) }));
    expect(wild.some((value, i) => value < (wild[i - 1] ?? -Infinity))).toBe(true);
  });

  test('features of different sets never meet in a branch; those not named are a set of their own', async () => {
    const { state } = await fitModel('boosting', numbers, { ...settings, interaction: '"a", b' });
    const found = branches(state);
    expect(found.some((asked) => asked.has(0) && asked.has(1))).toBe(true);
    expect(found.some((asked) => asked.has(2))).toBe(true);
    expect(found.every((asked) => !asked.has(2) || asked.size === 1)).toBe(true);
  });

  test.each([
    [{ monotone: 'a' }, 'constraint-not-read', 'age +'],
    [{ monotone: 'a -, a +' }, 'trend-twice', 'once'],
    [{ monotone: 'aa +' }, 'constraint-feature-unknown', 'a'],
    [{ interaction: 'a, nowhere' }, 'constraint-feature-unknown', 'a, b, c']
  ])('%j is refused with a hint', async (params, code, hint) => {
    await expect(fitModel('boosting', numbers, params)).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) as string });
  });

  test('several classes and categories have no trend', async () => {
    await expect(fitModel('boosting', classes, { monotone: 'a +' })).rejects.toMatchObject({ code: 'trend-of-classes' });
    const level = categoryColumn(
      'level',
      a.map((value) => (value > 0 ? 'up' : 'down'))
    );
    const mixed = dataOf({ rows: ROWS, columns: [...features.columns, level] }, numberTarget(signal));
    await expect(fitModel('boosting', mixed, { monotone: 'level +' })).rejects.toMatchObject({ code: 'trend-of-category' });
  });
});

describe('losses', () => {
  test('the quantile that is asked for is the one that is answered', async () => {
    for (const quantile of [0.1, 0.5, 0.9]) {
      const { state } = await fitModel('boosting', numbers, { ...settings, loss: 'quantile', quantile });
      const scores = score('boosting', state, features);
      const below = signal.filter((value, i) => value <= scores[i]!).length / ROWS;
      expect(Math.abs(below - quantile)).toBeLessThan(0.05);
    }
  });

  test('a few wild answers move the mean, and hardly what Huber or the absolute error aim at', async () => {
    const wild = signal.map((value, i) => (i % 50 === 0 ? 1000 : value));
    const missOf = async (loss: string) => {
      const { state } = await fitModel('boosting', dataOf(features, numberTarget(wild)), { ...settings, loss });
      return meanSquare(score('boosting', state, features));
    };
    const [square, huber, absolute] = [await missOf('squared_error'), await missOf('huber'), await missOf('absolute_error')];
    expect(huber).toBeLessThan(square / 50);
    expect(absolute).toBeLessThan(square / 50);
  });

  test.each([
    ['poisson', -1, '0 or more'],
    ['gamma', 0, 'more than 0'],
    ['tweedie', -0.1, '0 or more']
  ])('%s refuses a target of %d', async (loss, value, needs) => {
    const target = numberTarget(a.map((x, i) => (i === 5 ? value : Math.exp(x))));
    await expect(fitModel('boosting', dataOf(features, target), { loss })).rejects.toMatchObject({
      code: 'target-outside-loss',
      message: expect.stringContaining(needs) as string
    });
  });

  test('answers of a log link are never negative', async () => {
    const { state } = await fitModel('boosting', dataOf(features, numberTarget(a.map((x) => Math.round(Math.exp(x))))), {
      ...settings,
      loss: 'poisson'
    });
    expect(score('boosting', state, features).every((value) => value > 0)).toBe(true);
  });
});

test('a rare class counts as much as the others when classes are balanced', async () => {
  const rare = classTarget(signal.map((value) => (value > 3.2 ? 'rare' : 'usual')));
  const shareOf = async (classWeight: string) => {
    const { state } = await fitModel('boosting', dataOf(features, rare), { ...settings, maxIter: 3, classWeight });
    const scores = score('boosting', state, features);
    const at = rare.labels.indexOf('rare');
    return scores.reduce((sum, value, i) => sum + (i % 2 === at ? value : 0), 0) / ROWS;
  };
  expect(await shareOf('none')).toBeLessThan(0.15);
  expect(await shareOf('balanced')).toBeGreaterThan(0.2);
});

test('what the trees asked most is the feature that matters most', async () => {
  const { state } = await fitModel('boosting', numbers, settings);
  const { gain, cover, count } = state['importance'] as Record<'gain' | 'cover' | 'count', Float64Array>;
  expect(gain![1]).toBeGreaterThan(gain![2]!);
  expect(count!.reduce((sum, value) => sum + value, 0)).toBe((state['feature'] as Int32Array).filter((j) => j >= 0).length);
  expect(cover!.every((value) => value > 0)).toBe(true);
});

test('levels are held one against all others where there are few', async () => {
  const names = ['p', 'q', 'r', 's'];
  const level = categoryColumn(
    'level',
    a.map((_, i) => names[i % 4]!)
  );
  const target = numberTarget(a.map((_, i) => [0, 5, 1, 6][i % 4]!));
  const leftOf = async (maxCatToOnehot: number) => {
    const one = { maxIter: 1, learningRate: 1, maxLeafNodes: 2, earlyStopping: 'off', maxCatToOnehot };
    const { state } = await fitModel('boosting', dataOf({ rows: ROWS, columns: [level] }, target), one);
    return [0, 1, 2, 3].filter((bin) => hasBit(state['categoryBits'] as Uint32Array, bin)).length;
  };
  expect(await leftOf(4)).toBe(1);
  expect(await leftOf(3)).toBe(2);
});
