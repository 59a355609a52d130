import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn } from '../../../src/core/table.ts';
import { shapesOf } from '../../../src/stages/explain/shapes.ts';
import { classTarget, dataOf, fitModel, numberColumn, numberTarget, score } from '../train/support.ts';

const ROWS = 150;
const rng = createRng(5);
const age = Array.from({ length: ROWS }, () => 20 + Math.floor(50 * rng()));
const job = age.map((_, i) => (i % 9 === 0 ? null : ['smith', 'clerk'][i % 2]!));
const features = { rows: ROWS, columns: [numberColumn('age', age), categoryColumn('job', job)] };
const y = age.map((value, i) => value / 10 + (job[i] === 'smith' ? 1 : 0) + 0.3 * normal(rng));

test.each(['explainable-boosting', 'gam'])('%s: the shapes tell what the scorer adds, with a band', async (id) => {
  const { state } = await fitModel(id, dataOf(features, numberTarget(y)), id === 'gam' ? {} : { interactions: 0 });
  const { shapes, sum, canEdit } = shapesOf(id, state, { outerBags: 5 }, [])!;
  expect([sum, canEdit]).toEqual(['answer', id !== 'gam']);
  expect(shapes[0]!.feature).toBe('age');
  const at = (value: number, name: string | null) =>
    score(id, state, { rows: 1, columns: [numberColumn('age', [value]), categoryColumn('job', [name])] })[0]!;
  const jobs = shapes[1]!.places;
  const of = (level: string) => jobs.find((place) => place.level === level)!.value;
  expect(of('smith') - of('clerk')).toBeCloseTo(at(40, 'smith') - at(40, 'clerk'), 9);
  const inside = shapes[0]!.places.filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to));
  const middle = (place: (typeof inside)[number]) => (place.from! + place.to!) / 2;
  const [low, high] = [inside[1]!, inside.at(-2)!];
  expect(high.value - low.value).toBeCloseTo(at(middle(high), 'smith') - at(middle(low), 'smith'), 9);
  expect(inside.every((place) => place.low! <= place.value && place.high! >= place.value)).toBe(true);
});

test('with three classes each has its shape, and other models have none', async () => {
  const target = classTarget(age.map((value) => (value < 35 ? 'young' : value < 55 ? 'middle' : 'old')));
  const { state } = await fitModel('gam', dataOf(features, target));
  const told = shapesOf('gam', state, {}, target.labels)!;
  expect(told.sum).toBe('log-odds');
  expect(new Set(told.shapes.map((shape) => shape.class))).toEqual(new Set(['young', 'middle', 'old']));
  expect(shapesOf('boosting', {}, {}, [])).toBeNull();
});
