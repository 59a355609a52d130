import { describe, expect, test } from 'vitest';
import { createRng, normal, shuffled } from '../../../src/core/rng.ts';
import { coxLoss } from '../../../src/stages/train/boosting/listwise/cox.ts';
import { lambdaRank } from '../../../src/stages/train/boosting/listwise/lambda-rank.ts';
import { ndcg } from '../../../src/stages/evaluate/metrics/ndcg.ts';
import { concordance } from '../../../src/stages/evaluate/metrics/concordance.ts';
import fixture from '../../reference/ranking.json' with { type: 'json' };
import { dataOf, fitModel, numberTable, numberTarget, score } from './support.ts';

const allOf = (rows: number) => Uint32Array.from({ length: rows }, (_, row) => row);
const noDerivatives = (rows: number) => ({ gradient: new Float64Array(rows), hessian: new Float64Array(rows) });

/** Queries of ten rows. One feature says which rows are of use; how generous a query's grades are, nothing says. */
function queries(count: number, seed: number, isRandom = false) {
  const rng = createRng(seed);
  const of = Int32Array.from({ length: 10 * count }, (_, row) => Math.floor(row / 10));
  const generous = Float64Array.from({ length: count }, () => 3 * normal(rng));
  const columns = { use: [] as number[], noise: [] as number[] };
  const grades = Array.from(of, (query) => {
    const signal = normal(rng);
    columns.use.push(signal);
    columns.noise.push(normal(rng));
    return Math.max(0, Math.min(9, Math.round(2 * signal + 4 + generous[query]! + 0.7 * normal(rng))));
  });
  const told = isRandom ? Array.from(shuffled(Uint32Array.from(grades), rng)) : grades;
  return { features: numberTable(columns), target: numberTarget(told), kinship: { kind: 'groups', of } as const };
}

const ndcgOf = ({ target, kinship }: ReturnType<typeof queries>, predicted: Float64Array) =>
  ndcg.prepare({ kind: 'numbers', actual: target.values, predicted, weights: null, kinship })(new Float64Array(predicted.length).fill(1));

const rank = { loss: 'lambdamart', maxIter: 40, maxLeafNodes: 8, earlyStopping: 'off' };
const learn = async (data: ReturnType<typeof queries>, params: object = rank) => {
  const { features, target, kinship } = data;
  return fitModel('boosting', { ...dataOf(features, target), kinship }, { ...params });
};

describe('LambdaMART', () => {
  test('pulls as every pair looked at one by one does', () => {
    const [grades, scores] = [Float64Array.from(fixture.grades), Float64Array.from(fixture.scores)];
    const into = noDerivatives(60);
    lambdaRank({ grades, queries: Int32Array.from(fixture.groups), weights: null }, allOf(60)).derive(scores, into);
    into.gradient.forEach((value, row) => expect(value).toBeCloseTo(fixture.gradient[row]!, 12));
    into.hessian.forEach((value, row) => expect(value).toBeCloseTo(fixture.hessian[row]!, 12));
  });

  test('orders queries it has not seen, better than the same trees by squares do', async () => {
    const [known, fresh] = [queries(50, 1), queries(100, 2)];
    const ranked = await learn(known);
    const squared = await learn(known, { ...rank, loss: 'squared_error' });
    const scoreOf = ({ state }: typeof ranked) => ndcgOf(fresh, score('boosting', state, fresh.features));
    expect(scoreOf(ranked)).toBeGreaterThan(0.85);
    expect(scoreOf(ranked)).toBeGreaterThan(scoreOf(squared));
    expect(ranked.curve.at(-1)!.train).toBeLessThan(0.5 * ranked.curve[0]!.train);
  });

  test('is at chance where grades are dealt out by chance', async () => {
    const [known, fresh] = [queries(50, 3, true), queries(200, 4, true)];
    const { state } = await learn(known);
    const outcome = { kind: 'numbers', actual: fresh.target.values, weights: null, kinship: fresh.kinship } as const;
    const predicted = score('boosting', state, fresh.features);
    expect(Math.abs(ndcgOf(fresh, predicted) - ndcg.chance({ ...outcome, predicted }))).toBeLessThan(0.03);
  });

  test('weights of a query count; whole queries are held out to stop by', async () => {
    const data = queries(60, 5);
    const weights = Float64Array.from(data.kinship.of, (query) => (query < 30 ? 1 : 0));
    const half = { features: data.features, target: data.target, kinship: data.kinship, weights };
    const { curve, notes } = await fitModel('boosting', half, { ...rank, earlyStopping: 'on', nIterNoChange: 3 });
    expect(curve.length).toBeLessThan(40);
    expect(notes.map(({ code }) => code)).toContain('early-stopping');
  });

  test('refuses grades that are none, and rows in no groups', async () => {
    const { features, kinship } = queries(5, 6);
    const half = numberTarget(Array.from({ length: 50 }, (_, row) => row / 2));
    await expect(fitModel('boosting', { ...dataOf(features, half), kinship }, rank)).rejects.toMatchObject({ code: 'target-outside-loss' });
    await expect(fitModel('boosting', dataOf(features, queries(5, 6).target), rank)).rejects.toMatchObject({
      code: 'lists-missing',
      hint: expect.stringContaining('Divide the project') as string
    });
  });
});

