import { describe, expect, test } from 'vitest';
import type { AdditiveState } from '../../../src/core/additive-terms.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { readEdits, sayEdit, writeEdits, type ShapeEdit } from '../../../src/core/shape-edit.ts';
import { categoryColumn } from '../../../src/core/table.ts';
import { tQuantile } from '../../../src/kernels/distributions.ts';
import { cutCells } from '../../../src/stages/train/additive/cut-cells.ts';
import { purify } from '../../../src/stages/train/additive/purify.ts';
import { aucOf, classTarget, dataOf, fitContext, fitModel, numberColumn, numberTable, numberTarget, score } from './support.ts';

const ID = 'explainable-boosting';
const plain = { outerBags: 1, earlyStopping: 'off', minSamplesLeaf: 1, interactions: 0, maxLeafNodes: 2, maxBins: 255 };
const stateOf = async (...given: Parameters<typeof fitModel> extends [string, ...infer R] ? R : never) =>
  (await fitModel(ID, ...given)).state as unknown as AdditiveState;

/** Cyclic boosting with stumps as one would write it without bins: every cut of every feature is tried on the rows themselves. */
function bruteForce(columns: readonly (readonly number[])[], y: readonly number[], rounds: number, rate: number): number[] {
  const scores = y.map(() => y.reduce((sum, value) => sum + value, 0) / y.length);
  for (let round = 0; round < rounds; round++)
    for (const x of columns) {
      const errors = y.map((value, i) => value - scores[i]!);
      const mean = (rows: readonly number[]) => rows.reduce((sum, row) => sum + errors[row]!, 0) / rows.length;
      const rows = y.map((_, i) => i);
      const cuts = [...new Set(x)].sort((a, b) => a - b).slice(0, -1).map((at) => [rows.filter((i) => x[i]! <= at), rows.filter((i) => x[i]! > at)] as const); // prettier-ignore
      const saved = cuts.map(([low, high]) => low.length * mean(low) ** 2 + high.length * mean(high) ** 2 - rows.length * mean(rows) ** 2);
      const best = cuts[saved.indexOf(Math.max(...saved))]!;
      const moves = best.map(mean);
      best.forEach((side, s) => side.forEach((row) => (scores[row]! += rate * moves[s]!)));
    }
  return scores;
}

test('does what its plain twin does on the rows themselves', async () => {
  const rng = createRng(4);
  const columns = [0, 1].map(() => Array.from({ length: 40 }, () => Math.round(10 * normal(rng))));
  const y = columns[0]!.map((a, i) => a * 0.3 + Math.abs(columns[1]![i]!) + normal(rng));
  const features = numberTable({ a: columns[0]!, b: columns[1]! });
  const state = await stateOf(dataOf(features, numberTarget(y)), { ...plain, maxIter: 30, learningRate: 0.2 });
  const expected = bruteForce(columns, y, 30, 0.2);
  score(ID, state, features).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 9));
});

/** Two features that only say something together, one that says something alone, and two of noise. */
function drawn(rows: number, seed: number) {
  const rng = createRng(seed);
  const columns = ['a', 'b', 'alone', 'n1', 'n2'].map((name) =>
    numberColumn(
      name,
      Array.from({ length: rows }, () => 2 * rng() - 1)
    )
  );
  const [a, b, alone] = columns.map(({ values }) => values);
  const signal = Array.from(a!, (value, i) => 3 * value * b![i]! + 2 * alone![i]!);
  return { features: { rows, columns }, signal, y: signal.map((value) => value + 0.3 * normal(rng)) };
}

