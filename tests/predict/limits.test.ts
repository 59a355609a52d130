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

test('a set with a drawn edge is the same for the same row, and the smallest goes by each probability alone', async () => {
  const setOf = (rule: 'drawn' | 'smallest', cutoff: number) => {
    const pkg = classPackage({ limits: { ...limits, sets: { ...limits.sets!, rule, cutoffs: Float64Array.of(cutoff, cutoff) } } });
    const ages = Array.from({ length: 60 }, (_, i) => ({ age: 20 + i, sex: 'f', member: false, since: '2001-09-09' }));
    return createScorer(pkg).scoreRows(ages);
  };
  const [first, again] = [setOf('drawn', 0.75), setOf('drawn', 0.75)];
  expect(again).toEqual(first);
  const sizes = first.map(({ set }) => set!.length);
  expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([1, 2]);
  for (const { set, probabilities } of setOf('smallest', 0.6))
    expect(set).toHaveLength(Object.values(probabilities!).filter((share) => share >= 0.4).length);
  const odd = { ...limits, sets: { ...limits.sets!, rule: 'other' as never } };
  await expect(async () => decodePackage(encodePackage(classPackage({ limits: odd })))).rejects.toMatchObject({ code: 'package-damaged' });
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

test('a network that answers says how little speaks for any class; a row by that far out is abstained on, with the measure', () => {
  const marks = Float64Array.from({ length: 101 }, (_, i) => -3 + i / 100);
  const scorer = createScorer(classPackage({ limits: { sets: null, widths: null, distance: null, energy: { marks, n: 500 } } }));
  const [row] = scorer.scoreRows([{ age: 30, sex: 'f', member: false, since: '2001-09-09' }]);
  // scaled age 0, year near 0: the scores are about -0.8 and 0.6, so the energy is about -0.8
  expect(row).toMatchObject({ asFarOut: 1 / 300, farBy: 'energy', abstained: true });
});

test('models beside the model say the ends, by the group that a row says it is of', async () => {
  const tree = numberPackage().model;
  const member = { id: tree.id, params: {}, state: tree.state, recipe: numberPackage().recipe };
  const groups = { column: 'sex', labels: ['f'] };
  const ends: Limits['ends'] = { kind: 'quantiles', method: 'CQR', members: [member, member], margins: Float64Array.of(3, 7), n: 90 };
  const pkg = numberPackage({ limits: { sets: null, widths: null, distance: null, groups, ends } });
  const scorer = createScorer(await decodePackage(encodePackage(pkg)));
  const [known, other] = scorer.scoreRows([
    { age: 42, sex: 'f', since: '2009-05-01' },
    { age: 42, sex: 'm', since: '2009-05-01' }
  ]);
  const half = ({ interval }: { interval?: readonly [number, number] }) => (interval![1] - interval![0]) / 2;
  expect(half(known!)).toBeCloseTo(3, 9);
  expect(half(other!)).toBeCloseTo(7, 9);
  const bad = (change: object) => encodePackage(numberPackage({ limits: { ...pkg.limits!, ends: { ...ends, ...change } as never } }));
  for (const change of [
    { members: [member] },
    { margins: Float64Array.of(3) },
    { margins: Float64Array.of(3, NaN) },
    { kind: 'plus' },
    { kind: 'scaled', members: [member], least: 0 }
  ])
    await expect(async () => decodePackage(bad(change))).rejects.toMatchObject({ code: 'package-damaged' });
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
