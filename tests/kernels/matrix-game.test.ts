import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { endOfGame } from '../../src/kernels/matrix-game.ts';

test('games whose end is known by hand', () => {
  const pennies = endOfGame([[1, -1], [-1, 1]]); // prettier-ignore
  expect([...pennies.rows, ...pennies.columns, pennies.value].map((x) => Number(x.toFixed(12)))).toEqual([0.5, 0.5, 0.5, 0.5, 0]);
  const rock = endOfGame([[0, 1, -1], [-1, 0, 1], [1, -1, 0]]); // prettier-ignore
  rock.rows.forEach((share) => expect(share).toBeCloseTo(1 / 3, 12));
  const saddle = endOfGame([[3, 5], [4, 6]]); // prettier-ignore
  expect(saddle).toMatchObject({ rows: Float64Array.of(1, 0), columns: Float64Array.of(0, 1) });
  expect(saddle.value).toBeCloseTo(5, 12);
  expect(endOfGame([[2, 7, 1]]).value).toBeCloseTo(7, 12);
});

test('neither gains by playing otherwise, ties and equal rows included', () => {
  const rng = createRng(6);
  for (let round = 0; round < 60; round++) {
    const [n, m] = [1 + (round % 12), 1 + (round % 9)];
    const costs = Array.from({ length: n }, () => Array.from({ length: m }, () => (round % 3 === 0 ? Math.round(normal(rng)) : 20 * normal(rng)))); // prettier-ignore
    const { rows, columns, value } = endOfGame(costs);
    const sum = (of: Float64Array) => of.reduce((total, share) => total + share, 0);
    expect([sum(rows), sum(columns)].every((total) => Math.abs(total - 1) < 1e-9)).toBe(true);
    const ofRow = costs.map((row) => row.reduce((total, cost, j) => total + cost * columns[j]!, 0));
    const ofColumn = Array.from({ length: m }, (_, j) => costs.reduce((total, row, i) => total + row[j]! * rows[i]!, 0));
    expect(Math.min(...ofRow)).toBeGreaterThan(value - 1e-8);
    expect(Math.max(...ofColumn)).toBeLessThan(value + 1e-8);
  }
});
