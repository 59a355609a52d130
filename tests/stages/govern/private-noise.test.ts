import { describe, expect, test } from 'vitest';
import { createDraws, discreteGaussian, discreteLaplace } from '../../../src/stages/govern/private/draws.ts';
import { mechanismFor } from '../../../src/stages/govern/private/mechanism.ts';
import { forkRng } from '../../../src/core/rng.ts';

const seeded = (name: string) => {
  const rng = forkRng(11, name);
  return (count: number) => Uint8Array.from({ length: count }, () => Math.floor(rng() * 256));
};

/** Chi-square of draws against probabilities over -most to most, the tails as one cell; a p-value below 1e-4 is a fault. */
function fits(draws: readonly number[], weightOf: (y: number) => number, most: number): void {
  const values = Array.from({ length: 2 * most + 1 }, (_, i) => i - most);
  const all = Array.from({ length: 4001 }, (_, i) => weightOf(i - 2000)).reduce((sum, weight) => sum + weight, 0);
  const expected = values.map((y) => (draws.length * weightOf(y)) / all);
  const found = values.map((y) => draws.filter((drawn) => drawn === y).length);
  const [tailDue, tail] = [draws.length - expected.reduce((a, b) => a + b, 0), draws.length - found.reduce((a, b) => a + b, 0)];
  const chi = [...expected, tailDue].reduce((sum, due, i) => sum + ([...found, tail][i]! - due) ** 2 / due, 0);
  const cells = expected.length;
  // Wilson and Hilferty (1931): the cube root of chi-square over its degrees of freedom is near normal.
  const z = ((chi / cells) ** (1 / 3) - (1 - 2 / (9 * cells))) / Math.sqrt(2 / (9 * cells));
  expect(z).toBeLessThan(3.7);
}

describe('noise', () => {
  const count = 20_000;

  test('discrete Laplace has the probabilities exp(-|y| / 3)', () => {
    const draws = createDraws(seeded('laplace'));
    fits(
      Array.from({ length: count }, () => Number(discreteLaplace(draws, 1n, 3n))),
      (y) => Math.exp(-Math.abs(y) / 3),
      12
    );
  });

  test('discrete Gaussian has the probabilities exp(-y^2 / 2 sigma^2)', () => {
    const draws = createDraws(seeded('gauss'));
    const variance = { num: 25n, den: 4n };
    fits(
      Array.from({ length: count }, () => Number(discreteGaussian(draws, variance))),
      (y) => Math.exp((-y * y) / 12.5),
      7
    );
  });

  test.each([
    ['Laplace', { epsilon: 0.5, delta: 0 }],
    ['Gaussian', { epsilon: 0.5, delta: 1e-6 }]
  ])('%s: 95 of 100 draws lie within what is told', (name, cost) => {
    const mechanism = mechanismFor(cost, 1, seeded(name));
    const bound = mechanism.within(0.95);
    const inside = Array.from({ length: 4000 }, () => mechanism.draw()).filter((y) => Math.abs(y) <= bound).length / 4000;
    expect(inside).toBeGreaterThan(0.94);
    expect(inside).toBeLessThan(0.975);
  });
});
