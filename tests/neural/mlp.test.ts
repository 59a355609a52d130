import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { isLatheError } from '../../src/core/errors/lathe-error.ts';
import type { Fit, FitContext, TrainingData } from '../../src/core/model.ts';
import { resolveParams } from '../../src/core/params.ts';
import type { PlainRecord } from '../../src/core/plain.ts';
import { createRng, shuffled } from '../../src/core/rng.ts';
import { mlp } from '../../src/neural/models/mlp.ts';
import { mlp as scorer } from '../../src/predict/models/mlp.ts';
import { cpuEngine, fitContext } from './cpu-engine.ts';
import { accuracy, numbers, rings, waves } from './data.ts';

const fit = (data: TrainingData, given: Record<string, unknown> = {}, context: FitContext = fitContext(7)): Promise<Fit> =>
  mlp.fit(data, resolveParams('mlp', mlp.params, given), context);

const codesOf = (data: TrainingData) => (data.target.kind === 'classes' ? data.target.codes : new Int32Array());
const quick = { hiddenLayerSizes: [16, 8], learningRateInit: 0.02, maxIter: 40, batchSize: 32 };

test('learns what no straight line divides', async () => {
  const { state, backend } = await fit(rings(400), quick);
  const fresh = rings(400, 2);
  expect(accuracy(scorer.compile(state)(fresh.features), codesOf(fresh), 2)).toBeGreaterThan(0.97);
  expect(backend).toBe('cpu');
});

test('answers in the unit of a number target', async () => {
  const { state } = await fit(waves(400), quick);
  const fresh = waves(300, 2);
  const predicted = scorer.compile(state)(fresh.features);
  const actual = fresh.target.kind === 'numbers' ? fresh.target.values : new Float64Array();
  const error = Math.sqrt(actual.reduce((sum, value, i) => sum + (value - predicted[i]!) ** 2, 0) / actual.length);
  expect(error).toBeLessThan(30); // the target's standard deviation is about 250
});

test('finds nothing in shuffled labels', async () => {
  const data = rings(600);
  const target = { ...data.target, codes: shuffled(codesOf(data), createRng(3)) } as TrainingData['target'];
  const { state } = await fit({ ...data, target }, quick);
  const fresh = rings(1000, 4);
  const codes = shuffled(codesOf(fresh), createRng(5));
  expect(Math.abs(accuracy(scorer.compile(state)(fresh.features), codes, 2) - 0.5)).toBeLessThan(0.06);
});

test('the same seed gives the same bytes, another seed others', async () => {
  const options = { ...quick, maxIter: 3, dropout: 0.2, batchNorm: true };
  const [one, again, other] = [
    await fit(rings(100), options),
    await fit(rings(100), options),
    await fit(rings(100), options, fitContext(8))
  ];
  expect(again.state).toEqual(one.state);
  expect(again.curve).toEqual(one.curve);
  expect(other.state).not.toEqual(one.state);
});

test.each([
  ['plain', {}],
  ['with dropout, batch norm and tanh', { dropout: 0.3, batchNorm: true, activation: 'tanh' }]
])('goes on from any checkpoint as if it had not stopped, %s', async (_, options) => {
  const checkpoints: PlainRecord[] = [];
  const given = { ...quick, maxIter: 6, ...options };
  const whole = await fit(
    rings(120),
    given,
    fitContext(7, { onCheckpoint: (checkpoint) => checkpoints.push(structuredClone(checkpoint)) })
  );
  expect(checkpoints).toHaveLength(6);
  for (const resumeFrom of [checkpoints[0]!, checkpoints[3]!, checkpoints[5]!]) {
    const resumed = await fit(rings(120), given, fitContext(99, { resumeFrom }));
    expect(resumed.curve).toEqual(whole.curve);
    expect(largestDifference(resumed.state, whole.state)).toBeLessThan(1e-5);
  }
});

function largestDifference(a: PlainRecord, b: PlainRecord): number {
  const flat = (state: PlainRecord) => (state['weights'] as Float32Array[]).flatMap((values) => [...values]);
  const other = flat(b);
  return flat(a).reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
}

test('a row of weight 3 counts like three rows, a row of weight 0 like none', async () => {
  const weighted = { ...rings(40), weights: Float64Array.from({ length: 40 }, (_, i) => [0, 1, 1, 3][i % 4]!) };
  const rows = Array.from({ length: 40 }, (_, i) => Array.from({ length: [0, 1, 1, 3][i % 4]! }, () => i)).flat();
  const base = rings(40);
  const repeated: TrainingData = {
    features: numbers(
      Object.fromEntries(base.features.columns.map((c) => [c.name, rows.map((i) => (c.kind === 'number' ? c.values[i]! : 0))]))
    ),
    target: { ...base.target, codes: Int32Array.from(rows, (i) => codesOf(base)[i]!) } as TrainingData['target'],
    weights: null
  };
  const options = { ...quick, earlyStopping: false, batchSize: 1000, alpha: 0, maxIter: 10 };
  const [one, other] = [await fit(weighted, options), await fit(repeated, options)];
  const [a, b] = [scorer.compile(one.state)(base.features), scorer.compile(other.state)(base.features)];
  expect(Math.max(...a.map((value, i) => Math.abs(value - b[i]!)))).toBeLessThan(1e-4);
});