const x = numberTable(Object.fromEntries([0, 1, 2].map((j) => [`x${j}`, fixture.x.map((row) => row[j]!)])));

describe('Cox', () => {
  test('grows the trees of XGBoost, which keeps numbers in 32 bits', async () => {
    const settings = { loss: 'cox', maxIter: 20, maxLeafNodes: 8, minSamplesLeaf: 1, l2Regularization: 1, earlyStopping: 'off' };
    const { state } = await fitModel('boosting', dataOf(x, numberTarget(fixture.times)), settings);
    const hazards = score('boosting', state, x);
    hazards.forEach((hazard, row) => expect(Math.abs(hazard / fixture.hazards[row]! - 1)).toBeLessThan(1e-5));
  });

  test('its slopes are those of its loss, ties and weights and those only seen included', () => {
    const rng = createRng(8);
    const times = Float64Array.from({ length: 30 }, () => Math.ceil(4 * rng()) * (rng() < 0.6 ? 1 : -1));
    const weights = Float64Array.from(times, () => 0.5 + rng());
    const raw = Float64Array.from(times, () => normal(rng));
    const loss = coxLoss(times, weights, allOf(30));
    const into = noDerivatives(30);
    loss.derive(raw, into);
    const events = times.reduce((sum, time, row) => sum + (time > 0 ? weights[row]! : 0), 0);
    const lossAt = (row: number, step: number) =>
      loss.derive(
        raw.map((value, i) => (i === row ? value + step : value)),
        null
      ) * events;
    for (let row = 0; row < 30; row++) {
      expect(into.gradient[row]).toBeCloseTo((lossAt(row, 1e-5) - lossAt(row, -1e-5)) / 2e-5, 6);
      expect(into.hessian[row]).toBeCloseTo((lossAt(row, 1e-3) - 2 * lossAt(row, 0) + lossAt(row, -1e-3)) / 1e-6, 4);
    }
  });

  test('refuses times of 0; nothing but rows without an event give no loss', async () => {
    const target = numberTarget(fixture.times.map((time, row) => (row === 3 ? 0 : time)));
    await expect(fitModel('boosting', dataOf(x, target), { loss: 'cox' })).rejects.toMatchObject({ code: 'target-outside-loss' });
    expect(coxLoss(Float64Array.of(-1, -2), null, allOf(2)).derive(new Float64Array(2), null)).toBeNaN();
  });
});

describe('metrics of an order', () => {
  test('NDCG is the mean over groups of scikit-learn, which shares places among ties', () => {
    const outcome = {
      ...({ kind: 'numbers', weights: null } as const),
      ...{ actual: Float64Array.from(fixture.grades), predicted: Float64Array.from(fixture.scores) },
      kinship: { kind: 'groups', of: Int32Array.from(fixture.groups) }
    } as const;
    expect(ndcg.prepare(outcome)(new Float64Array(60).fill(1))).toBeCloseTo(fixture.ndcg, 12);
    expect(ndcg.remark!({ kind: 'numbers', actual: outcome.actual, predicted: outcome.predicted, weights: null })).toMatch(/by group/);
  });

  test('concordance is the share of all pairs looked at one by one', () => {
    const { times, risks, weights, weighted, concordance: plain } = fixture.survival;
    const outcome = { kind: 'numbers', weights: null, actual: Float64Array.from(times), predicted: Float64Array.from(risks) } as const;
    expect(concordance.prepare(outcome)(new Float64Array(times.length).fill(1))).toBeCloseTo(plain, 12);
    expect(concordance.prepare(outcome)(Float64Array.from(weights))).toBeCloseTo(weighted, 12);
  });
});
