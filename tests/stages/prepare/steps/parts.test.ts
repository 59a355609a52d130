import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../../src/core/rng.ts';
import type { NumberColumn, Table } from '../../../../src/core/table.ts';
import { stepAppliers } from '../../../../src/predict/step-registry.ts';
import { explainedShares } from '../../../../src/stages/prepare/components/explained-shares.ts';
import { mainDirections } from '../../../../src/stages/prepare/components/main-directions.ts';
import { fitRecipe } from '../../../../src/stages/prepare/fit-recipe.ts';
import { quiet } from '../context.ts';
import { expectClose, fit, namesOf, numbers, oracle, table, through, valuesOf, type Rows } from './support.ts';

const [counts, asked, tied] = [table(oracle['counts']!), table(oracle['countsTest']!), table(oracle['tied']!)];
const without = ({ rows, columns }: Table): Table => ({
  rows,
  columns: columns.map((column) => ({ ...(column as NumberColumn), values: (column as NumberColumn).values.map((x) => x || 0) }))
});

/** scikit-learn's directions may point the other way: each is turned as a whole. */
function turned(result: Table, expected: Rows): Rows {
  const signs = result.columns.map(({ name }, j) =>
    Math.sign(expected.reduce((sum, row, i) => sum + row[j]! * valuesOf(result, name)[i]!, 0))
  );
  return expected.map((row) => row.map((x, j) => x! * signs[j]!));
}

describe('truncated SVD', () => {
  test('agrees with scikit-learn up to the sign, about 0 and not about the middle', async () => {
    const three = await through({ kind: 'truncated-svd', params: { nComponents: 3 } }, counts, asked);
    expectClose(three, turned(three, oracle['truncatedSvd']!), 1e-9);
    const four = await through({ kind: 'truncated-svd', params: { nComponents: 4 } }, tied, without(table(oracle['holesTest']!)));
    expectClose(four, turned(four, oracle['truncatedSvdTied']!), 1e-9);
  });

  test('tells the share of the variance as scikit-learn has it', async () => {
    const values = counts.columns.map((column) => (column as NumberColumn).values);
    const shares = explainedShares(values, mainDirections(values).directions.slice(0, 3 * values.length))!;
    oracle['truncatedSvdShares']![0]!.forEach((share, k) => expect(shares[k]).toBeCloseTo(share!, 10));
    const { notes } = await fit({ kind: 'truncated-svd', params: { nComponents: 3 } }, counts);
    const held = oracle['truncatedSvdShares']![0]!.reduce<number>((sum, share) => sum + share!, 0);
    expect(notes[0]!.message).toContain(`${Math.round(held * 100)}`);
  });

  test('zeros alone have no direction, equal rows one that tells nothing, and a gap counts as 0', async () => {
    const none = await fit({ kind: 'truncated-svd' }, numbers({ a: [0, 0], b: [0, 0] }));
    expect([none.table.columns, none.notes[0]!.code]).toEqual([[], 'nothing-to-keep']);
    const same = await fit({ kind: 'truncated-svd' }, numbers({ a: [3, 3], b: [4, 4] }));
    expect([valuesOf(same.table, 'component 1')[0], same.notes[0]!.code]).toEqual([expect.closeTo(5, 12), 'column-constant']);
    const gappy = await fit({ kind: 'truncated-svd' }, numbers({ a: [1, NaN, 2], b: [0, 5, 1] }));
    const filled = await fit({ kind: 'truncated-svd' }, numbers({ a: [1, 0, 2], b: [0, 5, 1] }));
    expect(gappy.table).toEqual(filled.table);
    expect(gappy.notes.map(({ code }) => code)).toEqual(['gaps-as-zeros', 'components-kept']);
  });
});