describe('pairs', () => {
  test('the pair that was planted comes first, and the sum gets better by it', async () => {
    const { features, y, signal } = drawn(600, 8);
    const state = await stateOf(dataOf(features, numberTarget(y)), { interactions: 1 });
    expect([...state.terms.at(-1)!.features]).toEqual([0, 1]);
    const without = await stateOf(dataOf(features, numberTarget(y)), { interactions: 0 });
    const off = (one: AdditiveState) => score(ID, one, features).reduce((sum, value, i) => sum + (value - signal[i]!) ** 2, 0);
    expect(off(state)).toBeLessThan(0.3 * off(without));
  });

  test('purifying changes no sum, and leaves a pair nothing of a single feature', () => {
    const groups = { groupOf: Uint8Array.of(0, 1, 2), groups: 3 };
    const values = Float64Array.from({ length: 9 }, (_, i) => Math.sin(i) * 3);
    const weights = Float64Array.from({ length: 9 }, (_, i) => 1 + (i % 4));
    const mains = [Float64Array.of(1, 2, 3), Float64Array.of(0, 0, 5)] as const;
    const sumAt = (i: number, j: number) => values[3 * i + j]! + mains[0][i]! + mains[1][j]!;
    const before = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => sumAt(i, j)));
    purify({ values, weights, first: groups, second: groups }, mains);
    before.forEach((sum, at) => expect(sumAt(Math.floor(at / 3), at % 3)).toBeCloseTo(sum, 9));
    for (let i = 0; i < 3; i++) expect([0, 1, 2].reduce((sum, j) => sum + weights[3 * i + j]! * values[3 * i + j]!, 0)).toBeCloseTo(0, 7);
  });

  test('a cut of cells finds a checkerboard', () => {
    const sums = Float64Array.from([-5, 5, 5, 5, 5, 5, -5, 5]);
    const step = cutCells({ sums, rows: new Float64Array(4).fill(5) }, [2, 2], {
      maxLeafNodes: 4,
      minSamplesLeaf: 1,
      l2: 0,
      learningRate: 1
    });
    expect([...step!]).toEqual([1, -1, -1, 1].map((value) => expect.closeTo(value, 9)));
  });
});

test('bands hold the true shape at most places', async () => {
  let [inside, all] = [0, 0];
  for (let seed = 0; seed < 4; seed++) {
    const { features, y } = drawn(400, 30 + seed);
    const state = await stateOf(dataOf(features, numberTarget(y)), { interactions: 1, maxBins: 16 });
    const { values, errors, shares } = state.terms[2]!;
    const { borders } = state.features[2]!;
    for (let bin = 1; bin < borders!.length; bin++) {
      if (shares[bin] === 0) continue;
      const truth = borders![bin - 1]! + borders![bin]!;
      if (Math.abs(values[bin]! - truth) <= tQuantile(0.975, 5) * errors[bin]! + 0.05) inside++;
      all++;
    }
  }
  expect(inside / all).toBeGreaterThan(0.85);
});

