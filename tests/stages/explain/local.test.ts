import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, findColumn, gather, type Table } from '../../../src/core/table.ts';
import { anchor } from '../../../src/stages/explain/local/anchor.ts';
import { bestArms, klBound, type Arm } from '../../../src/stages/explain/local/kl-lucb.ts';
import { lime } from '../../../src/stages/explain/local/lime.ts';
import { piecesOf, rowsWith } from '../../../src/stages/explain/local/pieces.ts';
import { addedMoments, chosenForward, momentsOf, ridgeLine } from '../../../src/stages/explain/local/weighted-ridge.ts';
import { largestPlaces, rankAgreement, topOverlap } from '../../../src/stages/explain/stability.ts';
import { quiet } from '../evaluate/fixtures.ts';

const ROWS = 600;
const table = makeTable();
const numbers = (from: Table, name: string) => (findColumn(from, name) as { values: Float64Array }).values;
const levels = (from: Table) => {
  const column = findColumn(from, 'level') as { codes: Int32Array; labels: readonly string[] };
  return Array.from(column.codes, (code) => column.labels[code]);
};

function makeTable(): Table {
  const rng = createRng(4);
  const draw = () => Float64Array.from({ length: ROWS }, () => normal(rng));
  return {
    rows: ROWS,
    columns: [
      { kind: 'number', name: 'a', values: draw() },
      { kind: 'number', name: 'b', values: draw() },
      { kind: 'number', name: 'c', values: draw().map((value, i) => (i % 10 === 0 ? NaN : value)) },
      categoryColumn(
        'level',
        Array.from({ length: ROWS }, () => (rng() < 0.4 ? 'x' : rng() < 0.5 ? 'y' : 'z'))
      ),
      categoryColumn(
        'always',
        Array.from({ length: ROWS }, () => 'same')
      )
    ]
  };
}

describe('what a row has', () => {
  test('is a quarter of a number, a level or a gap, and what all rows have is nothing', () => {
    const pieces = piecesOf(gather(table, [10]), table);
    expect(pieces.map(({ kind, column }) => [kind, column])).toEqual([['range', 'a'], ['range', 'b'], ['missing', 'c'], ['value', 'level']]); // prettier-ignore
    const shares = pieces.map((piece) => rowsWith(piece, table).reduce((sum, has) => sum + has, 0) / ROWS);
    expect(shares.slice(0, 3)).toEqual([0.25, 0.25, 0.1]);
    expect(pieces.every((piece) => rowsWith(piece, gather(table, [10]))[0] === 1)).toBe(true);
  });

  test('a number of few values is said as it is', () => {
    const few: Table = { rows: 4, columns: [{ kind: 'number', name: 'class', values: Float64Array.of(1, 2, 3, 1) }] };
    expect(piecesOf(gather(few, [2]), few)).toEqual([{ kind: 'value', column: 'class', value: 3 }]);
  });
});

describe('a line fitted around a row', () => {
  const known = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/lime.json'), 'utf8')) as {
    isIn: number[];
    answers: number[];
    weights: number[];
    chosen: number[];
    coefficients: number[];
    intercept: number;
    r2: number;
    width: number;
  };
  const part = (from: number, to: number) =>
    momentsOf(Uint8Array.from(known.isIn.slice(from * known.width, to * known.width)), Float64Array.from(known.answers.slice(from, to)), Float64Array.from(known.weights.slice(from, to))); // prettier-ignore

  test('is that of scikit-learn, and columns are chosen in the same order', () => {
    const moments = addedMoments([part(0, 150), part(150, 400)]);
    expect(chosenForward(moments, 4)).toEqual(known.chosen);
    const line = ridgeLine(moments, known.chosen, 1)!;
    known.coefficients.forEach((value, i) => expect(line.coefficients[i]).toBeCloseTo(value, 10));
    expect(line.intercept).toBeCloseTo(known.intercept, 10);
    expect(line.r2).toBeCloseTo(known.r2, 10);
  });

  const ask = (predict: (from: Table) => Float64Array, row = 10) =>
    lime({ predict, row: gather(table, [row]), training: table, most: 3, draws: 6, rowsADraw: 500, rng: createRng(1), context: quiet });

  test('of a model that is one, in these pieces, is that model', async () => {
    const [own] = levels(gather(table, [10]));
    const found = await ask((from) => Float64Array.from(levels(from), (level, i) => 10 + 3 * Number(level === own) - Number(Number.isNaN(numbers(from, 'c')[i])))); // prettier-ignore
    expect(found.parts[0]!.piece).toMatchObject({ column: 'level', value: own });
    expect(found.parts[0]!.adds.value).toBeCloseTo(3, 1);
    expect(found.parts[1]!.piece).toEqual({ kind: 'missing', column: 'c' });
    expect(found.fidelity.value).toBeGreaterThan(0.999);
    expect(found.local).toBeCloseTo(found.output, 1);
    expect(found.output).toBe(12);
    expect(found.rows).toBe(3000);
  });

  test('where there is no line says that it does not fit, and that its choice is not stable', async () => {
    const rng = createRng(9);
    const noise = await ask((from) => Float64Array.from({ length: from.rows }, () => rng()));
    expect(noise.fidelity.value).toBeLessThan(0.05);
    expect(noise.ranks.value).toBeLessThan(0.7);
    const row = numbers(table, 'a').findIndex((value, i) => value > 1 && numbers(table, 'b')[i]! > 1);
    const straight = await ask((from) => numbers(from, 'a').map((value, i) => 4 * value + 2 * numbers(from, 'b')[i]!), row);
    expect(straight.fidelity.value).toBeGreaterThan(0.35);
    expect(straight.fidelity.value).toBeLessThan(0.9);
    expect(straight.ranks.value).toBeGreaterThan(noise.ranks.value);
    expect(straight.parts.map(({ piece }) => piece.column).slice(0, 2)).toEqual(['a', 'b']);
  });

  test('has intervals that hold what many more rows say, nearly as often as they claim', async () => {
    const predict = (from: Table) => numbers(from, 'a').map((value, i) => 1 / (1 + Math.exp(-2 * value * numbers(from, 'b')[i]! - value)));
    const row = numbers(table, 'a').findIndex((value, i) => value > 1 && numbers(table, 'b')[i]! > 1);
    const around = (seed: number, rowsADraw: number) =>
      lime({ predict, row: gather(table, [row]), training: table, most: 2, draws: 10, rowsADraw, rng: createRng(seed), context: quiet });
    const { parts: truth } = await around(1, 10_000);
    const repeats = process.env['LATHE_FULL'] ? 400 : 30;
    let held = 0;
    for (let seed = 2; seed < 2 + repeats; seed++) {
      const { parts } = await around(seed, 500);
      const own = parts.find(({ piece }) => piece.column === truth[0]!.piece.column)!.adds;
      held += Number(own.low <= truth[0]!.adds.value && truth[0]!.adds.value <= own.high);
    }
    expect(held / repeats).toBeGreaterThanOrEqual(0.8);
  });

  test('is refused where nothing sets the row apart', async () => {
    const flat: Table = { rows: 5, columns: [table.columns[4]!] };
    await expect(lime({ predict: () => new Float64Array(5), row: gather(flat, [0]), training: flat, most: 3, draws: 2, rowsADraw: 5, rng: createRng(1), context: quiet })).rejects.toMatchObject({ code: 'nothing-sets-apart' }); // prettier-ignore
  });
});

