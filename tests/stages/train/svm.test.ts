import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { rowMaths } from '../../../src/kernels/svm/row-maths.ts';
import { coupled } from '../../../src/predict/models/coupled.ts';
import { leftOut } from '../../../src/stages/train/svm/left-out.ts';
import { plattOf } from '../../../src/stages/train/svm/platt.ts';
import { aucOf, classTarget, dataOf, fitContext, fitModel, gaussian, numberTable, numberTarget, score } from './support.ts';

const ROWS = 150;
const columns = gaussian(ROWS, 3, 2);
const features = numberTable({ a: columns[0]!, b: columns[1]!, c: columns[2]! });
const isInside = Array.from(columns[0]!, (x, i) => x ** 2 + columns[1]![i]! ** 2 < 1.2);
const ring = classTarget(isInside.map((inside) => (inside ? 'yes' : 'no')));
const codes = ring.codes;

describe('probabilities of pairs', () => {
  test('pairs that agree are coupled to the shares they come from', () => {
    const shares = [0.1, 0.25, 0.05, 0.6];
    const odds = shares.flatMap((first, i) => shares.slice(i + 1).map((second) => Math.log(second / first)));
    coupled(Float64Array.from(odds), 4).forEach((share, k) => expect(share).toBeCloseTo(shares[k]!, 10));
  });

  test('pairs that go in a circle end level', () => {
    coupled(Float64Array.of(2, -2, 2), 3).forEach((share) => expect(share).toBeCloseTo(1 / 3, 10));
  });

  test('certain pairs, and pairs beyond all doubt, give shares that sum to 1', () => {
    const p = coupled(Float64Array.of(1e6, 1e6, -1e6), 3);
    expect(p.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
    expect(p.every((one) => one >= 0 && one <= 1)).toBe(true);
    expect(p[1]).toBeGreaterThan(0.99);
  });
});

describe('decisions made log-odds', () => {
  const ones = new Float64Array(4).fill(1);

  test('higher decisions are likelier, whatever their unit', () => {
    const isHit = Uint8Array.of(0, 1, 0, 1);
    const line = plattOf(Float64Array.of(-2, 1, 0.5, 3), isHit, ones);
    const small = plattOf(Float64Array.of(-2e-9, 1e-9, 0.5e-9, 3e-9), isHit, ones);
    expect(line.slope).toBeGreaterThan(0);
    expect(small.slope * 1e-9).toBeCloseTo(line.slope, 8);
  });

  test('decisions that rank the wrong way round are not turned: every row gets the share', () => {
    const { slope, intercept } = plattOf(Float64Array.of(3, -1, 2, -2), Uint8Array.of(0, 1, 0, 1), ones);
    expect(slope).toBe(0);
    expect(intercept).toBeCloseTo(0, 6);
  });
});

describe('rows left out to judge decisions', () => {
  const data = dataOf(features, ring);

  test('each row is left out once, every class alike', () => {
    const parts = leftOut(data, codes, createRng(1));
    expect([...parts.flatMap(({ held }) => [...held])].sort((a, b) => a - b)).toEqual(Array.from({ length: ROWS }, (_, i) => i));
    const hits = parts.map(({ held }) => held.filter((row) => isInside[row]).length);
    expect(Math.max(...hits) - Math.min(...hits)).toBeLessThanOrEqual(1);
    for (const { train, held } of parts) expect(train.some((row) => held.includes(row))).toBe(false);
  });

  test('equal rows are left out together', () => {
    const twice = numberTable(Object.fromEntries(['a', 'b', 'c'].map((name, j) => [name, [...columns[j]!, ...columns[j]!]])));
    const both = dataOf(twice, classTarget([...isInside, ...isInside].map((inside) => (inside ? 'yes' : 'no'))));
    for (const { held } of leftOut(both, Int32Array.from([...codes, ...codes]), createRng(1))) {
      for (const row of held) expect(held).toContain(row < ROWS ? row + ROWS : row - ROWS);
    }
  });

  test('whole groups are left out where the project was divided by group', () => {
    const of = Int32Array.from({ length: ROWS }, (_, i) => i % 10);
    const parts = leftOut({ ...data, kinship: { kind: 'groups', of } }, codes, createRng(1));
    expect(parts).toHaveLength(5);
    for (const { train, held } of parts) {
      const groups = new Set(Array.from(held, (row) => of[row]));
      expect(groups.size).toBe(2);
      expect(train.some((row) => groups.has(of[row]))).toBe(false);
    }
  });

  test('the latest rows are left out where it was divided by time, if they hold all classes', () => {
    const at = Float64Array.from({ length: ROWS }, (_, i) => i);
    const [part, more] = leftOut({ ...data, kinship: { kind: 'order', at } }, codes, createRng(1));
    expect(more).toBeUndefined();
    expect(Math.min(...part!.held)).toBeGreaterThan(Math.max(...part!.train));
    const turned = Float64Array.from(codes, (code, i) => code * ROWS + i);
    expect(leftOut({ ...data, kinship: { kind: 'order', at: turned } }, codes, createRng(1))).toHaveLength(5);
  });

  test('rows that were made up are never left out, nor learned from beside a parent that is', () => {
    const made = { from: ROWS - 10, parents: Int32Array.from({ length: 20 }, (_, i) => i) };
    for (const { train, held } of leftOut({ ...data, made }, codes, createRng(1))) {
      expect(held.every((row) => row < made.from)).toBe(true);
      for (const row of train.filter((one) => one >= made.from)) {
        const i = 2 * (row - made.from);
        expect(held.includes(made.parents[i]!) || held.includes(made.parents[i + 1]!)).toBe(false);
      }
    }
  });
});

test('rows of mostly zeros are worked through by what they hold, with the same bits', () => {
  const rng = createRng(5);
  const dense = Float64Array.from({ length: 40 * 20 }, () => (rng() < 0.2 ? normal(rng) : 0));
  const [sparse, full] = [rowMaths(dense, 40, 20), rowMaths(dense.map((x) => x || 1e-300), 40, 20)]; // prettier-ignore
  expect(sparse.steps).toBeLessThan(full.steps);
  const [w, own, other] = [Float64Array.from({ length: 20 }, () => normal(rng)), new Float64Array(20), new Float64Array(20)];
  for (let row = 0; row < 40; row++) {
    expect(sparse.product(row, w)).toBe(full.product(row, w));
    expect(sparse.squares[row]).toBe(full.squares[row]);
    sparse.add(row, own, 0.5);
    full.add(row, other, 0.5);
  }
  own.forEach((value, j) => expect(value).toBeCloseTo(other[j]!, 12));
});

describe('support vectors', () => {
  test('find a ring that a straight border can not', async () => {
    const [curved, straight] = await Promise.all(
      ['svm', 'linear-svm'].map(async (id) => {
        const { state } = await fitModel(id, dataOf(features, ring));
        const second = score(id, state, features).filter((_, i) => i % 2 === 1);
        return aucOf(second, isInside);
      })
    );
    expect(curved).toBeGreaterThan(0.97);
    expect(straight).toBeLessThan(0.75);
  });

  test('probabilities are about right on rows not seen', async () => {
    const fresh = gaussian(2000, 1, 8)[0]!;
    const rng = createRng(4);
    const answers = Array.from(fresh, (x) => rng() < 1 / (1 + Math.exp(-1.5 * x)));
    const half = (from: number) => numberTable({ a: fresh.slice(from, from + 1000) });
    const target = classTarget(answers.slice(0, 1000).map((yes) => (yes ? 'yes' : 'no')));
    for (const id of ['svm', 'linear-svm']) {
      const { state } = await fitModel(id, dataOf(half(0), target));
      const chances = score(id, state, half(1000)).filter((_, i) => i % 2 === 1);
      const off = chances.reduce((sum, p, i) => sum + Math.abs(p - 1 / (1 + Math.exp(-1.5 * fresh[1000 + i]!))), 0) / 1000;
      expect(off, id).toBeLessThan(0.1);
    }
  });

  test('say which rows they keep', async () => {
    const { notes } = await fitModel('svm', dataOf(features, ring));
    expect(notes[0]!.message).toMatch(/^\d+ rows of 150 hold the border/);
  });

  test.each(['svm', 'linear-svm'])('%s: a target in any unit is followed alike', async (id) => {
    const y = columns[0]!.map((x, i) => 2 * x + Math.sin(columns[1]![i]!));
    const guesses = async (unit: number) => {
      const { state } = await fitModel(id, dataOf(features, numberTarget(y.map((value) => value * unit))), { tol: 1e-8 });
      return score(id, state, features).map((value) => value / unit);
    };
    const [one, other] = [await guesses(1), await guesses(1e7)];
    one.forEach((value, i) => expect(value).toBeCloseTo(other[i]!, 5));
  });

  test.each(['svm', 'linear-svm'])('%s: a class with one row, and more columns than rows', async (id) => {
    const wide = numberTable(Object.fromEntries(gaussian(20, 60, 5).map((values, j) => [`x${j}`, values])));
    const lonely = classTarget(Array.from({ length: 20 }, (_, i) => (i === 7 ? 'one' : i % 2 ? 'a' : 'b')));
    const { state } = await fitModel(id, dataOf(wide, lonely));
    const p = score(id, state, wide);
    expect(p.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
  });

  test('linear: values beyond what squares can hold are refused with a hint, or learned', async () => {
    const huge = numberTable({ a: columns[0]!.map((x) => x * 1e200) });
    const ended = await fitModel('linear-svm', dataOf(huge, ring)).then(
      ({ state }) => score('linear-svm', state, huge).every(Number.isFinite),
      (error: { code: string; hint: string }) => error.code === 'numbers-too-large' && error.hint.includes('scale')
    );
    expect(ended).toBe(true);
  });

  test.each(['svm', 'linear-svm'])('%s: stops within 100 ms when told in the midst of a fit', async (id) => {
    const rng = createRng(3);
    const rows = 3000;
    const many = numberTable(
      Object.fromEntries(Array.from({ length: 12 }, (_, j) => [`x${j}`, Array.from({ length: rows }, () => normal(rng))]))
    );
    const noise = classTarget(Array.from({ length: rows }, () => (rng() < 0.5 ? 'yes' : 'no')));
    const stop = new AbortController();
    let last = performance.now();
    let longest = 0;
    let pauses = 0;
    const breathe = async () => {
      longest = Math.max(longest, performance.now() - last);
      if (++pauses === 20) stop.abort();
      last = performance.now();
    };
    const fit = fitModel(id, dataOf(many, noise), { tol: 1e-12, maxIter: 1_000_000 }, fitContext(1, { breathe, signal: stop.signal }));
    await expect(fit).rejects.toMatchObject({ name: 'AbortError' });
    expect(pauses).toBe(20);
    console.info(`${id}: at most ${longest.toFixed(0)} ms between two pauses`);
  });
});