describe('edits by hand', () => {
  const rows = 120;
  const rng = createRng(2);
  const age = Array.from({ length: rows }, () => Math.floor(60 * rng()) + 20);
  const job = age.map((value, i) => (i % 10 === 0 ? null : value % 3 === 0 ? 'clerk' : 'smith'));
  const features = { rows, columns: [numberColumn('age', age), categoryColumn('job', job)] };
  const y = age.map((value, i) => Math.sin(value / 8) + (job[i] === 'clerk' ? 1 : 0) + 0.1 * normal(rng));
  const fit = async (edits: readonly ShapeEdit[]) =>
    stateOf(dataOf(features, numberTarget(y)), { edits: writeEdits(edits), interactions: 0 });
  const at = (state: AdditiveState, value: number, name: string | null) =>
    score(ID, state, { rows: 1, columns: [numberColumn('age', [value]), categoryColumn('job', [name])] })[0]!;

  test('set a range and nothing else', async () => {
    const [before, after] = [await fit([]), await fit([{ feature: 'age', do: 'set', value: 7, from: 30, to: 40 }])];
    expect(at(after, 35, 'smith') - at(after, 35, 'clerk')).toBeCloseTo(at(before, 35, 'smith') - at(before, 35, 'clerk'), 9);
    expect(at(after, 35, 'smith')).toBeGreaterThan(6);
    expect(at(after, 60, 'smith')).toBe(at(before, 60, 'smith'));
  });

  test('flatten keeps the mean, rise never falls, a level and missing values can be set', async () => {
    const flat = await fit([{ feature: 'age', do: 'flatten' }]);
    expect(at(flat, 25, 'smith')).toBeCloseTo(at(flat, 75, 'smith'), 9);
    const rising = await fit([{ feature: 'age', do: 'rise' }]);
    const shape = rising.terms[0]!.values.slice(0, -1);
    expect(shape.every((value, bin) => bin === 0 || value >= shape[bin - 1]!)).toBe(true);
    const set = await fit([{ feature: 'job', do: 'set', value: 3, levels: ['smith'] }, { feature: 'job', do: 'set', value: -3, missing: true }]); // prettier-ignore
    expect(at(set, 50, 'smith') - at(set, 50, null)).toBeCloseTo(6, 9);
  });

  test('stand in the notes and in nothing but the tables named', async () => {
    const edits: ShapeEdit[] = [{ feature: 'age', do: 'fall', from: 50 }];
    const { notes } = await fitModel(ID, dataOf(features, numberTarget(y)), { edits: writeEdits(edits), interactions: 0 });
    expect(notes.map(({ message }) => message)).toContain('“age” above 50 was kept from rising by hand.');
    expect((await fit(edits)).terms[1]).toEqual((await fit([])).terms[1]);
    expect(sayEdit({ feature: 'a', and: 'b', do: 'flatten' })).toBe('“a” with “b” was made flat by hand.');
  });

  test.each([
    ['no JSON', '[{', 'no JSON'],
    ['no list', '{}', 'no list'],
    ['an unknown deed', '[{"feature":"age","do":"shake"}]', 'entry 1'],
    ['a set without a value', '[{"feature":"age","do":"set"}]', 'no number'],
    ['an unknown field', '[{"feature":"age","do":"flatten","upTo":3}]', 'upTo'],
    ['a pair that is set', '[{"feature":"age","and":"job","do":"set","value":1}]', 'only be made flat']
  ])('%s is refused', (_, text, told) => {
    expect(() => readEdits(text)).toThrowError(expect.objectContaining({ code: 'edit-not-read', message: expect.stringContaining(told) }));
  });

  test('of a feature that is not there, of a category that shall rise, and of several classes', async () => {
    await expect(fit([{ feature: 'height', do: 'flatten' }])).rejects.toMatchObject({ code: 'edit-not-read' });
    await expect(fit([{ feature: 'job', do: 'rise' }])).rejects.toMatchObject({ code: 'edit-not-read' });
    const three = classTarget(age.map((value) => ['a', 'b', 'c'][value % 3]!));
    await expect(fitModel(ID, dataOf(features, three), { edits: writeEdits([{ feature: 'age', do: 'flatten' }]) })).rejects.toMatchObject({ code: 'edit-not-read' }); // prettier-ignore
  });
});

test('rows divided by time leave out the same rows in every draw, so no band is told', async () => {
  const { features, y } = drawn(200, 3);
  const kinship = { kind: 'order' as const, at: Float64Array.from(y.keys()) };
  const state = await stateOf({ ...dataOf(features, numberTarget(y)), kinship }, {}, fitContext(1));
  expect(state.terms.every(({ errors }) => errors.length === 0)).toBe(true);
});

test('two classes: a curve is found that no line would follow', async () => {
  const rng = createRng(6);
  const x = Array.from({ length: 500 }, () => normal(rng));
  const isFar = x.map((value) => Math.abs(value) > 0.7);
  const state = await stateOf(dataOf(numberTable({ x }), classTarget(isFar.map((far) => (far ? 'far' : 'near')), ['near', 'far']))); // prettier-ignore
  const chances = score(ID, state, numberTable({ x })).filter((_, i) => i % 2 === 1);
  expect(aucOf(chances, isFar)).toBeGreaterThan(0.99);
});
