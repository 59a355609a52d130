import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn } from '../../../src/core/table.ts';
import { classTarget, dataOf, fitContext, fitModel, gaussian, numberColumn, numberTable, numberTarget, score } from './support.ts';

const oneTree = { maxIter: 1, learningRate: 1, minSamplesLeaf: 1, earlyStopping: 'off' };
const repeat = <T>(value: T, times: number) => new Array<T>(times).fill(value);

describe('one tree, worked by hand', () => {
  test('cuts where the squares fall most, halfway between two values, and answers with the means', async () => {
    const features = numberTable({ x: [1, 2, 4, 8] });
    const { state } = await fitModel('boosting', dataOf(features, numberTarget([0, 0, 6, 6])), { ...oneTree, maxLeafNodes: 2 });
    expect(state).toMatchObject({
      start: Float64Array.of(3),
      feature: Int32Array.of(0, -1, -1),
      value: Float64Array.of(0, -3, 3),
      cover: Float64Array.of(4, 2, 2)
    });
    expect((state['threshold'] as Float64Array)[0]).toBe(3);
    expect([...score('boosting', state, numberTable({ x: [3, 3.1, -99] }))]).toEqual([0, 6, 0]);
  });

  test('regularisation divides by the rows plus l2', async () => {
    const { state } = await fitModel('boosting', dataOf(numberTable({ x: [1, 2, 4, 8] }), numberTarget([0, 0, 6, 6])), {
      ...oneTree,
      maxLeafNodes: 2,
      l2Regularization: 1
    });
    expect([...(state['value'] as Float64Array)]).toEqual([0, -2, 2]);
  });

  test('a first step on two classes moves by the gradient over the hessian', async () => {
    const features = numberTable({ x: [1, 2, 3, 4] });
    const { state } = await fitModel('boosting', dataOf(features, classTarget(['a', 'a', 'b', 'b'])), { ...oneTree, maxLeafNodes: 2 });
    const out = score('boosting', state, features);
    expect(out[1]).toBeCloseTo(1 / (1 + Math.exp(2)), 12);
    expect(out[7]).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
  });

  test('grows the leaf with the most to gain first', async () => {
    const features = numberTable({ x: [1, 2, 3, 4, 5, 6, 7, 8] });
    const { state } = await fitModel('boosting', dataOf(features, numberTarget([0, 0, 1, 1, 10, 10, 20, 20])), {
      ...oneTree,
      maxLeafNodes: 3
    });
    expect([...score('boosting', state, features)]).toEqual([0.5, 0.5, 0.5, 0.5, 10, 10, 20, 20].map((value) => expect.closeTo(value, 12)));
  });

  test('sends missing values to the side where they lose least', async () => {
    const x = [NaN, NaN, 1, 1, 2, 2];
    const low = await fitModel('boosting', dataOf(numberTable({ x }), numberTarget([0, 0, 0, 0, 9, 9])), { ...oneTree, maxLeafNodes: 2 });
    const high = await fitModel('boosting', dataOf(numberTable({ x }), numberTarget([9, 9, 0, 0, 9, 9])), { ...oneTree, maxLeafNodes: 2 });
    expect([low, high].map(({ state }) => score('boosting', state, numberTable({ x: [NaN] }))[0])).toEqual([
      expect.closeTo(0, 12),
      expect.closeTo(9, 12)
    ]);
  });

  test('can tell missing values from all others', async () => {
    const features = numberTable({ x: [NaN, NaN, 1, 2, 3, 4] });
    const { state } = await fitModel('boosting', dataOf(features, numberTarget([9, 9, 0, 0, 0, 0])), { ...oneTree, maxLeafNodes: 2 });
    expect((state['threshold'] as Float64Array)[0]).toBe(Infinity);
    expect([...score('boosting', state, numberTable({ x: [NaN, 1e300, -1] }))]).toEqual(
      [9, 0, 0].map((value) => expect.closeTo(value, 12))
    );
  });

  test('missing values of a feature that had none follow the larger crowd', async () => {
    const features = numberTable({ x: [1, 2, 3, 8] });
    const { state } = await fitModel('boosting', dataOf(features, numberTarget([0, 0, 0, 8])), { ...oneTree, maxLeafNodes: 2 });
    expect(score('boosting', state, numberTable({ x: [NaN] }))[0]).toBeCloseTo(0, 12);
  });

  test('divides levels that no order of codes would', async () => {
    const level = categoryColumn(
      'level',
      ['a', 'b', 'c', 'd'].flatMap((name) => repeat(name, 12))
    );
    const features = { rows: 48, columns: [level] };
    const y = [...repeat(5, 12), ...repeat(0, 12), ...repeat(5, 12), ...repeat(0, 12)];
    const { state } = await fitModel('boosting', dataOf(features, numberTarget(y)), { ...oneTree, maxLeafNodes: 2, maxCatToOnehot: 0 });
    const asked = { rows: 4, columns: [categoryColumn('level', ['d', 'c', 'b', 'a'])] };
    expect([...score('boosting', state, asked)]).toEqual([0, 5, 0, 5].map((value) => expect.closeTo(value, 12)));
  });
});

