import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../../src/core/rng.ts';
import type { NumberColumn, Table } from '../../../../src/core/table.ts';
import type { Target } from '../../../../src/core/target.ts';
import { finish } from '../../../../src/kernels/work.ts';
import { fOf } from '../../../../src/stages/prepare/selection/f-test.ts';
import { mutualInformation } from '../../../../src/stages/prepare/selection/mutual-information.ts';
import { fit, namesOf, numbers, oracle, table, type Asked } from './support.ts';

const known = oracle as unknown as Record<string, number[]>;
const signals = table(oracle['signals']!);
const columns = signals.columns.map((column) => (column as NumberColumn).values);
const told: Target = { kind: 'numbers', name: 'told', values: Float64Array.from(known['told']!) };
const three: Target = { kind: 'classes', name: 'three', codes: Int32Array.from(known['three']!), labels: ['a', 'b', 'c'] };
const places = (list: readonly number[]) => list.map((place) => `x${place}`);
const keptBy = async (asked: Asked, target: Target, rows: Table = signals) => namesOf((await fit(asked, rows, target)).table);
const largest = (scores: readonly number[], count: number) =>
  [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, count).sort((a, b) => a - b); // prettier-ignore

describe('agrees with scikit-learn', () => {
  test('F of classes and of numbers', async () => {
    columns.forEach((values, j) => {
      expect(fOf(values, three) / known['fClasses']![j]! - 1).toBeCloseTo(0, 9);
      expect(fOf(values, told) / known['fNumbers']![j]! - 1).toBeCloseTo(0, 9);
    });
    expect(await keptBy({ kind: 'select-best', params: { k: 4 } }, told)).toEqual(places(largest(known['fNumbers']!, 4)));
  });

  test('mutual information with classes and with numbers', async () => {
    const of = (values: Float64Array, target: Target) => finish(mutualInformation(values, target, 3, createRng(1)));
    columns.forEach((values, j) => {
      expect(of(values, three)).toBeCloseTo(known['informationClasses']![j]!, 9);
      expect(of(values, told)).toBeCloseTo(known['informationNumbers']![j]!, 9);
    });
    const params = { k: 5, scoreFunc: 'mutual-information' };
    expect(await keptBy({ kind: 'select-best', params }, three)).toEqual(places(largest(known['informationClasses']!, 5)));
  });

  test('a lasso, and recursive elimination', async () => {
    expect(await keptBy({ kind: 'select-by-model' }, told)).toEqual(places(known['lasso']!));
    const four = { nFeaturesToSelect: 4, step: 1 };
    expect(await keptBy({ kind: 'eliminate', params: four }, told)).toEqual(places(known['eliminated']!));
    const pairs = { nFeaturesToSelect: 3, step: 2 };
    expect(await keptBy({ kind: 'eliminate', params: pairs }, three)).toEqual(places(known['eliminatedPairs']!));
  });
});

/** Two columns tell the answer together, a third by its square; the others are noise. */
function planted(rows: number, noise: number, seed = 3) {
  const rng = createRng(seed);
  const values = Array.from({ length: noise + 3 }, () => Array.from({ length: rows }, () => normal(rng)));
  const answer = values[0]!.map((x, i) => 2 * x - 2 * values[1]![i]! + 1.5 * values[2]![i]! ** 2 + 0.5 * normal(rng));
  const given = numbers(Object.fromEntries(values.map((own, j) => [j < 3 ? `signal ${j}` : `noise ${j}`, own])));
  const target: Target = { kind: 'numbers', name: 'answer', values: Float64Array.from(answer) };
  return { given, target };
}

test('a forest and Boruta find what bends, and Boruta hardly anything else', async () => {
  const { given, target } = planted(250, 9);
  const signalsOnly = ['signal 0', 'signal 1', 'signal 2'];
  expect(await keptBy({ kind: 'select-by-model', params: { estimator: 'forest', nEstimators: 60 } }, target, given)).toEqual(signalsOnly);
  const kept = await keptBy({ kind: 'boruta', params: { nEstimators: 40 } }, target, given);
  expect(kept.slice(0, 3)).toEqual(signalsOnly);
  // What the rows tie to the answer by chance, a forest on the same rows finds in every round.
  expect(kept.length).toBeLessThanOrEqual(4);
});

