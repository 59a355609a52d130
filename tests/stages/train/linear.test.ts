import { describe, expect, test } from 'vitest';
import type { Inference } from '../../../src/core/inference.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { classTarget, dataOf, fitModel, gaussian, numberTable, numberTarget, score } from './support.ts';

const ROWS = 200;
const rng = createRng(2);
const [a, b] = gaussian(ROWS, 2, 8) as [Float64Array, Float64Array];
const features = numberTable({ a, b });
const y = a.map((value, i) => 3 + 2 * value - b[i]! + 0.3 * normal(rng));
const counts = a.map((value) => Math.floor(Math.exp(0.5 * value) + 2 * rng()));
const sides = (isOne: (i: number) => boolean) =>
  classTarget(
    [...a].map((_, i) => (isOne(i) ? 'one' : 'other')),
    ['other', 'one']
  );
const noisy = sides((i) => a[i]! + normal(rng) > 0);
const unpenalised = { penalty: 'none' };

const whyOf = async (id: string, data: Parameters<typeof fitModel>[1], params = {}) =>
  ((await fitModel(id, data, params)).state['inference'] as Inference).why;
const codesOf = (notes: readonly { code: string }[]) => notes.map(({ code }) => code);

describe('the distribution of a generalised linear model', () => {
  test('is normal for amounts far from 0: a level of 1e9 changes nothing but the intercept', async () => {
    const near = await fitModel('glm', dataOf(features, numberTarget(y)), { distribution: 'normal' });
    const { state, notes } = await fitModel('glm', dataOf(features, numberTarget(y.map((value) => value + 1e9))));
    expect(codesOf(notes)).toEqual(['distribution-chosen']);
    const [far, wanted] = [state['coefficients'] as Float64Array, near.state['coefficients'] as Float64Array];
    far.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 5));
    expect((state['intercept'] as number) - 1e9).toBeCloseTo(near.state['intercept'] as number, 4);
  });

  test.each(['poisson', 'gamma', 'tweedie'])(
    'of %s answers far from 0 tells effects that are a billionth of them',
    async (distribution) => {
      const near = await fitModel('glm', dataOf(features, numberTarget(y)), { distribution: 'normal' });
      const far = await fitModel('glm', dataOf(features, numberTarget(y.map((value) => value + 1e9))), { distribution, alpha: 0 });
      expect(codesOf(far.notes)).toEqual([]);
      const wanted = near.state['coefficients'] as Float64Array;
      (far.state['coefficients'] as Float64Array).forEach((value, i) => expect(value * 1e9).toBeCloseTo(wanted[i]!, 4));
    }
  );

  test.each([
    ['whole numbers from 0 on', counts, 'Poisson'],
    ['lopsided positive numbers', a.map((value) => 1.5 * Math.exp(0.8 * value)), 'gamma'],
    ['positive numbers that are hardly lopsided', counts.map((count) => count + 0.5), 'normal'],
    ['numbers from 0 on', counts.map((count) => count * 1.5), 'Tweedie (power 1.5)'],
    ['numbers below 0', y.map((value) => value - 5), 'normal'],
    ['positive numbers no more lopsided than their logarithms', y.map((value) => value + 40), 'normal'],
    ['whole numbers near one level, such as years', counts.map((count) => 1990 + count), 'normal']
  ])('is chosen by the answers: %s', async (_name, answers, said) => {
    const { notes } = await fitModel('glm', dataOf(features, numberTarget(answers)));
    expect(notes).toContainEqual({ code: 'distribution-chosen', message: expect.stringContaining(`to be ${said},`) });
  });

  test.each([
    ['poisson', [-1, 2, 3], '0 or more'],
    ['tweedie', [-1, 2, 3], '0 or more'],
    ['gamma', [0, 2, 3], 'above 0']
  ])('%s refuses answers that it can not give, with what to do', async (distribution, answers, allowed) => {
    await expect(fitModel('glm', dataOf(numberTable({ a: [1, 2, 4] }), numberTarget(answers)), { distribution })).rejects.toMatchObject({
      code: 'target-outside-distribution',
      message: expect.stringContaining(`${allowed} in 1 of`),
      hint: expect.stringContaining('auto')
    });
  });

  test('answers are positive and finite, however far a row is from all others', async () => {
    const { state } = await fitModel('glm', dataOf(features, numberTarget(counts)));
    const out = score('glm', state, numberTable({ a: [1e300, -1e300, 0], b: [0, 0, 0] }));
    expect(out.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
    const seen = score('glm', state, features).reduce((most, value) => Math.max(most, value), 0);
    expect(Math.max(...out)).toBeGreaterThan(2 * seen);
    expect(Math.max(...out)).toBeLessThan(8 * seen);
  });

  test('counts that spread wider than Poisson says are told', async () => {
    const wide = counts.map((count, i) => (i % 10 === 0 ? 20 * count : count));
    const { notes } = await fitModel('glm', dataOf(features, numberTarget(wide)));
    expect(codesOf(notes)).toContain('overdispersion');
  });

  test('a level without any count gets a very small answer, not an error', async () => {
    const never = a.map((_, i) => (i % 4 === 0 ? 1 : 0));
    const table = numberTable({ a, never });
    const { state } = await fitModel('glm', dataOf(table, numberTarget(counts.map((count, i) => (i % 4 === 0 ? 0 : count)))));
    const out = score('glm', state, table);
    expect(out.every(Number.isFinite)).toBe(true);
    expect(out[0]).toBeLessThan(1e-4);
  });
});

