import { describe, expect, test } from 'vitest';
import type { TrainingData } from '../../../src/core/model.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, type Table } from '../../../src/core/table.ts';
import { classTarget, dataOf, fitContext, fitModel, gaussian, numberColumn, numberTable, numberTarget, score } from './support.ts';

const kinds = ['tree', 'forest', 'extra-trees'] as const;
const grownOut = { maxLeafNodes: 0, minSamplesLeaf: 1, leafPrior: 0 };
const tableWith = (...columns: Table['columns']): Table => ({
  rows: (columns[0] as { values?: Float64Array }).values?.length ?? (columns[0] as { codes: Int32Array }).codes.length,
  columns
});
const cutsOf = (state: PlainRecord) => [...(state['cuts'] as Float64Array)];

describe('a decision tree on tiny data, by hand', () => {
  test('two cuts part three plateaus halfway between their ends', async () => {
    const features = numberTable({ x: [1, 2, 4, 5, 9, 10] });
    const { state } = await fitModel('tree', dataOf(features, numberTarget([1, 1, 6, 6, 7, 7])), grownOut);
    expect(cutsOf(state)).toEqual([3, 7]);
    expect([...score('tree', state, numberTable({ x: [-100, 2.9, 3, 3.1, 7.1] }))]).toEqual([1, 1, 1, 6, 7]);
    expect([...(state['cover'] as Int32Array)]).toEqual([6, 2, 4, 2, 2]);
  });

  test('what no single question tells is told by two', async () => {
    const features = numberTable({ a: [0, 0, 1, 1], b: [0, 1, 0, 1] });
    const { state } = await fitModel('tree', dataOf(features, classTarget(['no', 'yes', 'yes', 'no'])), grownOut);
    expect([...score('tree', state, features)]).toEqual([1, 0, 0, 1, 0, 1, 1, 0]);
  });

  test('the shares of a leaf are drawn towards those of all rows by as many rows as are asked', async () => {
    const features = numberTable({ x: [1, 2, 3, 9] });
    const answers = classTarget(['no', 'no', 'no', 'yes']);
    const drawn = await fitModel('tree', dataOf(features, answers), { ...grownOut, leafPrior: 1 });
    expect([...score('tree', drawn.state, numberTable({ x: [1, 9] }))]).toEqual([3.75 / 4, 0.25 / 4, 0.75 / 2, 1.25 / 2]);
    expect(drawn.state['importances']).toEqual((await fitModel('tree', dataOf(features, answers), grownOut)).state['importances']);
  });

  test('gaps go to the side that answers like them', async () => {
    const features = numberTable({ x: [1, 2, 3, 4, NaN, NaN] });
    const { state } = await fitModel('tree', dataOf(features, numberTarget([0, 0, 5, 5, 5, 5])), grownOut);
    expect(cutsOf(state)).toEqual([2.5]);
    expect([...score('tree', state, numberTable({ x: [1, NaN, 9] }))]).toEqual([0, 5, 5]);
    const alone = await fitModel('tree', dataOf(numberTable({ x: [1, 2, NaN, NaN] }), numberTarget([0, 0, 5, 5])), grownOut);
    expect(cutsOf(alone.state)).toEqual([Infinity]);
  });

  test('the levels of a category are grouped by what they answer, and one never seen goes with the crowd', async () => {
    const town = (names: readonly (string | null)[]) => tableWith(categoryColumn('town', names));
    const features = town(['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd', 'd']);
    const { state } = await fitModel('tree', dataOf(features, numberTarget([1, 9, 1, 9, 1, 9, 1, 9, 9])), grownOut);
    expect([...score('tree', state, town(['a', 'b', 'c', 'd', 'z', null]))]).toEqual([1, 9, 1, 9, 9, 9]);
    expect((state['right'] as Int32Array).length).toBe(3);
  });

  test('pruning undoes first what saves least', async () => {
    const features = numberTable({ x: [1, 2, 3, 4, 5, 6, 7, 8] });
    const y = numberTarget([0, 0, 1, 1, 10, 10, 10, 12]);
    const path = (await fitModel('tree', dataOf(features, y), grownOut)).state['path'] as Record<string, Float64Array>;
    // Of the mean square: the first cut saves 25, 10 from 12 apart saves 3/8, 0 from 1 apart 1/8.
    expect([...path['leaves']!]).toEqual([4, 3, 2, 1]);
    expect([...path['ccpAlphas']!].map((alpha) => Number(alpha.toFixed(9)))).toEqual([0, 0.125, 0.375, 25]);
    const { state, notes } = await fitModel('tree', dataOf(features, y), { ...grownOut, ccpAlpha: 0.2 });
    expect((state['right'] as Int32Array).length).toBe(5);
    expect(notes.map(({ message }) => message)).toEqual(['Pruned at 0.2 a leaf: 3 leaves of 4 leaves are left.']);
  });
});

