import { expect, test } from 'vitest';
import { decodePackage, encodePackage } from '../../src/predict/package-file.ts';
import type { Limits } from '../../src/predict/limits-type.ts';
import { createScorer } from '../../src/predict/scorer.ts';
import { classPackage, numberPackage } from './test-packages.ts';

const limits: Limits = {
  sets: { method: 'adaptive', cutoffs: Float64Array.of(0.8, 0.8), penalty: 0, free: 0, n: 100 },
  widths: null,
  distance: {
    columns: ['age', 'sex = f'],
    centre: Float64Array.of(0, 0.5),
    whiten: Float64Array.of(1, 0, 2),
    marks: Float64Array.from({ length: 100 }, (_, i) => (i + 1) / 10),
    n: 200
  }
};

test('a package that knows its limits says which classes may be right and how far out a row lies', () => {
  const scorer = createScorer(classPackage({ limits }));
  const [usual, far] = scorer.scoreRows([
    { age: 30, sex: 'f', member: false, since: '2001-09-09' },
    { age: 79, sex: 'f', member: false, since: '2001-09-09' }
  ]);
  expect(usual!.set).toContain(usual!.prediction);
  expect(usual!.asFarOut).toBe(0.9);
  expect(usual!.abstained).toBe(usual!.set!.length > 1 ? true : undefined);
  expect(far).toMatchObject({ asFarOut: 0.005, abstained: true });
});

test('without limits an answer has none of it', () => {
  const [row] = createScorer(classPackage()).scoreRows([{ age: 30, sex: 'f' }]);
  for (const key of ['set', 'asFarOut', 'abstained']) expect(row).not.toHaveProperty(key);
});

test('ends by stretch take the place of one width', () => {
  const widths = { method: 'by stretch', edges: Float64Array.of(0), below: Float64Array.of(1, 10), above: Float64Array.of(2, 20), n: 100 };
  const rows = [{ age: 42, sex: 'm', since: '2009-05-01' }];
  const [plain] = createScorer(numberPackage()).scoreRows(rows);
  const [own] = createScorer(numberPackage({ limits: { sets: null, widths, distance: null } })).scoreRows(rows);
  const value = own!.prediction as number;
  expect(value).toBe(plain!.prediction);
  expect(own!.interval).toEqual(value > 0 ? [value - 10, value + 20] : [value - 1, value + 2]);
});

test('limits go into the file and come back; broken ones are refused', async () => {
  const back = await decodePackage(encodePackage(classPackage({ limits })));
  expect(back.limits).toEqual(limits);
  const bad = (change: Partial<Limits>) => encodePackage(classPackage({ limits: { ...limits, ...change } }));
  const short = { ...limits.distance!, whiten: Float64Array.of(1) };
  const lacking = { ...limits.sets!, cutoffs: Float64Array.of(0.8) };
  const wild = { ...limits.sets!, cutoffs: Float64Array.of(NaN, 0.8) };
  for (const change of [{ distance: short }, { sets: lacking }, { sets: wild }])
    await expect(async () => decodePackage(bad(change))).rejects.toMatchObject({ code: 'package-damaged' });
});