describe('outliers', () => {
  const spoiled = y.map((value, i) => (i % 20 === 0 ? value + 1000 : value));

  test.each(['huber', 'quantile'])('do not move %s regression, but least squares', async (id) => {
    const coefficients = (await fitModel(id, dataOf(features, numberTarget(spoiled)))).state['coefficients'] as Float64Array;
    expect(Math.abs(coefficients[0]! - 2)).toBeLessThan(0.1);
    const squares = (await fitModel('linear', dataOf(features, numberTarget(spoiled)))).state['coefficients'] as Float64Array;
    expect(Math.abs(squares[0]! - 2)).toBeGreaterThan(0.5);
  });

  test('are counted', async () => {
    const { notes } = await fitModel('huber', dataOf(features, numberTarget(spoiled)), { epsilon: 4 });
    expect(notes).toContainEqual({ code: 'rows-far-off', message: expect.stringContaining('10 rows of 200') });
  });
});

test.each([0.1, 0.5, 0.9])('about %s of the answers lie below that quantile', async (quantile) => {
  const { state, notes } = await fitModel('quantile', dataOf(features, numberTarget(y)), { quantile });
  const out = score('quantile', state, features);
  expect(notes).toEqual([]);
  expect(Math.abs(out.filter((value, i) => y[i]! < value).length / ROWS - quantile)).toBeLessThan(0.02);
});

describe('classes that a sum of the features tells without error', () => {
  test.each([
    ['penalised', {}],
    ['not penalised', unpenalised]
  ])('are told, %s', async (_name, params) => {
    const { notes, state } = await fitModel(
      'logistic',
      dataOf(
        features,
        sides((i) => a[i]! > 0.2)
      ),
      { C: 1e6, ...params }
    );
    expect(codesOf(notes)).toContain('classes-separated');
    expect((state['coefficients'] as Float64Array).every(Number.isFinite)).toBe(true);
    expect((state['inference'] as Inference).errors).toHaveLength(0);
  });

  test('three classes too', async () => {
    const three = classTarget([...a].map((value) => (value < -0.5 ? 'low' : value < 0.5 ? 'middle' : 'high')));
    expect(codesOf((await fitModel('logistic', dataOf(features, three), { C: 1e8 })).notes)).toContain('classes-separated');
  });

  test('others are not', async () => {
    expect((await fitModel('logistic', dataOf(features, noisy))).notes).toEqual([]);
  });
});

describe('coefficients come without standard errors, and say why', () => {
  const target = numberTarget(y);
  const plain = dataOf(features, target);
  const groups = { kind: 'groups', of: Int32Array.from(a, (_, i) => i % 20) } as const;
  const order = { kind: 'order', at: a } as const;

  test.each([
    ['linear', plain, {}, null],
    ['linear', plain, { alpha: 0.1 }, 'penalty'],
    [
      'linear',
      dataOf(
        features,
        target,
        a.map(() => 2)
      ),
      {},
      'weights'
    ],
    ['linear', { ...plain, kinship: groups }, {}, 'groups'],
    ['linear', { ...plain, kinship: order }, {}, 'time'],
    ['linear', { ...plain, made: { from: ROWS - 1, parents: Int32Array.of(0, 1) } }, {}, 'made'],
    ['linear', dataOf(numberTable({ a, again: a }), target), { fitIntercept: false }, 'dependent'],
    ['linear', dataOf(numberTable({ a: [1, 2, 4], b: [2, 1, 1], c: [0, 0, 1] }), numberTarget([1, 2, 2])), {}, 'few-rows'],
    ['glm', plain, { alpha: 0.1 }, 'penalty'],
    ['glm', dataOf(numberTable({ a, again: a }), target), { fitIntercept: false }, 'dependent'],
    [
      'glm',
      dataOf(
        features,
        target,
        a.map(() => 2)
      ),
      {},
      'weights'
    ],
    ['logistic', dataOf(features, noisy), unpenalised, null],
    ['logistic', dataOf(features, noisy), {}, 'penalty'],
    ['logistic', dataOf(features, noisy), { ...unpenalised, classWeight: 'balanced' }, 'weights'],
    ['huber', plain, { alpha: 0 }, 'method'],
    ['quantile', plain, {}, 'method']
  ] as const)('%s', async (id, data, params, why) => {
    expect(await whyOf(id, data, params)).toBe(why);
  });

  test.each([
    ['linear', numberTarget(y), {}],
    ['glm', numberTarget(counts), {}],
    ['logistic', noisy, unpenalised]
  ] as const)(
    '%s: only where none is settled: not of all levels of a category, but of the features beside them',
    async (id, answers, params) => {
      const level = (which: number) => a.map((_, i) => (i % 3 === which ? 1 : 0));
      const whole = numberTable({ a, none: level(0), some: level(1), all: level(2), b });
      const dropped = numberTable({ a, some: level(1), all: level(2), b });
      const errorsOf = async (table: typeof whole) =>
        ((await fitModel(id, dataOf(table, answers), params)).state['inference'] as Inference).errors;
      const [errors, expected] = [await errorsOf(whole), await errorsOf(dropped)];
      expect([...errors.slice(1, 4), errors[5]]).toEqual([0, 0, 0, 0]);
      expect([errors[0], errors[4]]).toEqual([expect.closeTo(expected[0]!, 8), expect.closeTo(expected[3]!, 8)]);
      expect(expected.every((error) => error > 0)).toBe(true);
    }
  );

  test('a constant feature is left out and takes no error from the others', async () => {
    const { state } = await fitModel('linear', dataOf(numberTable({ a, still: a.map(() => 7), b }), target));
    const { errors } = state['inference'] as Inference;
    const without = (await fitModel('linear', plain)).state['inference'] as Inference;
    expect([errors[0], errors[2], errors[3]]).toEqual([...without.errors]);
    expect(errors[1]).toBe(0);
  });
});

