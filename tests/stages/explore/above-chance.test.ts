import { expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { categoryColumn, type Column } from '../../../src/core/table.ts';
import { isAboveChance } from '../../../src/stages/explore/association/above-chance.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import { alike, driver } from '../../../src/stages/explore/three-things.ts';
import { quietContext } from './read-sample.ts';

const profileOf = (columns: readonly Column[], rows: number, target: string | null = null) =>
  profileTable(
    { rows, columns: [...columns] },
    columns.map(({ name, kind }) => ({ name, type: kind, role: 'feature' })),
    quietContext(),
    target
  );

const drawn = <T>(rows: number, draw: () => T): T[] => Array.from({ length: rows }, draw);

test('of one look it is what the 95 % interval says, for every kind of association', async () => {
  const rng = createRng(4);
  const rows = 60;
  const common = drawn(rows, () => normal(rng));
  const number = (name: string, share: number): Column => ({
    kind: 'number',
    name,
    values: Float64Array.from(common, (value) => share * value + normal(rng))
  });
  const word = (name: string, share: number): Column =>
    categoryColumn(
      name,
      common.map((value) => (share * value + normal(rng) > 0 ? 'up' : rng() < 0.5 ? 'down' : 'flat'))
    );
  const shares = [0, 0, 0.2, 0.4, 0.8, 1.6];
  const columns = shares.flatMap((share, i) => [number(`n${i}`, share), word(`w${i}`, share)]);
  const { associations, columns: profiles } = await profileOf(columns, rows);
  const levels = (name: string) => (profiles[name]!.kind === 'category' ? profiles[name]!.distinct : null);
  const verdicts = associations.map((found) => ({
    kind: found.kind,
    above: isAboveChance(found, levels, 1),
    byInterval: found.kind === 'eta' || found.kind === 'cramers-v' ? found.low! > 0 : found.low! > 0 || found.high! < 0
  }));
  expect(verdicts.filter(({ above, byInterval }) => above !== byInterval)).toEqual([]);
  for (const kind of ['pearson', 'spearman', 'eta', 'cramers-v'])
    expect(new Set(verdicts.filter((verdict) => verdict.kind === kind).map(({ above }) => above)).size).toBe(2);
});

test.each([
  ['a number', (rng: Rng): Column => ({ kind: 'number', name: 'y', values: Float64Array.from(drawn(40, () => normal(rng))) })],
  [
    'a category',
    (rng: Rng): Column =>
      categoryColumn(
        'y',
        drawn(40, () => (rng() < 0.5 ? 'yes' : 'no'))
      )
  ]
])('the strongest of a thousand columns of noise is no headline, the one that tells is; the target is %s', async (_, target) => {
  const rng = createRng(9);
  const noise = Array.from({ length: 1000 }, (_, i): Column => ({ kind: 'number', name: `x${i}`, values: Float64Array.from(drawn(40, () => normal(rng))) })); // prettier-ignore
  const y = target(rng);
  const profile = await profileOf([...noise, y], 40, 'y');
  const strongest = Math.max(...profile.associations.filter(({ a, b }) => a === 'y' || b === 'y').map(({ value }) => Math.abs(value)));
  expect(strongest).toBeGreaterThan(0.4);
  expect(driver(profile, [], 'y')).toBeNull();
  const told = (row: number) => (y.kind === 'number' ? y.values[row]! : (y as { codes: Int32Array }).codes[row]! * 4);
  const teller: Column = {
    kind: 'number',
    name: 'teller',
    values: Float64Array.from({ length: 40 }, (_, row) => told(row) + 0.4 * normal(rng))
  };
  expect(driver(await profileOf([...noise, teller, y], 40, 'y'), [], 'y')).toMatch(/^“teller” goes with “y” most/);
});

test('of six rows, two columns that say nearly the same may do so by chance', async () => {
  const rng = createRng(2);
  const columns = Array.from({ length: 30 }, (_, i): Column => ({ kind: 'number', name: `x${i}`, values: Float64Array.from(drawn(6, () => normal(rng))) })); // prettier-ignore
  const profile = await profileOf(columns, 6);
  expect(Math.max(...profile.associations.map(({ value }) => Math.abs(value)))).toBeGreaterThan(0.9);
  expect(alike(profile, [], null)).toBeNull();
});
