import { expect, test } from 'vitest';
import { compileCalibration } from '../../src/predict/calibration.ts';
import { createScorer } from '../../src/predict/scorer.ts';
import { classPackage } from './test-packages.ts';

function calibrated(calibration: Parameters<typeof compileCalibration>[0], classes: number, probabilities: number[]) {
  const values = Float64Array.from(probabilities);
  compileCalibration(calibration, classes)(values);
  return [...values];
}

test('logistic calibration works on the log-odds of the second class', () => {
  const state = { slope: Float64Array.of(2), intercept: Float64Array.of(0.5) };
  const [no, yes] = calibrated({ kind: 'platt', state }, 2, [0.8, 0.2]);
  expect(yes).toBeCloseTo(1 / (1 + Math.exp(-(2 * Math.log(0.25) + 0.5))), 12);
  expect(no! + yes!).toBeCloseTo(1, 15);
});

test('a slope of 1 and an intercept of 0 change nothing, and certainty stays finite', () => {
  const state = { slope: Float64Array.of(1), intercept: Float64Array.of(0) };
  expect(calibrated({ kind: 'platt', state }, 2, [0.7, 0.3])[1]).toBeCloseTo(0.3, 12);
  expect(calibrated({ kind: 'platt', state }, 2, [1, 0, 0, 1]).every(Number.isFinite)).toBe(true);
});

test('isotonic calibration draws lines between its points and is flat outside', () => {
  const state = { x: Float64Array.of(0.2, 0.4, 0.8), y: Float64Array.of(0.1, 0.5, 0.6), offsets: Int32Array.of(0, 3) };
  const of = (p: number) => calibrated({ kind: 'isotonic', state }, 2, [1 - p, p])[1];
  expect([0, 0.2, 0.3, 0.4, 0.6, 0.8, 1].map(of)).toEqual([0.1, 0.1, expect.closeTo(0.3, 12), 0.5, expect.closeTo(0.55, 12), 0.6, 0.6]);
});

test('many classes are calibrated one against the rest and sum to 1', () => {
  const state = { x: Float64Array.of(0, 1, 0, 1, 0, 1), y: Float64Array.of(0, 1, 0, 0.5, 0, 0), offsets: Int32Array.of(0, 2, 4, 6) };
  expect(calibrated({ kind: 'isotonic', state }, 3, [0.5, 0.5, 0, 0, 0, 1])).toEqual([
    expect.closeTo(2 / 3, 12),
    expect.closeTo(1 / 3, 12),
    0,
    0,
    0,
    1
  ]);
});

test('a calibration for another number of classes is refused', () => {
  const state = { slope: Float64Array.of(1, 1, 1), intercept: Float64Array.of(0, 0, 0) };
  expect(() => compileCalibration({ kind: 'platt', state }, 4)).toThrow(expect.objectContaining({ code: 'package-damaged' }));
});

test('the threshold looks at the calibrated probability', () => {
  const up = { kind: 'platt', state: { slope: Float64Array.of(1), intercept: Float64Array.of(20) } } as const;
  expect(createScorer(classPackage({ calibration: up })).scoreRows([{}])[0]!.prediction).toBe(true);
});
