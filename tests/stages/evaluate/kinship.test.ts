import { describe, expect, test } from 'vitest';
import type { Kinship } from '../../../src/core/kinship.ts';
import { gatherOutcome, type ClassOutcome, type NumberOutcome, type Outcome } from '../../../src/core/outcome.ts';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { comparePair } from '../../../src/stages/evaluate/compare/compare-pair.ts';
import { calibrationCurve } from '../../../src/stages/evaluate/curves/calibration-curve.ts';
import { confusionTable } from '../../../src/stages/evaluate/curves/confusion-table.ts';
import { expectedCost } from '../../../src/stages/evaluate/expected-cost.ts';
import { judge } from '../../../src/stages/evaluate/judge.ts';
import { unitsOf } from '../../../src/stages/evaluate/units-of.ts';
import { binaryOutcome, numberOutcome, quiet } from './fixtures.ts';

const isFull = process.env['LATHE_FULL'] !== undefined;
const DATA_SETS = isFull ? 2000 : 300;
const REPLICATES = isFull ? 1000 : 300;
const CHANCE = 3 * Math.sqrt((0.05 * 0.95) / DATA_SETS);

const inOrder = (n: number): Kinship => ({ kind: 'order', at: Float64Array.from({ length: n }, (_, i) => i) });
const inGroups = (groups: number, of: number): Kinship => ({
  kind: 'groups',
  of: Int32Array.from({ length: groups * of }, (_, row) => Math.floor(row / of))
});
const withErrors = (errors: ArrayLike<number>, kinship: Kinship): NumberOutcome => ({
  ...numberOutcome(errors, new Float64Array(errors.length)),
  kinship
});
const freely = <O extends Outcome>({ kinship: _, ...outcome }: O) => outcome;

/** Errors of which each is 0.8 of the one before, and something new. */
function autoregressive(rng: Rng, n: number, phi = 0.8): NumberOutcome {
  let last = normal(rng) / Math.sqrt(1 - phi * phi);
  return withErrors(
    Float64Array.from({ length: n }, () => (last = phi * last + normal(rng))),
    inOrder(n)
  );
}

/** Errors half of whose variance is of the group. */
function grouped(rng: Rng, groups: number, of: number): NumberOutcome {
  const own = Array.from({ length: groups }, () => normal(rng));
  return withErrors(
    Float64Array.from({ length: groups * of }, (_, row) => own[Math.floor(row / of)]! + normal(rng)),
    inGroups(groups, of)
  );
}

interface Held {
  readonly rmse: number;
  readonly mae: number;
}

/** Shares of data sets whose interval holds the truth, of normal errors with this deviation: knowing what belongs together, and not. */
async function coverage(draw: (rng: Rng) => NumberOutcome, deviation: number): Promise<{ kin: Held; free: Held }> {
  const truth = { rmse: deviation, mae: deviation * Math.sqrt(2 / Math.PI) };
  const rng = createRng(7);
  const found = { kin: { rmse: 0, mae: 0 }, free: { rmse: 0, mae: 0 } };
  for (let i = 0; i < DATA_SETS; i++) {
    const outcome = draw(rng);
    const options = { seed: i, context: quiet, metrics: ['rmse', 'mae'], replicates: REPLICATES };
    for (const [how, judged] of [['kin', await judge(outcome, options)] as const, ['free', await judge(freely(outcome), options)] as const])
      for (const id of ['rmse', 'mae'] as const)
        if (judged[id]!.low <= truth[id] && truth[id] <= judged[id]!.high) found[how][id] += 1 / DATA_SETS;
  }
  if (isFull) console.log(JSON.stringify(found));
  return found;
}

