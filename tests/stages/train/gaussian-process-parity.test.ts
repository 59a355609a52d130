import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { marginalLoss } from '../../../src/kernels/gaussian-process/marginal-likelihood.ts';
import { finish } from '../../../src/kernels/work.ts';
import { dataOf, fitContext, fitModel, gaussian, numberTable, numberTarget, score } from './support.ts';

type Rows = readonly (readonly number[])[];

interface Told {
  readonly means: readonly number[];
  readonly likelihood: number;
  readonly slope: readonly number[];
}

/** Made by tests/reference/gaussian-process.py with scikit-learn 1.2. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/gaussian-process.json'), 'utf8')) as Readonly<
  Record<'fixed' | 'fixedSharp' | 'fixedEach' | 'learned' | 'learnedEach', Told>
> & { readonly x: Rows; readonly queries: Rows; readonly y: readonly number[] };

const tableOf = (rows: Rows) => numberTable(Object.fromEntries(rows[0]!.map((_, j) => [`x${j}`, rows.map((row) => row[j]!)])));
const [features, queries] = [tableOf(fixture.x), tableOf(fixture.queries)];
const target = numberTarget(fixture.y);
const mean = fixture.y.reduce((sum, value) => sum + value, 0) / fixture.y.length;
const unit = Math.sqrt(fixture.y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / fixture.y.length);

function expectClose(what: string, got: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(got).toHaveLength(expected.length);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(got[i]! - value) / Math.max(1, Math.abs(value))), 0);
  console.info(`${what}: at most ${worst.toExponential(1)} apart`);
  expect(worst).toBeLessThan(tolerance);
}

describe('a Gaussian process says what scikit-learn says', () => {
  test.each([
    ['fixed', 1.3, 1.1, 0.05],
    ['fixedSharp', 0.8, 0.4, 1e-4]
  ] as const)('%s', async (name, constantValue, lengthScale, noiseLevel) => {
    const params = { optimizer: 'none', constantValue, lengthScale, noiseLevel };
    const { state } = await fitModel('gaussian-process', dataOf(features, target), params);
    expectClose(name, score('gaussian-process', state, queries), fixture[name].means, 1e-9);
  });

  test.each([
    ['fixed', 1.3, [1.1, 1.1, 1.1], 0.05],
    ['fixedEach', 1, [0.9, 2.5, 6], 0.02]
  ] as const)('%s, the likelihood and its slope', (name, variance, lengths, noise) => {
    const answers = Float64Array.from(fixture.y, (value) => (value - mean) / unit);
    const data = { data: Float64Array.from(fixture.x.flat()), rows: fixture.x.length, cols: 3, answers, weights: null };
    const { loss, slope } = finish(marginalLoss(data, { variance, lengths: Float64Array.from(lengths), noise }))!;
    const rows = fixture.x.length;
    const [alongVariance, alongNoise, ...alongLengths] = slope.map((value) => -value * rows);
    const own = name === 'fixed' ? [alongLengths.reduce((sum, one) => sum + one, 0)] : alongLengths;
    expectClose('likelihood', [-loss * rows], [fixture[name].likelihood], 1e-9);
    expectClose('slope', [alongVariance!, ...own, alongNoise!], fixture[name].slope, 1e-7);
  });

  test.each([
    ['learned', 'one'],
    ['learnedEach', 'each']
  ] as const)('%s', async (name, lengths) => {
    const params = { lengths, tol: 1e-8, maxIter: 1000 };
    const { state } = await fitModel('gaussian-process', dataOf(features, target), params);
    expectClose(name, score('gaussian-process', state, queries), fixture[name].means, 1e-3);
  });
});

describe('a Gaussian process and odd data', () => {
  const columns = gaussian(60, 2, 5);
  const small = numberTable({ a: columns[0]!, b: columns[1]! });
  const y = numberTarget(columns[0]!.map((x) => Math.sin(x)));

  test('equal rows with other answers are noise', async () => {
    const twice = numberTable({ a: [...columns[0]!, ...columns[0]!] });
    const values = numberTarget([...y.values, ...y.values.map((value) => value + 0.2)]);
    const { state } = await fitModel('gaussian-process', dataOf(twice, values));
    expect(score('gaussian-process', state, twice).every(Number.isFinite)).toBe(true);
  });

  test('values too far apart for each other leave the mean', async () => {
    const huge = numberTable({ a: columns[0]!.map((x) => x * 1e200) });
    const { state } = await fitModel('gaussian-process', dataOf(huge, y));
    const mean = y.values.reduce((sum, value) => sum + value, 0) / 60;
    expect(score('gaussian-process', state, numberTable({ a: [5e199] }))[0]).toBeCloseTo(mean, 6);
  });

  test('more columns than rows are no trouble', async () => {
    const wide = numberTable(Object.fromEntries(gaussian(15, 40, 5).map((values, j) => [`x${j}`, values])));
    const { state } = await fitModel('gaussian-process', dataOf(wide, numberTarget(columns[0]!.slice(0, 15))), { lengths: 'each' });
    expect(score('gaussian-process', state, wide).every(Number.isFinite)).toBe(true);
  });

  test('says what it learned, and that it keeps the rows', async () => {
    const { notes } = await fitModel('gaussian-process', dataOf(small, y));
    expect(notes.map(({ code }) => code)).toEqual(['rows-kept', 'covariance']);
  });

  test('with many rows variance, length and noise are learned from some of them, and that is said', async () => {
    const rows = 560;
    const long = numberTable({ a: Float64Array.from({ length: rows }, (_, i) => i / 90) });
    const wave = numberTarget(Float64Array.from({ length: rows }, (_, i) => Math.sin(i / 90) + 0.01 * ((i * 7919) % 13)));
    const { state, notes } = await fitModel('gaussian-process', dataOf(long, wave), { maxIter: 5 });
    expect(notes[1]!.message).toContain('500 of the rows');
    const guesses = score('gaussian-process', state, long);
    expect(Math.max(...guesses.map((guess, i) => Math.abs(guess - 0.06 - Math.sin(i / 90))))).toBeLessThan(0.05);
  });

  test('stops when told in the midst of a fit', async () => {
    const stop = new AbortController();
    let [last, longest, pauses] = [performance.now(), 0, 0];
    const breathe = async () => {
      longest = Math.max(longest, performance.now() - last);
      if (++pauses === 30) stop.abort();
      last = performance.now();
    };
    const many = numberTable({ a: gaussian(1500, 1, 1)[0]!, b: gaussian(1500, 1, 2)[0]! });
    const fit = fitModel(
      'gaussian-process',
      dataOf(many, numberTarget(gaussian(1500, 1, 3)[0]!)),
      {},
      fitContext(1, { breathe, signal: stop.signal })
    );
    await expect(fit).rejects.toMatchObject({ name: 'AbortError' });
    expect(pauses).toBe(30);
    console.info(`at most ${longest.toFixed(0)} ms between two pauses`);
  });
});