describe('an anchor', () => {
  const ask = (isSame: (from: Table) => ArrayLike<number>, row: number) =>
    anchor({ row: gather(table, [row]), training: table, held: table, isSame: (from) => Promise.resolve(isSame(from)), target: 0.95, mostPieces: 4, budget: 30_000, rng: createRng(2), context: quiet }); // prettier-ignore

  test('is the rule that was planted, with what it holds for', async () => {
    const row = levels(table).findIndex((level, i) => level === 'x' && numbers(table, 'a')[i]! > 1);
    const found = await ask((from) => Array.from(levels(from), (level, i) => Number(level === 'x' && numbers(from, 'a')[i]! > 0.6)), row);
    expect(found.pieces.map(({ column }) => column)).toEqual(['a', 'level']);
    expect(found.pieces[0]).toMatchObject({ kind: 'range', upTo: Infinity });
    expect(found.precision.value).toBeGreaterThan(0.95);
    expect(found.precision.method).toBe('Clopper-Pearson');
    expect(found.isSure).toBe(true);
    const both = rowsWith(found.pieces[0]!, table).filter((has, i) => has === 1 && levels(table)[i] === 'x').length;
    expect(found.coverage.value).toBeCloseTo(both / ROWS, 10);
    expect(found.among).toMatchObject({ n: both });
    expect(found.usual.value).toBeLessThan(0.3);
  });

  test('has no piece where any row is answered so', async () => {
    const found = await ask((from) => new Uint8Array(from.rows).fill(1), 3);
    expect(found.pieces).toEqual([]);
    expect(found.coverage.value).toBe(1);
  });

  test('that can’t be had is not told to be sure', async () => {
    const rng = createRng(5);
    const found = await ask((from) => Uint8Array.from({ length: from.rows }, () => Number(rng() < 0.5)), 3);
    expect(found.isSure).toBe(false);
    expect(found.precision.value).toBeGreaterThan(0.4);
    expect(found.precision.value).toBeLessThan(0.6);
    expect(found.scored).toBeLessThan(40_000);
  });
});

describe('choosing arms', () => {
  test('bounds are where the divergence is at the level', () => {
    const upper = klBound(0.8, 100, 3, 1);
    const away = 0.8 * Math.log(0.8 / upper) + 0.2 * Math.log(0.2 / (1 - upper));
    expect(100 * away).toBeCloseTo(3, 6);
    expect(klBound(0.8, 100, 3, 0)).toBeLessThan(0.8);
    expect(klBound(0, 0, 3, 1)).toBe(1);
  });

  test('finds the best two and draws most where it is hard to tell', async () => {
    const rng = createRng(6);
    const arms = [0.9, 0.2, 0.85, 0.3, 0.6].map((chance) => ({ chance, hits: 0, draws: 0 }));
    const draw = (arm: Arm & { chance: number }) => {
      for (let i = 0; i < 20; i++) arm.hits += Number(rng() < arm.chance);
      arm.draws += 20;
      return Promise.resolve();
    };
    const best = await bestArms(arms, { most: 2, tolerance: 0.05, doubt: 0.05, mostRounds: 200 }, draw);
    expect(best.map(({ chance }) => chance).sort()).toEqual([0.85, 0.9]);
    expect(arms[4]!.draws).toBeGreaterThan(arms[1]!.draws);
  });
});

test('agreement of choices and of orders', () => {
  expect(topOverlap([1, 2, 3], [3, 4, 1])).toBe(0.5);
  expect(topOverlap([], [])).toBe(1);
  expect(largestPlaces([0.1, -3, 0, 2, 1])).toEqual([1, 3, 4]);
  expect(rankAgreement([1, -2, 3], [-10, 20, -30])).toBeCloseTo(1, 12);
  expect(rankAgreement([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
});