describe('rows in the order of time', () => {
  test.each([150, 300])('of %i autocorrelated errors, blocks hold the truth where free draws do not', { timeout: 600_000 }, async (n) => {
    const { kin, free } = await coverage((rng) => autoregressive(rng, n), 1 / 0.6);
    for (const share of [kin.rmse, kin.mae]) {
      expect(share).toBeGreaterThan(0.92 - CHANCE);
      expect(share).toBeLessThan(0.96 + CHANCE);
    }
    expect(Math.max(free.rmse, free.mae)).toBeLessThan(0.75);
  });

  test('without autocorrelation blocks cost little', { timeout: 600_000 }, async () => {
    const { kin } = await coverage((rng) => autoregressive(rng, 150, 0), 1);
    expect(Math.min(kin.rmse, kin.mae)).toBeGreaterThan(0.95 - CHANCE);
    const outcome = autoregressive(createRng(1), 150, 0);
    const options = { seed: 1, context: quiet, metrics: ['rmse'] };
    const [blocks, free] = [(await judge(outcome, options))['rmse']!, (await judge(freely(outcome), options))['rmse']!];
    expect((blocks.high - blocks.low) / (free.high - free.low)).toBeLessThan(1.3);
  });

  test('a random walk is not told to 6 parts in 100 by 750 rows of it', async () => {
    const rng = createRng(1);
    let at = 0;
    const outcome = withErrors(
      Float64Array.from({ length: 750 }, () => (at += normal(rng))),
      inOrder(750)
    );
    const { rmse } = await judge(outcome, { seed: 1, context: quiet, metrics: ['rmse'] });
    expect(rmse!.method).toMatch(/^moving-block bootstrap, blocks of 125, Student's t \(too sure: blocks should be longer\)$/);
    expect((rmse!.high - rmse!.low) / rmse!.value).toBeGreaterThan(0.3);
    expect(rmse!.note).toMatch(/hang together over longer/);
  });

  test('the order of the rows in the table says nothing: that of time does', async () => {
    const outcome = autoregressive(createRng(3), 200);
    const mixed = gatherOutcome(
      outcome,
      Array.from({ length: 200 }, (_, i) => (i * 77) % 200)
    );
    expect(unitsOf(mixed)!.run).toBe(unitsOf(outcome)!.run);
    const options = { seed: 1, context: quiet, metrics: ['rmse', 'mae'] };
    const [one, other] = [await judge(outcome, options), await judge(mixed, options)];
    for (const id of ['rmse', 'mae']) {
      expect(other[id]!.low).toBeCloseTo(one[id]!.low, 9);
      expect(other[id]!.high).toBeCloseTo(one[id]!.high, 9);
    }
  });

  test('rows of one moment stay together', () => {
    const at = Float64Array.from({ length: 200 }, (_, row) => Math.floor(row / 10));
    const units = unitsOf(withErrors(new Float64Array(200).fill(1), { kind: 'order', at }))!;
    expect(units.count).toBe(20);
    expect(units.run).toBe(3);
  });
});

describe('rows of groups', () => {
  test.each([
    [30, 10],
    [6, 10]
  ])('of %i groups of %i alike, whole groups hold the truth where rows do not', { timeout: 600_000 }, async (groups, of) => {
    const { kin, free } = await coverage((rng) => grouped(rng, groups, of), Math.SQRT2);
    for (const share of [kin.rmse, kin.mae]) {
      expect(share).toBeGreaterThan((groups < 10 ? 0.91 : 0.93) - CHANCE);
      expect(share).toBeLessThan(0.97 + CHANCE);
    }
    expect(Math.max(free.rmse, free.mae)).toBeLessThan(0.85);
  });

  test('sixty rows of six patients are not sixty patients', async () => {
    const { rmse } = await judge(grouped(createRng(2), 6, 10), { seed: 1, context: quiet, metrics: ['rmse'] });
    expect(rmse!.method).toBe("bootstrap of 6 groups, Student's t");
    expect(rmse!.note).toBe('These rows are of only 6 groups, and the interval rests on those alone.');
    const { mae } = await judge(grouped(createRng(2), 34, 10), { seed: 1, context: quiet, metrics: ['mae'] });
    expect(mae!.method).toBe('bootstrap of 34 groups');
    expect(mae!.note).toBeUndefined();
  });

  test('two groups give a value without an interval', async () => {
    const { rmse } = await judge(grouped(createRng(2), 2, 30), { seed: 1, context: quiet, metrics: ['rmse'] });
    expect([rmse!.low, rmse!.high]).toEqual([NaN, NaN]);
    expect(rmse!.note).toBe('No interval: 2 groups are too few to resample.');
  });

  test('groups of one row each are rows', async () => {
    const outcome = grouped(createRng(4), 80, 1);
    const options = { seed: 1, context: quiet };
    expect(await judge(outcome, options)).toEqual(await judge(freely(outcome), options));
  });
});

/** Each group right or wrong as a whole, as where a patient is known or is not. */
function patients(groups: number, isRight: (group: number) => boolean): ClassOutcome {
  const actual = Array.from({ length: groups * 10 }, (_, row) => row % 2);
  const scores = actual.map((yes, row) => (isRight(Math.floor(row / 10)) === (yes === 1) ? 0.8 : 0.2) + 0.001 * (row % 7));
  return { ...binaryOutcome(actual, scores), kinship: inGroups(groups, 10) };
}

describe('classes', () => {
  const everyFourth = patients(20, (group) => group % 4 > 0);

  test('no formula for free rows is left: every metric draws groups', async () => {
    const judged = await judge(everyFourth, { seed: 1, context: quiet });
    const methods = Object.values(judged).map(({ method }) => method);
    expect(methods.filter((method) => !method.startsWith('bootstrap of 20 groups'))).toEqual([]);
    const free = await judge(freely(everyFourth), { seed: 1, context: quiet });
    for (const id of ['accuracy', 'roc_auc', 'recall', 'brier']) {
      const [own, other] = [judged[id]!, free[id]!];
      expect((own.high - own.low) / (other.high - other.low)).toBeGreaterThan(2);
    }
  });

  test('no error in eight groups is a proof by eight, not by eighty', async () => {
    const judged = await judge(
      patients(8, () => true),
      { seed: 1, context: quiet, metrics: ['accuracy', 'roc_auc', 'pr_auc'] }
    );
    expect(judged['accuracy']!.method).toBe('Clopper-Pearson on the groups of each class');
    for (const { low, high } of Object.values(judged)) {
      expect(low).toBeLessThan(0.64);
      expect(low).toBeGreaterThan(0.5);
      expect(high).toBe(1);
    }
  });

  test('the table of classes, the curve of calibration and the costs know of groups too', async () => {
    const [own, free] = [confusionTable(everyFourth), confusionTable(freely(everyFourth))];
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(own.classes[1]!.recall.value).toBe(free.classes[1]!.recall.value);
    expect(width(own.classes[1]!.recall)).toBeGreaterThan(1.5 * width(free.classes[1]!.recall));
    const bins = [calibrationCurve(everyFourth, 2), calibrationCurve(freely(everyFourth), 2)].map((curve) => curve.bins);
    bins[0]!.forEach((bin, i) => expect(width(bin)).toBeGreaterThan(width(bins[1]![i]!)));
    const costs = [
      [0, 1],
      [1, 0]
    ];
    const cost = await expectedCost(everyFourth, costs, { seed: 1, context: quiet });
    expect(cost.method).toBe('bootstrap of 20 groups');
    expect(width(cost)).toBeGreaterThan(2 * width(await expectedCost(freely(everyFourth), costs, { seed: 1, context: quiet })));
  });

  test('a comparison draws whole groups, and is less sure by that', async () => {
    const other = patients(20, (group) => group % 5 > 0);
    const pair = await comparePair(everyFourth, other, 'accuracy', { seed: 1, context: quiet });
    const asRows = await comparePair(freely(everyFourth), freely(other), 'accuracy', { seed: 1, context: quiet });
    expect([pair.test, asRows.test]).toEqual(['paired bootstrap', 'McNemar, exact']);
    expect(pair.difference.method).toBe('paired bootstrap of 20 groups');
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(pair.difference)).toBeGreaterThan(1.5 * width(asRows.difference));
    expect(pair.pValue).toBeGreaterThan(asRows.pValue);
    expect(pair.pValue < 0.05).toBe(pair.difference.low > 0 || pair.difference.high < 0);
  });
});

test('the same seed gives the same interval, and another seed another', async () => {
  const outcome = autoregressive(createRng(5), 200);
  const of = (seed: number) => judge(outcome, { seed, context: quiet });
  expect(await of(1)).toEqual(await of(1));
  expect((await of(1))['rmse']!.low).not.toBe((await of(2))['rmse']!.low);
});