test('keeps the weights of the best epoch on held-out rows and reports the curve', async () => {
  const points: number[] = [];
  const { curve, notes } = await fit(
    rings(200),
    { ...quick, learningRateInit: 0.2, maxIter: 60, nIterNoChange: 5 },
    fitContext(7, { onCurve: (p) => points.push(p.step) })
  );
  const losses = curve.map((point) => point.validation!);
  const best = losses.indexOf(Math.min(...losses)) + 1;
  expect(notes.find(({ code }) => code === 'early-stopping')?.message).toContain(`epoch ${best} of ${curve.length}`);
  expect(curve.length).toBeLessThan(60);
  expect(points).toEqual(curve.map(({ step }) => step));
});

test('a larger alpha makes smaller weights', async () => {
  const size = async (alpha: number) => {
    const { state } = await fit(rings(200), { ...quick, maxIter: 10, alpha });
    return (state['weights'] as Float32Array[]).reduce((sum, values) => sum + values.reduce((s, value) => s + value * value, 0), 0);
  };
  expect(await size(20)).toBeLessThan(0.7 * (await size(0)));
});

test('says so when it diverges', async () => {
  const data = waves(60);
  const features = numbers(
    Object.fromEntries(
      data.features.columns.map((c) => [c.name, Array.from({ length: 60 }, (_, i) => (c.kind === 'number' ? c.values[i]! * 1e38 : 0))])
    )
  );
  await expect(fit({ ...data, features }, quick)).rejects.toMatchObject({ code: 'training-diverged', context: { epoch: 1 } });
});

test('refuses what a network can not take, before it starts', async () => {
  const data = waves(30);
  const withValue = (value: number) => ({ ...data, features: numbers({ a: [value, ...Array.from({ length: 29 }, (_, i) => i)] }) });
  await expect(fit(withValue(NaN))).rejects.toMatchObject({ code: 'feature-missing' });
  await expect(fit(withValue(Infinity))).rejects.toMatchObject({ code: 'value-too-large' });
  await expect(fit(withValue(1e300))).rejects.toMatchObject({ code: 'value-too-large' });
  await expect(fit({ ...data, features: { rows: 30, columns: [] } })).rejects.toMatchObject({ code: 'no-features' });
  await expect(fit({ ...data, weights: new Float64Array(30) })).rejects.toMatchObject({ code: 'too-few-rows' });
  await expect(fit(data, { hiddenLayerSizes: Array.from({ length: 11 }, () => 4) })).rejects.toMatchObject({ code: 'param-out-of-range' });
});

test('a constant target and a constant feature give finite answers', async () => {
  const data: TrainingData = {
    features: numbers({ a: [1, 1, 1, 1], b: [1, 2, 3, 4] }),
    target: { kind: 'numbers', name: 'y', values: new Float64Array(4).fill(5) },
    weights: null
  };
  const { state } = await fit(data, { ...quick, maxIter: 200 });
  for (const value of scorer.compile(state)(data.features)) expect(Math.abs(value - 5)).toBeLessThan(0.3);
});

test('stops within 100 ms of being told to, and frees everything', async () => {
  await cpuEngine();
  const before = tf.memory().numTensors;
  const stop = new AbortController();
  const running = fit(rings(2000), { maxIter: 10_000 }, fitContext(7, { signal: stop.signal }));
  await new Promise((resolve) => setTimeout(resolve, 200));
  const told = performance.now();
  stop.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(performance.now() - told).toBeLessThan(100);
  expect(tf.memory().numTensors).toBe(before);
});

test('leaves no tensor behind, whether it ends well or badly', async () => {
  await cpuEngine();
  const before = tf.memory().numTensors;
  await fit(rings(100), { ...quick, maxIter: 3, dropout: 0.2, batchNorm: true }, fitContext(7, { onCheckpoint: () => undefined }));
  expect(tf.memory().numTensors).toBe(before);
  await fit(rings(100), quick, fitContext(7, { onCurve: () => Promise.reject(new Error('x')).catch(() => undefined) }));
  const thrown = fit(rings(100), quick, fitContext(7, { onCurve: () => { throw new Error('the screen broke'); } })); // prettier-ignore
  await expect(thrown).rejects.toThrow('the screen broke');
  expect(tf.memory().numTensors).toBe(before);
});

test('a lost device ends the training with the reason, even when a read never settles', async () => {
  const device = new AbortController();
  const reason = new Error('the device went away');
  const context = fitContext(7, { openEngine: () => cpuEngine(device.signal), onCurve: ({ step }) => step === 2 && device.abort(reason) });
  const error: unknown = await fit(rings(200), { ...quick, maxIter: 500 }, context).catch((thrown: unknown) => thrown);
  expect(error).toBe(reason);
  expect(isLatheError(error)).toBe(false);
});

test('says which features were not scaled', async () => {
  const { notes } = await fit(
    {
      ...waves(30),
      features: numbers({ near: Array.from({ length: 30 }, () => 0.5), far: Array.from({ length: 30 }, (_, i) => 1000 + i) })
    },
    { ...quick, maxIter: 1 }
  );
  expect(notes.find(({ code }) => code === 'features-unscaled')?.message).toContain('Not scaled: far.');
});

test('the state is plain data that clones, and the inputs stay as they were', async () => {
  const data = rings(60);
  const copy = structuredClone(data);
  const { state } = await fit(data, { ...quick, maxIter: 2 });
  expect(data).toEqual(copy);
  const scores = scorer.compile(state)(data.features);
  expect(scorer.compile(structuredClone(state))(data.features)).toEqual(scores);
});
