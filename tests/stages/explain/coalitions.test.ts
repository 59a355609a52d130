import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, textColumn, type Table } from '../../../src/core/table.ts';
import { allCoalitions, drawnCoalitions } from '../../../src/stages/explain/shap/coalitions.ts';
import { rowMixer } from '../../../src/stages/explain/shap/mix-rows.ts';
import { shapleyOf } from '../../kernels/shap/support.ts';

/** A game of pairs: what players add alone, and what neighbours add together. */
function gameOf(players: number, seed: number) {
  const rng = createRng(seed);
  const alone = Array.from({ length: players }, () => normal(rng));
  const pairs = Array.from({ length: players }, () => 2 * normal(rng));
  const value = (knows: (j: number) => boolean) =>
    alone.reduce((sum, own, j) => sum + (knows(j) ? own + (knows((j + 1) % players) ? pairs[j]! : 0) : 0), 0.3);
  // of a pair either gets half of what it adds
  const exact = alone.map((own, j) => own + (pairs[j]! + pairs[(j + players - 1) % players]!) / 2);
  return { value, exact };
}

const answers = ({ value }: ReturnType<typeof gameOf>, isKnown: Uint8Array, players: number) =>
  Float64Array.from({ length: isKnown.length / players }, (_, i) => value((j) => isKnown[i * players + j] === 1));

test.each([2, 3, 5, 10])('all coalitions of %i players are the definition', (players) => {
  const game = gameOf(players, players);
  const coalitions = allCoalitions(players);
  const none = game.value(() => false);
  const all = game.value(() => true);
  const { values, errors } = coalitions.solve(answers(game, coalitions.isKnown, players), none, all);
  const expected = shapleyOf((known) => game.value((j) => ((known >> j) & 1) === 1), players);
  expect(errors).toBeNull();
  expected.forEach((value, j) => expect(values[j]).toBeCloseTo(value, 12));
  expect(coalitions.count).toBe(2 ** players - 2);
});

test('drawn in pairs, coalitions of two tell a game of pairs exactly', () => {
  const game = gameOf(14, 1);
  const coalitions = drawnCoalitions(14, createRng(2));
  const { values, errors } = coalitions.solve(answers(game, coalitions.isKnown, 14), game.value(() => false), game.value(() => true)); // prettier-ignore
  game.exact.forEach((value, j) => expect(values[j]).toBeCloseTo(value, 5));
  expect(Math.max(...errors!)).toBeLessThan(1e-5);
});

test('standard errors of a rougher game hold: the truth lies within two of them nineteen times in twenty, and values add up', () => {
  const players = 12;
  const value = (knows: (j: number) => boolean) => {
    const known = Array.from({ length: players }, (_, j) => (knows(j) ? 1 : 0));
    return known.filter((on, j) => on && j % 3 === 0).length ** 3 + (known[1]! & known[5]! & known[7]!) * 9 - known[4]! * known[2]! * 3;
  };
  const exact = shapleyOf((known) => value((j) => ((known >> j) & 1) === 1), players);
  let [inside, tried] = [0, 0];
  for (let seed = 0; seed < 25; seed++) {
    const coalitions = drawnCoalitions(players, createRng(seed));
    const inner = answers({ value, exact }, coalitions.isKnown, players);
    const { values, errors } = coalitions.solve(inner, value(() => false), value(() => true)); // prettier-ignore
    expect(values.reduce((sum, each) => sum + each, 0)).toBeCloseTo(value(() => true) - value(() => false), 9); // prettier-ignore
    exact.forEach((truth, j) => (inside += Math.abs(values[j]! - truth) <= 2 * errors![j]! ? 1 : 0));
    tried += players;
  }
  expect(inside / tried).toBeGreaterThan(0.9);
  expect(inside / tried).toBeLessThan(1);
});

test('a row is mixed with others by label and by word, whatever its own labels are', () => {
  const table = (labels: string[], words: string[], numbers: number[]): Table => ({
    rows: labels.length,
    columns: [
      categoryColumn('level', labels),
      textColumn('words', words),
      { kind: 'number', name: 'x', values: Float64Array.from(numbers) }
    ]
  });
  const mix = rowMixer(table(['new'], ['own'], [7]), table(['a', 'b'], ['first', 'second'], [1, NaN]));
  const { rows, columns } = mix(Uint8Array.from([1, 0, 1, 0, 1, 0]));
  expect(rows).toBe(4);
  const [level, , x] = columns;
  expect(level?.kind === 'category' && Array.from(level.codes, (code) => level.labels[code])).toEqual(['new', 'new', 'a', 'b']);
  expect(x?.kind === 'number' && [...x.values]).toEqual([7, 7, 1, NaN]);
});
