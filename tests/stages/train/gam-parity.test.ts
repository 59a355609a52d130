import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SmoothState } from '../../../src/core/smooth-terms.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { tQuantile } from '../../../src/kernels/distributions.ts';
import { smoothValue } from '../../../src/predict/models/gam.ts';
import { classTarget, dataOf, fitModel, numberTable, numberTarget, score } from './support.ts';

interface Told {
  readonly alpha: number;
  readonly fitted: readonly number[];
  readonly edf: number;
}

/** Made by tests/reference/gam.py with statsmodels 0.13. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/gam.json'), 'utf8')) as {
  readonly x: readonly (readonly [number, number])[];
  readonly y: readonly number[];
  readonly binary: readonly number[];
  readonly knots: readonly (readonly number[])[];
  readonly normal: Told;
  readonly binomial: Told;
};

const x = numberTable({ a: fixture.x.map((row) => row[0]), b: fixture.x.map((row) => row[1]) });

/** Its penalty is the square of the bending; ours is half of it. */
async function fitted(family: 'normal' | 'binomial') {
  const target =
    family === 'normal'
      ? numberTarget(fixture.y)
      : classTarget(
          fixture.binary.map((value) => (value === 1 ? 'yes' : 'no')),
          ['no', 'yes']
        );
  const { state } = await fitModel('gam', dataOf(x, target), { alpha: 2 * fixture[family].alpha, tol: 1e-12 });
  return state as unknown as SmoothState;
}

const furthest = (got: ArrayLike<number>, expected: readonly number[]) =>
  expected.reduce((most, value, i) => Math.max(most, Math.abs(got[i]! - value)), 0);

describe('against statsmodels, by the same penalty', () => {
  test('knots, curves and degrees of freedom of a normal target', async () => {
    const state = await fitted('normal');
    state.terms.forEach(({ inner }, j) => expect([...inner!]).toEqual(fixture.knots[j]!.map((knot) => expect.closeTo(knot, 12))));
    expect(furthest(score('gam', state, x), fixture.normal.fitted)).toBeLessThan(1e-6);
    expect(1 + state.terms[0]!.freedom[0]! + state.terms[1]!.freedom[0]!).toBeCloseTo(fixture.normal.edf, 5);
  });

  test('two classes', async () => {
    const state = await fitted('binomial');
    const chances = score('gam', state, x).filter((_, i) => i % 2 === 1);
    expect(furthest(chances, fixture.binomial.fitted)).toBeLessThan(2e-4);
  });
});

const ROWS = 200;

/** A curve, a line and noise. */
function drawn(seed: number) {
  const rng = createRng(seed);
  const a = Array.from({ length: ROWS }, () => rng());
  const b = Array.from({ length: ROWS }, () => rng());
  const noise = Array.from({ length: ROWS }, () => rng());
  const y = a.map((value, i) => Math.sin(6 * value) + b[i]! + 0.4 * normal(rng));
  return { features: numberTable({ a, b, noise }), target: numberTarget(y), a };
}

describe('with penalties that are learned', () => {
  test('a curve gets its degrees of freedom, a line and noise get about one', async () => {
    const { features, target } = drawn(1);
    const { state, notes } = await fitModel('gam', dataOf(features, target));
    const [a, b, noise] = (state as unknown as SmoothState).terms.map(({ freedom }) => freedom[0]!);
    expect(a).toBeGreaterThan(3);
    expect(b).toBeLessThan(2);
    expect(noise).toBeLessThan(2.5);
    expect(notes.map(({ code }) => code)).not.toContain('not-converged');
  });

  test('95 % intervals of a curve hold it at about 95 % of its places', async () => {
    const mean = (1 - Math.cos(6)) / 6;
    const wide = tQuantile(0.975, ROWS - 10);
    let [inside, all] = [0, 0];
    for (let seed = 0; seed < 30; seed++) {
      const { features, target } = drawn(100 + seed);
      const { state } = await fitModel('gam', dataOf(features, target));
      const [term] = (state as unknown as SmoothState).terms;
      const valueOf = smoothValue(term!);
      for (let place = 2; place < 39; place += 4) {
        const at = term!.low + (place / 40) * (term!.high - term!.low);
        const shape = valueOf(at, term!.coefficients, 0) - term!.centres[0]!;
        if (Math.abs(shape - (Math.sin(6 * at) - mean)) <= wide * term!.errors[place]!) inside++;
        all++;
      }
    }
    expect(inside / all).toBeGreaterThan(0.9);
    expect(inside / all).toBeLessThan(0.99);
  });
});

describe('what it does with odd data', () => {
  test('beyond the ends of training a curve is flat', async () => {
    const { features, target } = drawn(3);
    const { state } = await fitModel('gam', dataOf(features, target));
    const far = numberTable({ a: [1e9, 1.01], b: [0.5, 0.5], noise: [0.5, 0.5] });
    const [one, other] = score('gam', state, far);
    expect(one).toBe(other);
  });

  test('classes that are parted without error come to an end', async () => {
    const values = Array.from({ length: 60 }, (_, i) => i);
    const target = classTarget(values.map((value) => (value < 30 ? 'no' : 'yes')), ['no', 'yes']); // prettier-ignore
    const { state } = await fitModel('gam', dataOf(numberTable({ values }), target));
    const chances = score('gam', state, numberTable({ values: [0, 59] }));
    expect(chances[1]).toBeLessThan(0.01);
    expect(chances[3]).toBeGreaterThan(0.99);
  });

  test('no more splines than rows could tell apart', async () => {
    const rng = createRng(6);
    const column = () => Array.from({ length: 24 }, () => normal(rng));
    const sizes = async (count: number) => {
      const table = numberTable(Object.fromEntries(Array.from({ length: count }, (_, j) => [`x${j}`, column()])));
      const { state } = await fitModel('gam', dataOf(table, numberTarget(column())));
      return (state as unknown as SmoothState).terms.map(({ coefficients }) => coefficients.length);
    };
    expect(await sizes(4)).toEqual([6, 6, 6, 6]);
    expect(new Set(await sizes(60))).toEqual(new Set([1]));
  });

  test('so many features that each gets a line, and more than it takes', async () => {
    const many = (count: number) => numberTable(Object.fromEntries(Array.from({ length: count }, (_, j) => [`x${j}`, [1, 2, j % 7, 4]])));
    const { notes } = await fitModel('gam', dataOf(many(160), numberTarget([1, 2, 3, 5])));
    expect(notes.map(({ code }) => code)).toContain('fewer-splines');
    await expect(fitModel('gam', dataOf(many(601), numberTarget([1, 2, 3, 5])))).rejects.toMatchObject({
      code: 'too-many-features',
      message: expect.stringContaining('601')
    });
  });
});