describe.each(['linear', 'glm', 'huber', 'quantile'])('%s', (id) => {
  test('takes more columns than rows', async () => {
    const wide = numberTable(Object.fromEntries(gaussian(20, 40, 3).map((values, j) => [`x${j}`, values])));
    const answers = numberTarget(gaussian(20, 1, 4)[0]!);
    const { state } = await fitModel(id, dataOf(wide, answers));
    expect(score(id, state, wide).every(Number.isFinite)).toBe(true);
  });

  test('gives the same model in any unit', async () => {
    const big = numberTable({ a: a.map((value) => value * 1e12), b: b.map((value) => value * 1e-12) });
    const alpha = id === 'quantile' || id === 'linear' || id === 'glm' ? {} : { alpha: 0 };
    const one = score(id, (await fitModel(id, dataOf(features, numberTarget(y)), alpha)).state, features);
    const other = score(id, (await fitModel(id, dataOf(big, numberTarget(y.map((value) => value * 1e9))), alpha)).state, big);
    other.forEach((value, i) => expect(value / 1e9).toBeCloseTo(one[i]!, 3));
  });
});

describe('an alpha that the fit chooses itself', () => {
  const wide = gaussian(90, 40, 12);
  const table = numberTable(Object.fromEntries(wide.map((values, j) => [`x${j}`, values])));
  const answers = wide[0]!.map((value, i) => 3 * value - 2 * wide[1]![i]! + 10 + wide[39 - (i % 7)]![i]!);
  const fresh = gaussian(500, 40, 13);
  const errorOf = async (params: Record<string, unknown>, overrides = {}) => {
    const { state, notes } = await fitModel('linear', { ...dataOf(table, numberTarget(answers)), ...overrides }, params);
    const out = score('linear', state, numberTable(Object.fromEntries(fresh.map((values, j) => [`x${j}`, values]))));
    const squares = out.map((value, i) => (value - 10 - 3 * fresh[0]![i]! + 2 * fresh[1]![i]!) ** 2);
    return { notes, error: squares.reduce((sum, value) => sum + value, 0) / 500 };
  };

  test.each([0, 0.5, 1])('errs less on fresh rows than no penalty (l1Ratio %s)', async (l1Ratio) => {
    const chosen = await errorOf({ chooseAlpha: true, l1Ratio });
    expect(chosen.error).toBeLessThan((await errorOf({})).error);
    expect(chosen.notes).toContainEqual({ code: 'alpha-chosen', message: expect.stringMatching(/18 rows, 5 times over\.$/) });
  });

  test.each([0, 0.5, 1])('lets go of coefficients that matter, however large the answers are (l1Ratio %s)', async (l1Ratio) => {
    const large = dataOf(features, numberTarget(y.map((value) => 1e4 * value)));
    const { state } = await fitModel('linear', large, { chooseAlpha: true, l1Ratio });
    const { state: free } = await fitModel('linear', large);
    const [chosen, expected] = [state, free].map((fitted) => fitted['coefficients'] as Float64Array);
    expect(chosen![0]! / expected![0]!).toBeCloseTo(1, 1);
  });

  test('is the same for the same seed, and goes by the latest rows where the division goes by time', async () => {
    expect(await errorOf({ chooseAlpha: true })).toEqual(await errorOf({ chooseAlpha: true }));
    const { notes } = await errorOf({ chooseAlpha: true }, { kinship: { kind: 'order', at: wide[5]! } });
    expect(notes[0]!.message).toMatch(/held out: the latest 18 rows\.$/);
  });

  test('says that its coefficients have no standard errors', async () => {
    expect(await whyOf('linear', dataOf(table, numberTarget(answers)), { chooseAlpha: true })).toBe('penalty');
  });

  test('is the one given where nothing can be held out', async () => {
    const { notes } = await fitModel('linear', dataOf(numberTable({ a: [1, 2] }), numberTarget([1, 3])), { chooseAlpha: true });
    expect(codesOf(notes)).toContain('alpha-not-chosen');
  });
});