describe('out of bag', () => {
  const [a, b, noise] = gaussian(600, 3, 4) as [Float64Array, Float64Array, Float64Array];
  const features = numberTable({ a, b });

  test('a forest says how well it does on rows its trees had left out, with an interval', async () => {
    const data = dataOf(features, numberTarget(a.map((value, i) => 3 * value + noise[i]!)));
    const { notes } = await fitModel('forest', data, { nEstimators: 30 });
    const [, value, low, high, rows] = /R² is ([\d.]+) \(95 % from ([\d.]+) to ([\d.]+), delta method\), on (\d+) rows/.exec(
      notes[0]!.message
    )!;
    expect(Number(value)).toBeGreaterThan(0.8);
    expect(Number(low)).toBeLessThan(Number(value));
    expect(Number(high)).toBeGreaterThan(Number(value));
    expect(rows).toBe('600');
  });

  test('shuffled answers are seen through', async () => {
    const rng = createRng(1);
    const data = dataOf(features, classTarget(Array.from({ length: 600 }, () => (rng() < 0.5 ? 'x' : 'y'))));
    const { notes } = await fitModel('forest', data, { nEstimators: 30 });
    const [, low, high] = /from ([\d.]+) to ([\d.]+), Wilson/.exec(notes[0]!.message)!;
    expect(Number(low)).toBeLessThan(0.5);
    expect(Number(high)).toBeLessThan(0.6);
  });

  test('where every row was in every tree it says so', async () => {
    const data = dataOf(numberTable({ a: [1, 2] }), numberTarget([1, 2]));
    const codes = await Promise.all(
      [1, 2, 3, 4, 5].map(async (seed) => (await fitModel('forest', data, { nEstimators: 1 }, fitContext(seed))).notes[0]!.code)
    );
    expect(codes).toContain('no-out-of-bag');
  });

  test('the trees do not depend on how many there are', async () => {
    const data = dataOf(features, numberTarget(b));
    const [few, more] = await Promise.all([3, 5].map((nEstimators) => fitModel('forest', data, { nEstimators })));
    const third = (more!.state['treeStarts'] as Int32Array)[3]!;
    expect((more!.state['right'] as Int32Array).slice(0, third)).toEqual(few!.state['right']);
  });
});

describe.each(kinds)('%s meets odd data', (id) => {
  const rng = createRng(8);
  const draw = (rows: number) => Array.from({ length: rows }, () => normal(rng));
  const finite = async (data: TrainingData, params = {}) => {
    const { state, notes } = await fitModel(id, data, id === 'tree' ? params : { nEstimators: 5, ...params });
    expect(score(id, state, data.features).every(Number.isFinite)).toBe(true);
    return { state, notes };
  };

  test('more columns than rows', async () => {
    const features = numberTable(Object.fromEntries(Array.from({ length: 300 }, (_, j) => [`x${j}`, draw(20)])));
    await finite(dataOf(features, numberTarget(draw(20))), grownOutFor(id));
  });

  test('ten thousand levels: the rare ones are joined, and that is told', async () => {
    const names = Array.from({ length: 12_000 }, (_, i) => `level ${i % 10_000}`);
    const data = dataOf(tableWith(categoryColumn('id', names), numberColumn('x', draw(12_000))), numberTarget(draw(12_000)));
    const { notes } = await finite(data, { minSamplesLeaf: 20 });
    expect(notes.map(({ code }) => code)).toContain('levels-joined');
  });

  test('a class of one row', async () => {
    const features = numberTable({ x: Array.from({ length: 60 }, (_, i) => i) });
    const data = dataOf(features, classTarget(Array.from({ length: 60 }, (_, i) => (i === 59 ? 'rare' : i % 2 ? 'odd' : 'even'))));
    await finite(data, { ...grownOutFor(id), classWeight: 'balanced' });
  });

  test('huge and tiny values, in features and answers', async () => {
    const features = numberTable({ x: draw(80).map((value) => value * 1e300), y: draw(80).map((value) => value * 1e-300) });
    const answers = draw(80);
    const fitted = (scale: number) => finite(dataOf(features, numberTarget(answers.map((value) => value * scale))), grownOutFor(id));
    await fitted(1e-300);
    if (id === 'tree') await expect(fitted(1e300)).rejects.toMatchObject({ code: 'numbers-too-large', hint: expect.any(String) as string });
    else await fitted(1e300);
  });

  test('constant columns alone: every row gets the mean, and that is told', async () => {
    const features = numberTable({ x: new Float64Array(30).fill(3) });
    const data = dataOf(features, numberTarget(Array.from({ length: 30 }, (_, i) => i)));
    const { notes, state } = await finite(data, { ...grownOutFor(id), ...('forest' === id ? { bootstrap: false } : {}) });
    expect(notes.map(({ code }) => code)).toContain('no-split-found');
    expect(score(id, state, features)[0]).toBeCloseTo(14.5, 9);
  });

  test('answers of which all rows but one are the same', async () => {
    const features = numberTable({ x: Array.from({ length: 50 }, (_, i) => i) });
    const data = dataOf(features, numberTarget(Array.from({ length: 50 }, (_, i) => (i === 20 ? 1 : 0))));
    await finite(data, grownOutFor(id));
  });
});

const grownOutFor = (id: (typeof kinds)[number]) => (id === 'tree' ? grownOut : { minSamplesLeaf: 1 });

test('one feature of many values is told apart beyond its bins', async () => {
  const x = Array.from({ length: 20_000 }, (_, i) => i / 7);
  const features = numberTable({ x });
  const { state } = await fitModel('tree', dataOf(features, numberTarget(x.map((value) => value ** 2))), grownOut);
  const out = score('tree', state, features);
  expect(x.every((value, i) => out[i] === value ** 2)).toBe(true);
});

test('extra trees of one feature are as smooth as their cuts are many, and another seed cuts elsewhere', async () => {
  const x = Array.from({ length: 120 }, (_, i) => i / 12);
  const data = dataOf(numberTable({ x }), numberTarget(x.map((value, i) => Math.sin(value) + ((i * 37) % 11) / 20)));
  const asked = numberTable({ x: Array.from({ length: 400 }, (_, i) => 3 + i / 400) });
  const answersOf = async (id: string, seed: number) => {
    const { state } = await fitModel(id, data, {}, fitContext(seed));
    return score(id, state, asked);
  };
  const [first, other, halfway] = [await answersOf('extra-trees', 1), await answersOf('extra-trees', 2), await answersOf('tree', 1)];
  expect(new Set(first).size).toBeGreaterThan(200);
  expect(other).not.toEqual(first);
  expect(new Set(halfway).size).toBeLessThan(20);
});
