import { describe, expect, test } from 'vitest';
import type { InputInfo } from '../../../src/app/api/inputs.ts';
import type { ScoredRow } from '../../../src/app/api/judging.ts';
import { createRng } from '../../../src/core/rng.ts';
import { atThreshold } from '../../../src/ui/evaluate/curves.ts';
import type { ClassLine, Evaluation } from '../../../src/ui/evaluate/evaluation.ts';
import { inOrder, likeliest, singleChanges, turningSentence } from '../../../src/ui/evaluate/what-if.ts';
import { rowOf, stepOf, typicalRow } from '../../../src/ui/kit/model-row.ts';
import { betAnswer, shaken, shakenSentence, underImbalance } from '../../../src/ui/evaluate/why.ts';

const inputs: InputInfo[] = [
  { name: 'age', type: 'integer', range: [0, 80], typical: 30 },
  { name: 'sex', type: 'category', labels: ['f', 'm'], typical: 'm' },
  { name: 'alone', type: 'boolean', labels: ['false', 'true'], typical: 'true' }
];
const says = (prediction: string, yes: number): ScoredRow => ({ prediction, probabilities: { yes, no: 1 - yes }, warnings: [] });
const metric = (value: number) => ({ value, low: value, high: value, method: 'test', n: 10 });

describe('what if', () => {
  test('rows begin typical or stored, booleans as their labels', () => {
    expect(typicalRow(inputs)).toEqual({ age: 30, sex: 'm', alone: 'true' });
    expect(rowOf(inputs, { age: null, sex: 'f', alone: false, other: 1 })).toEqual({ age: null, sex: 'f', alone: 'false' });
  });

  test('what matters most comes first', () =>
    expect(inOrder(inputs, ['sex', 'age']).map((input) => input.name)).toEqual(['sex', 'age', 'alone']));

  test('sliders step by round amounts', () => {
    expect(stepOf(inputs[0]!)).toBe(1);
    expect(stepOf({ name: 'x', type: 'number', range: [0, 30], typical: 1 })).toBeCloseTo(0.1);
    expect(stepOf({ name: 'x', type: 'number', range: [2, 2], typical: 2 })).toBe(0.01);
  });

  test('single changes stay within what was seen, and leave the row’s own value out', () => {
    const changes = singleChanges(inputs, { age: 40, sex: 'm', alone: 'true' });
    const ages = changes.filter((change) => change.column === 'age');
    expect(ages.every(({ value }) => Number(value) >= 0 && Number(value) <= 80 && value !== 40)).toBe(true);
    expect(changes.filter((change) => change.column === 'sex').map((change) => change.value)).toEqual(['f']);
  });

  test('the nearest change that turns the answer is told', () => {
    const row = { age: 40, sex: 'm', alone: 'true' };
    const changes = singleChanges(inputs, row);
    const scores = changes.map(({ column, value }) => (column === 'age' && Number(value) <= 15 ? says('yes', 0.7) : says('no', 0.2)));
    expect(turningSentence(changes, scores, says('no', 0.2), row)).toBe(
      'The smallest single change that turns it over: “age” from 40 to 15 makes it “yes”.'
    );
    expect(
      turningSentence(
        changes,
        changes.map(() => says('no', 0.1)),
        says('no', 0.2),
        row
      )
    ).toContain('No single change');
  });

  test('of a number the column with the widest reach is told', () => {
    const row = { age: 40, sex: 'm', alone: 'true' };
    const changes = singleChanges(inputs, row);
    const scores = changes.map(({ column, value }): ScoredRow => ({
      prediction: column === 'age' ? Number(value) * 10 : 400,
      warnings: []
    }));
    expect(turningSentence(changes, scores, { prediction: 400, warnings: [] }, row)).toBe(
      '“age” alone moves the answer most: from 0 to 800.'
    );
  });

  test('classes are shown by probability', () => expect(likeliest(says('no', 0.2)).map((bar) => bar.label)).toEqual(['no', 'yes']));
});

describe('the drawer', () => {
  const line = (label: string, actual: number, recall: number): ClassLine => ({
    label,
    actual,
    predicted: actual,
    precision: metric(recall),
    recall: metric(recall),
    f1: recall
  });
  test('the rarer the class, the better blindness looks', () => {
    const classes = [line('ill', 20, 0.5), line('well', 80, 1)];
    expect(underImbalance(classes, 0.5)).toEqual({ blind: 0.5, model: 0.75, balanced: 0.75 });
    expect(underImbalance(classes, 0.01)!.blind).toBeCloseTo(0.99);
    expect(underImbalance(classes, 0.01)!.model).toBeCloseTo(0.995);
    expect(underImbalance([line('well', 80, 1)], 0.1)).toBeNull();
  });

  test('shaking moves numbers only, within the amount, the same for the same seed', () => {
    const make = () => shaken(inputs, { age: 40, sex: 'm', alone: null }, { amount: 0.1, copies: 50, rng: createRng(1) });
    const rows = make();
    expect(rows).toHaveLength(50);
    expect(rows.every((row) => Math.abs(Number(row['age']) - 40) <= 8 && row['sex'] === 'm' && row['alone'] === null)).toBe(true);
    expect(new Set(rows.map((row) => row['age'])).size).toBeGreaterThan(40);
    expect(make()).toEqual(rows);
  });

  test('turned answers are counted', () => {
    expect(shakenSentence(says('no', 0.2), [says('no', 0.3), says('yes', 0.6)], 0.05)).toContain(
      '1 of 2 copies are answered otherwise than no'
    );
    expect(
      shakenSentence(
        { prediction: 10, warnings: [] },
        [9, 10, 11].map((prediction) => ({ prediction, warnings: [] })),
        0.05
      )
    ).toContain('between 9 and');
  });

  test('the bet is honest about what was chosen by', () => {
    const score = { value: 0.9, low: 0.8, high: 0.95, method: 'DeLong', n: 100 };
    expect(betAnswer('roc_auc', score, { candidates: 5, openings: 0 })).toContain('out of 5');
    expect(betAnswer('roc_auc', score, { candidates: 1, openings: 2 })).toContain('opened 2 times');
  });
});

test('a threshold is read off the curve, the model’s own off the confusion table beside it', () => {
  const point = (threshold: number, truePositiveRate: number, falsePositiveRate: number) => ({
    threshold,
    truePositiveRate,
    falsePositiveRate
  });
  const classes = [
    { label: 'no', actual: 40, predicted: 37 },
    { label: 'yes', actual: 10, predicted: 13 }
  ];
  const evaluation = {
    confusion: { labels: ['no', 'yes'], counts: [[33, 7], [4, 6]], classes }, // prettier-ignore
    decision: { positive: 'yes', threshold: 0.37 },
    roc: [{ label: 'yes', curve: { points: [point(Infinity, 0, 0), point(0.8, 0.5, 0.1), point(0.3, 1, 0.5)], best: null } }]
  } as unknown as Evaluation;
  expect(atThreshold(evaluation, 0.5)).toEqual({ threshold: 0.5, found: 5, missed: 5, falseAlarms: 4, rightlyLeft: 36 });
  expect(atThreshold(evaluation, 0.95)).toMatchObject({ found: 0, falseAlarms: 0 });
  expect(atThreshold(evaluation, 0.1)).toMatchObject({ found: 10, falseAlarms: 20 });
  expect(atThreshold(evaluation, 0.37)).toEqual({ threshold: 0.37, found: 6, missed: 4, falseAlarms: 7, rightlyLeft: 33 });
  expect(atThreshold({ ...evaluation, roc: [] }, 0.5)).toBeNull();
});
