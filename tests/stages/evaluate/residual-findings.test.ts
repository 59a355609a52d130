import { expect, test } from 'vitest';
import type { NumberOutcome } from '../../../src/core/outcome.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { breuschPagan, durbinWatson, jarqueBera, ljungBox } from '../../../src/kernels/residual-tests.ts';
import { residualFindings } from '../../../src/stages/evaluate/curves/residual-findings.ts';
import { numberOutcome, readReference } from './fixtures.ts';

interface Reference {
  readonly predicted: number[];
  readonly residuals: readonly {
    residuals: number[];
    breuschPagan: [number, number];
    jarqueBera: [number, number, number, number];
    durbinWatson: number;
    ljungBox: [number, number];
  }[];
}
const reference = readReference('failing.json') as Reference;

test('the tests are those of statsmodels', () => {
  const predicted = Float64Array.from(reference.predicted);
  for (const expected of reference.residuals) {
    const errors = Float64Array.from(expected.residuals);
    const [bp, jb, box] = [breuschPagan(errors, predicted), jarqueBera(errors), ljungBox(errors, 5)];
    const own = [
      bp.statistic,
      bp.pValue,
      jb.statistic,
      jb.pValue,
      jb.skewness,
      jb.kurtosis,
      durbinWatson(errors),
      box.statistic,
      box.pValue
    ];
    const theirs = [...expected.breuschPagan, ...expected.jarqueBera, expected.durbinWatson, ...expected.ljungBox];
    own.forEach((value, i) => expect(value).toBeCloseTo(theirs[i]!, 9));
  }
});

const [grows, even, walk] = reference.residuals.map(({ residuals }) => residuals);
const outcome = (residuals: readonly number[], more: Partial<NumberOutcome> = {}): NumberOutcome => ({
  ...numberOutcome(
    residuals.map((residual, i) => reference.predicted[i]! + residual),
    reference.predicted
  ),
  ...more
});
const said = (given: NumberOutcome, id: string) => residualFindings(given).find((finding) => finding.id === id)?.sentence ?? null;

test('errors that grow are told with how much, even ones as such', () => {
  expect(said(outcome(grows!), 'spread')).toMatch(/^The errors grow with the prediction: .* in the lowest fifth .* in the highest/);
  expect(said(outcome(even!), 'spread')).toContain('neither grow nor shrink');
  expect(said(outcome(even!), 'shape')).toContain('could come from a bell curve');
});

test('what follows in time is asked only where rows have an order', () => {
  const at = Float64Array.from(walk!, (_, i) => i);
  expect(said(outcome(walk!, { kinship: { kind: 'order', at } }), 'order')).toContain('has not learned');
  expect(said(outcome(even!, { kinship: { kind: 'order', at } }), 'order')).toContain('say nothing of those that follow');
  expect(said(outcome(walk!), 'order')).toBeNull();
});

test('few rows and errors without spread tell nothing, one prediction for all not everything', () => {
  expect(residualFindings(numberOutcome([1, 2, 3], [1, 1, 1]))).toEqual([]);
  expect(residualFindings(numberOutcome(new Array(30).fill(2), new Array(30).fill(1)))).toEqual([]);
  expect(said(numberOutcome(reference.predicted, new Array(80).fill(5)), 'spread')).toContain('can’t be asked');
});

test('under errors alike everywhere each test calls about 5 in 100', () => {
  const repeats = process.env['LATHE_FULL'] ? 2000 : 200;
  const alarms = { spread: 0, shape: 0, order: 0 };
  for (let seed = 0; seed < repeats; seed++) {
    const rng = createRng(seed);
    const predicted = Float64Array.from({ length: 150 }, () => normal(rng));
    const actual = predicted.map((value) => value + normal(rng));
    const at = Float64Array.from(actual, (_, i) => i);
    for (const { id, pValue } of residualFindings({ kind: 'numbers', actual, predicted, weights: null, kinship: { kind: 'order', at } }))
      if (pValue < 0.05) alarms[id] += 1;
  }
  console.log('false alarms', alarms, 'of', repeats);
  for (const count of Object.values(alarms)) expect(count / repeats).toBeLessThan(0.1);
});
