import { describe, expect, test } from 'vitest';
import type { TrainingData } from '../../../src/core/model.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { classTarget, dataOf, fitContext, fitModel, gaussian, numberTable, numberTarget } from './support.ts';

const [a, b, c] = gaussian(240, 3, 5) as [Float64Array, Float64Array, Float64Array];
const features = numberTable({ a, b, c });
const classes = dataOf(features, classTarget(Array.from(a, (x, i) => (x + b[i]! > 0.6 ? 'high' : x - c[i]! < -0.5 ? 'low' : 'middle'))));
const numbers = dataOf(features, numberTarget(Array.from(a, (x, i) => 3 * x + b[i]! * c[i]!)));

test.each([
  ['three classes', classes, {}],
  ['drawn rows and features', numbers, { subsample: 0.6, maxFeatures: 0.7, colsampleByTree: 0.8 }],
  ['early stopping', numbers, { earlyStopping: 'on', nIterNoChange: 3, maxIter: 60, learningRate: 0.4 }],
  ['a loss whose leaves are medians', numbers, { loss: 'absolute_error' }],
  ['rounds that leave others out', classes, { booster: 'dart', dropRate: 0.3 }]
])('boosting goes on from any checkpoint to the same bytes: %s', async (_, data, changed) => {
  const params = { maxIter: 12, maxLeafNodes: 6, minSamplesLeaf: 5, ...changed };
  const kept: PlainRecord[] = [];
  const whole = await fitModel('boosting', data, params, fitContext(3, { onCheckpoint: (state) => kept.push(structuredClone(state)) }));
  expect(kept.length).toBeGreaterThan(4);
  for (const resumeFrom of [kept[0]!, kept[4]!, kept.at(-1)!]) {
    const resumed = await fitModel('boosting', data, params, fitContext(3, { resumeFrom }));
    expect(resumed).toEqual(whole);
  }
});

test('no checkpoint is taken that is not due', async () => {
  const kept: PlainRecord[] = [];
  await fitModel(
    'boosting',
    numbers,
    { maxIter: 5 },
    fitContext(3, { onCheckpoint: (state) => kept.push(state), wantsCheckpoint: () => false })
  );
  expect(kept).toEqual([]);
});

describe('more trees are added to those of an earlier fit, to the same bytes as if all had been grown at once', () => {
  const more = { boosting: 'maxIter', forest: 'nEstimators', 'extra-trees': 'nEstimators' } as const;
  const asked: readonly (readonly [keyof typeof more, TrainingData, Record<string, unknown>])[] = [
    ['boosting', classes, { subsample: 0.7 }],
    ['boosting', numbers, { booster: 'dart', dropRate: 0.3 }],
    ['boosting', numbers, { earlyStopping: 'on', nIterNoChange: 2, learningRate: 0.6 }],
    ['forest', classes, {}],
    ['forest', numbers, { maxFeatures: 'sqrt' }],
    ['extra-trees', numbers, { minSamplesLeaf: 3 }]
  ];
  test.each(asked)('%s', async (id, data, params) => {
    const fitTo = (count: number, context = fitContext(4)) => fitModel(id, data, { ...params, [more[id]]: count }, context);
    let kept: { rounds: number; state: PlainRecord } | undefined;
    const onEnd = (rounds: number, state: PlainRecord) => (kept = { rounds, state: structuredClone(state) });
    const first = await fitTo(7, fitContext(4, { onEnd }));
    expect(kept!.rounds).toBeLessThanOrEqual(7);
    const whole = await fitTo(15);
    expect(await fitTo(15, fitContext(4, { resumeFrom: kept!.state }))).toEqual(whole);
    if (!('earlyStopping' in params)) expect(whole.state).not.toEqual(first.state);
  });
});
