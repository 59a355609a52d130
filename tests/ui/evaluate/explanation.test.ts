import { describe, expect, test } from 'vitest';
import type { Anchor, DecisionField, LineAround, PictureHeat } from '../../../src/app/api/explaining.ts';
import type { InputInfo } from '../../../src/app/api/inputs.ts';
import type { Explanation } from '../../../src/app/api/judging.ts';
import { decisionField } from '../../../src/charts/decision-field.ts';
import { conditionalData, differenceSentence, importanceText } from '../../../src/ui/evaluate/explained.ts';
import {
  anchorTrust,
  fieldData,
  heatData,
  heatTrust,
  lineData,
  lineTrust,
  slopesTrust
} from '../../../src/ui/evaluate/explanation/local-words.ts';
import { orderedColumns, requestOf, waysFor } from '../../../src/ui/evaluate/explanation/ways.ts';

const metric = (value: number, half = 0.02, n = 200) => ({ value, low: value - half, high: value + half, method: 'test', n });
const input = (name: string, type: InputInfo['type']) => ({ name, type }) as InputInfo;
const inputs = [input('age', 'number'), input('day', 'time'), input('sex', 'category')];

describe('ways to explain a row', () => {
  const valuesOf = (model: string, isImage = false, some = inputs) => waysFor({ model, inputs: some, isImage }).map(({ value }) => value);

  test('are those that fit the model and what it is given', () => {
    expect(valuesOf('boosting')).toEqual(['shap', 'lime', 'anchor', 'decision-field', 'counterfactual']);
    expect(valuesOf('mlp')).toContain('integrated-gradients');
    expect(valuesOf('boosting', false, [inputs[0]!, inputs[2]!])).not.toContain('decision-field');
    expect(valuesOf('cnn', true)).toEqual(['occlusion', 'grad-cam', 'integrated-gradients']);
    expect(valuesOf('forest', true)).toEqual(['occlusion']);
    expect(orderedColumns(inputs)).toEqual(['age', 'day']);
  });

  test('ask about the row, the class it is answered with, and the pair', () => {
    expect(requestOf('lime', { age: 3 }, 'yes')).toEqual({ method: 'lime', given: [{ age: 3 }], of: 'yes' });
    expect(requestOf('decision-field', { age: 3 }, null, ['a', 'b'])).toEqual({ method: 'decision-field', given: [{ age: 3 }], feature: 'a', with: 'b' }); // prettier-ignore
  });
});

describe('how far a line and a rule can be trusted', () => {
  const line = {
    ...{
      method: 'lime',
      features: ['age'],
      of: 'yes',
      unit: 'probability',
      base: 0.1,
      local: 0.62,
      output: 0.7,
      scored: 10_000,
      sentence: ''
    },
    parts: [{ column: 'age', condition: '“age” is above 30', adds: metric(0.5) }],
    ...{ fidelity: metric(0.31), overlap: metric(0.8, 0.1), ranks: metric(0.9) }
  } as LineAround;

  test('its fit, its own answer and its stability are told', () => {
    expect(lineData(line)).toEqual({ answer: 'probability of yes', parts: [{ condition: '“age” is above 30', adds: 0.5, low: 0.48, high: 0.52 }] }); // prettier-ignore
    const told = lineTrust(line);
    expect(told).toContain('31\u00a0% (29\u00a0% to 33\u00a0%)');
    expect(told).toContain('Of the row itself it says 62\u00a0%, the model 70\u00a0%.');
    expect(told).toContain('overlap by 80\u00a0% (70\u00a0% to 90\u00a0%)');
    expect(lineTrust({ ...line, ranks: metric(NaN) })).not.toContain('Spearman');
  });

  test('the rows that a rule holds for are told, and that they are few or none', () => {
    const rule = { conditions: ['a'], answered: 'called “yes”', among: metric(0.9, 0.05, 10), coverage: metric(0.2), scored: 5000 } as unknown as Anchor; // prettier-ignore
    expect(anchorTrust(rule)).toContain(
      'Of 10 held-out rows it holds for, 90\u00a0% (85\u00a0% to 95\u00a0%) are called “yes”. These are few rows.'
    );
    expect(anchorTrust({ ...rule, among: { ...metric(NaN), n: 0 } })).toContain('It holds for no held-out row');
    expect(anchorTrust({ ...rule, coverage: metric(0.001) })).toContain('hardly any row but this one');
  });
});

