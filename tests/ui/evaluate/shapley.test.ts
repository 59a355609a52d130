import { expect, test } from 'vitest';
import type { InputInfo } from '../../../src/app/api/inputs.ts';
import { contributions } from '../../../src/charts/contributions.ts';
import { fullestPlace, swarmOffsets } from '../../../src/charts/swarm-offsets.ts';
import {
  answerOf,
  contributionsData,
  effectData,
  howSentence,
  mixedSentence,
  partnerOf,
  trustSentence,
  waterfallData,
  type Shapley
} from '../../../src/ui/evaluate/shapley.ts';

const found: Shapley = {
  way: 'trees against rows',
  unit: 'log-odds',
  of: 'yes',
  rows: 3,
  features: ['age', 'sex', 'b + c'],
  columns: [['age'], ['sex'], ['b', 'c']],
  importances: [
    { value: 1, low: 0.8, high: 1.2 },
    { value: 0.5, low: 0.4, high: 0.6 },
    { value: 0, low: 0, high: 0 }
  ],
  values: [
    [1, -0.5, 0],
    [-1, 0.5, 0],
    [1, 0.5, 0]
  ],
  base: 0.2,
  outputs: [0.7, -0.3, 1.7],
  errors: null,
  localError: 1e-15,
  given: [[30, 60, null], ['f', 'm', 'm'], null],
  reasons: ['', '', ''],
  background: 100,
  stability: null,
  isCalibrated: false,
  finding: { holds: true, why: '' }
};
const inputs = [{ name: 'age', type: 'integer' }] as unknown as InputInfo[];

test('bars and dots: numbers are placed among all, levels and gaps are not', () => {
  const { features, answer, isFinding } = contributionsData(found);
  expect(answer).toBe('log-odds of yes');
  expect(isFinding).toBe(true);
  expect(features[0]!.points.map(({ place }) => place)).toEqual([0, 1, null]);
  expect(features[1]!.points.map(({ place }) => place)).toEqual([null, null, null]);
  expect(contributionsData(found, 1).features).toHaveLength(1);
});

test('what is no finding is not told as one', () => {
  const random = { ...found, finding: { holds: false, why: 'It learned from shuffled answers.' } };
  expect(contributions.describe(contributionsData(random))).toMatch(/^No finding, only what this model goes by: “age” moves/);
  expect(contributions.describe(contributionsData(found))).toMatch(/^“age” moves the log-odds of yes by 1 on average/);
});

test('one answer: the largest part first, the rest together, and it ends where the model does', () => {
  const whole = waterfallData(found, 0, inputs);
  expect(whole.parts).toEqual([
    { name: 'age', value: '30', adds: 1 },
    { name: 'sex', value: 'f', adds: -0.5 }
  ]);
  const long = { ...found, features: Array.from({ length: 12 }, (_, j) => `c${j}`), given: Array.from({ length: 12 }, () => null) };
  const many = waterfallData({ ...long, values: [Array.from({ length: 12 }, (_, j) => j + 1)] }, 0, [], 4);
  expect(many.parts.map(({ name }) => name)).toEqual(['c11', 'c10', 'c9', '9 other columns']);
  expect(many.parts.reduce((sum, { adds }) => sum + adds, 0)).toBe(78);
});

test('over its values: gaps are left out, and a mixed column has none', () => {
  expect(effectData(found, 'age', inputs[0])!.points).toEqual([
    { at: 30, adds: 1, place: null },
    { at: 60, adds: -1, place: null }
  ]);
  expect(effectData(found, 'sex', undefined)!.kind).toBe('category');
  expect(effectData(found, 'b + c', undefined)).toBeNull();
});

test('a column is coloured by the one it works most together with', () => {
  const pairs = { method: 'shap-interactions', features: ['sex', 'age', 'b + c'], values: [[1, 0.3, 0], [0.3, 2, 0], [0, 0, 0]] }; // prettier-ignore
  expect(partnerOf(pairs, 'sex')).toEqual({ name: 'age', together: 0.3 });
  expect(partnerOf(pairs, 'b + c')).toBeNull();
  expect(partnerOf(pairs, 'none')).toBeNull();
  expect(effectData(found, 'sex', undefined, partnerOf(pairs, 'sex'))!.points.map(({ place }) => place)).toEqual([0, 1, null]);
});

test('how it was found and how far it can be trusted are said', () => {
  expect(howSentence(found, 'the validation part')).toBe(
    'Of 3 rows of the validation part, against 100 training rows: Shapley values, worked out exactly.'
  );
  expect(howSentence({ ...found, way: 'drawn coalitions' }, 'the validation part')).toContain('has an error of its own');
  expect(trustSentence(found)).toBe('For each row they add up to what the model says (to 12 digits).');
  expect(trustSentence({ ...found, localError: 0.01 })).toContain('miss what the model says by up to 0.01');
  expect(trustSentence({ ...found, errors: [[0.001, 0.02, 0]] })).toContain('largest standard error of a value is 0.02');
  expect(trustSentence({ ...found, stability: { difference: 0.05, share: 0.08 } })).toMatch(
    /Against 100 other training rows a value would be 0.05 off on average, 8\u00a0% of its size\.$/
  );
  expect(mixedSentence(found)).toContain('“b + c” is what the recipe made of several columns at once');
  expect(mixedSentence({ features: ['age'], columns: [['age']] })).toBe('');
  expect(answerOf({ unit: 'answer', of: 'price' })).toBe('price');
});

test('a swarm stacks what stands at one place to both sides, and leaves single points on the line', () => {
  expect(swarmOffsets([0, 1], [0, 1]).map(Math.abs)).toEqual([0, 0]);
  const crowd = [...new Array<number>(20).fill(0.5), 1];
  const offsets = swarmOffsets(crowd, [0, 1]);
  expect(offsets[0]).toBeCloseTo(0, 12);
  expect(new Set(offsets.slice(0, 20)).size).toBe(20);
  expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(1);
  expect(Math.max(...swarmOffsets(crowd, [0, 1], 4))).toBe(1);
  expect(swarmOffsets(new Array<number>(20).fill(0.5), [0, 1]).every((offset) => offset === 0)).toBe(true);
  expect(fullestPlace([[0, 0, 1], [1]], [0, 1])).toBe(2);
});
