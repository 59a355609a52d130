import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { compileCalibration } from '../../../src/predict/calibration.ts';
import { fitIsotonic, fitPlatt } from '../../../src/stages/train/calibrate.ts';
import { classTarget } from './support.ts';

/** Made by tests/reference/calibrate.py with scikit-learn 1.2. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/calibrate.json'), 'utf8')) as Record<string, number[]>;
const both = (second: readonly number[]) => Float64Array.from(second.flatMap((p) => [1 - p, p]));
const target = classTarget(fixture['y']!.map((code) => (code ? 'yes' : 'no')));
const seen = both(fixture['p']!);

function expectClose(calibration: Parameters<typeof compileCalibration>[0], expected: readonly number[], tolerance: number): void {
  const probabilities = both(fixture['grid']!);
  compileCalibration(calibration, 2)(probabilities);
  expected.forEach((value, i) => expect(Math.abs(probabilities[2 * i + 1]! - value)).toBeLessThan(tolerance));
}

test('Platt calibration agrees with scikit-learn', () => {
  expectClose({ kind: 'platt', state: fitPlatt(seen, target) }, fixture['platt']!, 1e-4);
});

test('isotonic calibration agrees with scikit-learn, with and without weights', () => {
  expectClose({ kind: 'isotonic', state: fitIsotonic(seen, target) }, fixture['isotonic']!, 1e-9);
  expectClose({ kind: 'isotonic', state: fitIsotonic(seen, target, Float64Array.from(fixture['w']!)) }, fixture['isotonicWeighted']!, 1e-9);
});

test('two classes have one curve, three have three, and calibrated rows still sum to 1', () => {
  const rng = createRng(1);
  const rows = 90;
  const probabilities = new Float64Array(3 * rows);
  for (let i = 0; i < rows; i++) {
    const [a, b, c] = [rng(), rng(), rng()];
    probabilities.set([a / (a + b + c), b / (a + b + c), c / (a + b + c)], 3 * i);
  }
  const three = classTarget(Array.from({ length: rows }, (_, i) => 'abc'[i % 3]!));
  expect(fitPlatt(seen, target).slope).toHaveLength(1);
  expect(fitPlatt(probabilities, three).slope).toHaveLength(3);
  for (const calibration of [
    { kind: 'platt', state: fitPlatt(probabilities, three) },
    { kind: 'isotonic', state: fitIsotonic(probabilities, three) }
  ] as const) {
    const out = probabilities.slice();
    compileCalibration(calibration, 3)(out);
    for (let i = 0; i < rows; i++) expect(out[3 * i]! + out[3 * i + 1]! + out[3 * i + 2]!).toBeCloseTo(1, 12);
  }
});

test('certain and useless probabilities give finite calibrations', () => {
  const certain = fitPlatt(Float64Array.of(1, 0, 1, 0, 0, 1, 0, 1), classTarget(['n', 'n', 'y', 'y']));
  const useless = fitPlatt(new Float64Array(8).fill(0.5), classTarget(['n', 'y', 'y', 'y']));
  const lacking = fitPlatt(new Float64Array(8).fill(0.5), classTarget(['n', 'n', 'n', 'n'], ['n', 'y']));
  for (const { slope, intercept } of [certain, useless, lacking])
    expect(Number.isFinite(slope[0]) && Number.isFinite(intercept[0])).toBe(true);
  expect(1 / (1 + Math.exp(-useless.intercept[0]!))).toBeCloseTo((3 * 0.8 + 1 / 3) / 4, 6);
});