test('shuffled answers: Boruta confirms hardly a column in twenty tables', async () => {
  let confirmed = 0;
  for (let seed = 0; seed < 20; seed++) {
    const { given } = planted(60, 5, 50 + seed);
    const rng = createRng(seed);
    const target: Target = {
      kind: 'classes',
      name: 'y',
      codes: Int32Array.from({ length: 60 }, () => (rng() < 0.5 ? 0 : 1)),
      labels: ['a', 'b']
    };
    const { notes } = await fit({ kind: 'boruta', params: { nEstimators: 10, maxIter: 12 } }, given, target);
    if (!notes.some(({ code }) => code === 'none-good-enough')) confirmed++;
  }
  // Forests on the same rows see the same chance ties round after round, so more than one in twenty may be confirmed, but not most.
  expect(confirmed).toBeLessThanOrEqual(6);
});

test('what does not vary has no score and goes first; gaps are left out of an F, and filled with means for a model', async () => {
  const x = Array.from({ length: 30 }, (_, i) => i);
  const given = numbers({
    same: x.map(() => 1),
    none: x.map(() => NaN),
    gappy: x.map((v) => (v % 7 === 3 ? NaN : v)),
    x: x.map((v) => -v)
  });
  const target: Target = { kind: 'numbers', name: 'y', values: Float64Array.from(x, (v) => v + (v % 3)) };
  for (const asked of [
    { kind: 'select-best', params: { k: 2 } },
    { kind: 'select-best', params: { k: 2, scoreFunc: 'mutual-information' } },
    { kind: 'eliminate', params: { nFeaturesToSelect: 2 } }
  ])
    expect(await keptBy(asked, target, given), JSON.stringify(asked)).toEqual(['gappy', 'x']);
  expect(await keptBy({ kind: 'low-variance' }, target, given)).toEqual(['gappy', 'x']);
  expect(await keptBy({ kind: 'low-variance', params: { threshold: 1e6 } }, target, given)).toEqual([]);
});

test('where no column is good enough the best alone is kept, and told', async () => {
  const { given, target } = planted(40, 4);
  const { table: after, notes } = await fit({ kind: 'select-by-model', params: { alpha: 1 } }, given, target);
  expect(after.columns).toHaveLength(1);
  expect(notes.map(({ code }) => code)).toEqual(['none-good-enough', 'columns-chosen']);
});

test('without answers a step that looks at them says so', async () => {
  for (const kind of ['select-best', 'select-by-model', 'eliminate', 'boruta'])
    await expect(fit({ kind }, signals)).rejects.toMatchObject({ code: 'step-needs-target' });
});

test('one row and one class are no fault', async () => {
  const single: Target = { kind: 'classes', name: 'y', codes: Int32Array.of(1), labels: ['a', 'b'] };
  const same: Target = { kind: 'classes', name: 'y', codes: Int32Array.of(1, 1, 1), labels: ['a', 'b'] };
  for (const kind of ['select-best', 'select-by-model', 'eliminate', 'boruta', 'low-variance']) {
    await fit({ kind }, numbers({ x: [1], y: [2] }), single);
    await fit({ kind }, numbers({ x: [1, 2, 3], y: [2, 2, NaN] }), same);
  }
});

test('more than a thousand columns are not weighed against each other', async () => {
  const wide = numbers(Object.fromEntries(Array.from({ length: 1001 }, (_, j) => [`x${j}`, [1, 2]])));
  const target: Target = { kind: 'numbers', name: 'y', values: Float64Array.of(1, 2) };
  await expect(fit({ kind: 'eliminate' }, wide, target)).rejects.toMatchObject({ code: 'too-many-to-eliminate' });
});