describe('a field', () => {
  const field = {
    ...{ method: 'decision-field', features: ['age', 'day'], of: 'yes', labels: ['no', 'yes'], isTypical: false, rows: 2 },
    ...{
      grids: [
        [0, 1, 2],
        [0, 86_400_000]
      ],
      values: [[0.2], [0.8]],
      codes: [[0], [1]],
      at: [1.5, null]
    },
    points: [
      { x: 0.5, y: 1, cell: [0, 0], actual: 'no', answer: 'no' },
      { x: 1.5, y: 1, cell: [1, 0], actual: 'no', answer: 'yes' }
    ],
    agreement: metric(0.75)
  } as unknown as DecisionField;

  test('has its rows in its cells, told rightly or not, and no place for a row without a value', () => {
    const data = fieldData(field, inputs);
    expect(data.cells.map(({ code, rows, right }) => [code, rows, right])).toEqual([[0, 1, 1], [1, 1, 0]]); // prettier-ignore
    expect(data.kinds).toEqual(['number', 'time']);
    expect(data.at).toEqual([]);
    expect(data.points.map(({ code, isRight }) => [code, isRight])).toEqual([[0, true], [0, false]]); // prettier-ignore
    expect(decisionField.describe(data)).toBe(
      'Over “age” and “day”, the other columns as this row has them, “no” is called on 50\u00a0% of the field and “yes” is called on 50\u00a0%. It calls 75\u00a0% (73\u00a0% to 77\u00a0%) of 2 held-out rows on it as the model does by all of their columns.'
    );
    expect(decisionField.table(data).rows[0]).toEqual(['0', '1', '1970-01-01', '1970-01-02', 'no', 0.2, 1, 1]);
  });

  test('of a number says how much of the answers it accounts for, or that it tells nothing', () => {
    const numbers = { ...field, labels: null, codes: null, of: 'price', values: [[10], [30]] };
    expect(decisionField.describe(fieldData(numbers, inputs))).toContain('the price goes from 10 to 30. It accounts for 75\u00a0%');
    expect(decisionField.describe(fieldData({ ...numbers, agreement: metric(-0.3) }, inputs))).toContain('other columns decide');
  });
});

test('slopes tell whether they add up, and what another baseline would have said', () => {
  expect(slopesTrust({ steps: 31, gap: 0.0004, isComplete: true, otherBaseline: { base: 0.2, overlap: 1 } })).toBe(
    'The parts add up to the way between the two answers to < 0.1\u00a0%, in 31 steps. From a typical row in place of the mean of training rows, the three largest are the same.'
  );
  expect(slopesTrust({ steps: 20_000, gap: 0.2, isComplete: false })).toContain('take them as rough');
});

test('a heat map says whether what it calls warm matters', () => {
  const found = { of: '7', width: 2, height: 1, heat: [0.4, -0.1], check: { share: 0.1, now: 0.9, warmest: 0.2, random: metric(0.8) } } as unknown as PictureHeat; // prettier-ignore
  expect(heatTrust(found)).toContain('matters');
  expect(heatTrust({ ...found, check: { ...found.check, warmest: 0.85 } })).toContain('no more than');
  const { pixels } = heatData(found, { width: 2, height: 1, channels: 3, pixels: [1, 2, 3, 4, 5, 6] }, true);
  expect(pixels).toEqual([{ x: 0, y: 0, colour: [1, 2, 3], heat: 0.4 }, { x: 1, y: 0, colour: [4, 5, 6], heat: -0.1 }]); // prettier-ignore
});

describe('shuffling among rows alike', () => {
  const importances = (...values: number[]) => values.map((value) => ({ ...metric(value, 0.01), deviation: 0.01 }));
  const alone = {
    method: 'permutation',
    metric: 'roc_auc',
    features: ['a', 'b'],
    importances: importances(0.3, 0.2)
  } as unknown as Explanation;
  const within = { ...alone, features: ['b', 'a'], importances: importances(0.19, 0.02), given: [[], ['c', 'd']], known: [0, 0.9] } as unknown as Explanation; // prettier-ignore

  test('is shown beside shuffling among all, and it is said where they differ most and why', () => {
    expect(conditionalData(within, alone).features.map(({ name, beside }) => [name, beside])).toEqual([['b', 0.2], ['a', 0.3]]); // prettier-ignore
    expect(differenceSentence(within, alone)).toBe(
      '“a” is worth 0.3 among all rows and 0.02 beyond the others: “c” and “d” tell 90\u00a0% of how it varies. Of 2 columns, 1 is surely worth less so.'
    );
    expect(differenceSentence({ ...within, given: [[], []] } as unknown as Explanation, alone)).toContain('No column is surely worth less');
    expect(importanceText('roc_auc', 'the validation part', 'within')).toBe(
      'Each column is shuffled among those rows of the validation part that are alike in what goes together with it, ten times; what the score loses is what the column is worth beyond the others to this model.'
    );
  });
});