test('the state holds what the features were called and their levels, not codes', async () => {
  const features = {
    rows: 40,
    columns: [
      numberColumn(
        'n',
        Array.from({ length: 40 }, (_, i) => i)
      ),
      categoryColumn(
        'c',
        Array.from({ length: 40 }, (_, i) => 'xy'[i % 2]!),
        ['never', 'y', 'x']
      )
    ]
  };
  const { state } = await fitModel('boosting', dataOf(features, numberTarget(Array.from({ length: 40 }, (_, i) => i % 2))));
  expect(state['features']).toEqual([
    { name: 'n', levels: null, binOfLevel: null },
    { name: 'c', levels: ['y', 'x'], binOfLevel: Uint8Array.of(0, 1) }
  ]);
});

test('300 levels: the rare ones share a bin, and a note says so', async () => {
  const names = Array.from({ length: 3000 }, (_, i) => `level ${i < 2700 ? i % 250 : 250 + (i % 50)}`);
  const features = { rows: 3000, columns: [categoryColumn('c', names)] };
  const { state, notes } = await fitModel('boosting', dataOf(features, numberTarget(names.map((name) => Number(name.slice(6)) % 2))), {
    maxIter: 20
  });
  expect(notes).toContainEqual(expect.objectContaining({ code: 'levels-joined', message: expect.stringContaining(' c ') }));
  const out = score('boosting', state, features);
  expect(out[names.indexOf('level 1')]).toBeGreaterThan(0.8);
  expect(out[names.indexOf('level 2')]).toBeLessThan(0.2);
});

describe('early stopping', () => {
  const columns = gaussian(600, 4, 8);
  const rng = createRng(1);
  const features = numberTable(Object.fromEntries(columns.map((values, j) => [`x${j}`, values])));
  const noisy = numberTarget(Float64Array.from(columns[0]!, (value) => value + 2 * normal(rng)));

  test('keeps the best round, not the last', async () => {
    const { state, curve, notes } = await fitModel('boosting', dataOf(features, noisy), {
      earlyStopping: 'on',
      nIterNoChange: 7,
      maxIter: 300
    });
    const losses = curve.map((point) => point.validation!);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(curve).toHaveLength(best + 7);
    expect((state['treeStarts'] as Int32Array).length).toBe(best);
    expect(notes).toContainEqual(expect.objectContaining({ code: 'early-stopping', message: expect.stringContaining(`round ${best},`) }));
  });

  test('auto leaves it off for few rows, so that every row trains', async () => {
    const { curve } = await fitModel('boosting', dataOf(features, noisy), { maxIter: 5 });
    expect(curve.map((point) => point.validation)).toEqual([null, null, null, null, null]);
  });

  test('holds out every class in its share', async () => {
    const target = classTarget(Array.from({ length: 600 }, (_, i) => (i % 30 === 0 ? 'rare' : 'usual')));
    const { notes } = await fitModel('boosting', dataOf(features, target), { earlyStopping: 'on', maxIter: 3 });
    expect(notes[0]!.message).toContain('Held out of the trees: 60 rows;');
  });
});

test('the training loss falls and is told after every round', async () => {
  const columns = gaussian(300, 3, 4);
  const told: number[] = [];
  const { curve } = await fitModel(
    'boosting',
    dataOf(numberTable({ a: columns[0]!, b: columns[1]! }), numberTarget(columns[0]!)),
    { maxIter: 12 },
    fitContext(1, { onCurve: (point) => told.push(point.train) })
  );
  expect(told).toEqual(curve.map((point) => point.train));
  for (let i = 1; i < told.length; i++) expect(told[i]).toBeLessThan(told[i - 1]!);
});

test('a cancel in the middle of a fit is heard before the next round', async () => {
  const columns = gaussian(20_000, 10, 6);
  const features = numberTable(Object.fromEntries(columns.map((values, j) => [`x${j}`, values])));
  const stop = new AbortController();
  let roundsAfter = 0;
  const context = fitContext(1, {
    signal: stop.signal,
    onCurve: ({ step }) => {
      if (step === 3) stop.abort();
      if (step > 3) roundsAfter++;
    }
  });
  await expect(
    fitModel('boosting', dataOf(features, numberTarget(columns[0]!)), { maxIter: 50, earlyStopping: 'off' }, context)
  ).rejects.toMatchObject({ name: 'AbortError' });
  expect(roundsAfter).toBeLessThanOrEqual(2);
});

test('few rows that allow no split give the prior, and a note says why', async () => {
  const features = numberTable({ x: [1, 2, 3, 4] });
  const { state, notes } = await fitModel('boosting', dataOf(features, classTarget(['a', 'b', 'b', 'b'])));
  expect(notes.map((note) => note.code)).toContain('no-split-found');
  expect(score('boosting', state, features)[1]).toBeCloseTo(0.75, 12);
});