/** Root of the squared error of X by the parts that a fit found. */
async function errorOf(seed: number): Promise<number> {
  const { fitted, table: weights } = await fitRecipe([{ kind: 'nmf', columns: [], params: { nComponents: 3 } }], counts, quiet(seed));
  const parts = fitted[0]!.state['components'] as Float64Array;
  let squared = 0;
  counts.columns.forEach(({ name }, j) =>
    valuesOf(counts, name).forEach((x, i) => {
      const guess = [1, 2, 3].reduce((sum, k) => sum + valuesOf(weights, `part ${k}`)[i]! * parts[(k - 1) * 8 + j]!, 0);
      squared += (x - guess) ** 2;
    })
  );
  return Math.sqrt(squared);
}

describe('non-negative parts', () => {
  test('leave no more than a hundredth more error than those of scikit-learn, whatever the draw', async () => {
    for (const seed of [1, 2, 3, 4, 5]) expect(await errorOf(seed)).toBeLessThan(1.01 * oracle['nmfErrors']![0]![0]!);
  });

  test('of new rows have the weights of least squares, as SciPy and scikit-learn find them', () => {
    const components = Float64Array.from(oracle['nmfParts']!.flat(), (x) => x!);
    const names = ['part 1', 'part 2', 'part 3'];
    const weights = stepAppliers.get('nmf').apply(asked, namesOf(asked), { components, names });
    expectClose(weights, oracle['nmfWeights']!, 1e-6);
    expectClose({ ...weights, rows: 5, columns: weights.columns.map((column) => ({ ...(column as NumberColumn), values: (column as NumberColumn).values.slice(0, 5) })) }, oracle['nmfTransform']!, 1e-3); // prettier-ignore
  });

  test('planted parts are found, the heaviest first, and numbers at random are told less of', async () => {
    const rng = createRng(3);
    const draw = (rows: number) => Array.from({ length: rows }, () => Math.abs(normal(rng)));
    // some rows have one part only: without such, parts are not told apart
    const one = draw(50).map((x, i) => (i % 3 === 0 ? 0 : 3 * x));
    const two = draw(50).map((x, i) => (i % 3 === 1 ? 0 : x));
    const planted = numbers({ a: one, b: one.map((x) => 2 * x), c: two, d: two.map((x) => 0.5 * x) });
    const { fitted, notes } = await fit({ kind: 'nmf' }, planted);
    const found = [...(fitted[0]!.state['components'] as Float64Array)];
    const wanted = [1 / Math.sqrt(5), 2 / Math.sqrt(5), 0, 0, 0, 0, 1 / Math.sqrt(1.25), 0.5 / Math.sqrt(1.25)];
    wanted.forEach((x, i) => expect(found[i]).toBeCloseTo(x, 2));
    expect(notes.at(-1)!.message).toContain('> 99.9\u00a0%');
    const random = await fit({ kind: 'nmf' }, numbers({ a: draw(50), b: draw(50), c: draw(50), d: draw(50) }));
    expect(random.notes.at(-1)!.message).not.toContain('> 99.9\u00a0%');
  });

  test('numbers below 0 are refused with the column, the least of them and what to do', async () => {
    const given = numbers({ a: [1, 2, 3], b: [0, -4, -1] });
    await expect(fit({ kind: 'nmf' }, given)).rejects.toMatchObject({
      code: 'parts-need-non-negative',
      context: { column: 'b', least: -4, count: 2 },
      hint: expect.stringContaining('min-max') as string
    });
  });

  test('zeros alone make empty parts; rounds that do not suffice are told', async () => {
    const none = await fit({ kind: 'nmf' }, numbers({ a: [0, 0], b: [0, 0] }));
    expect(valuesOf(none.table, 'part 2')).toEqual([0, 0]);
    expect(none.notes.map(({ code }) => code)).toEqual(['nothing-to-keep']);
    const { notes } = await fit({ kind: 'nmf', params: { nComponents: 3, maxIter: 1 } }, counts);
    expect(notes[0]!.code).toBe('not-settled');
  });
});
