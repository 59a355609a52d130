import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { compileCalibration } from '../../../src/predict/calibration.ts';
import { fitBeta } from '../../../src/stages/train/calibrate-beta.ts';
import { fitTemperature } from '../../../src/stages/train/calibrate-temperature.ts';
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

test('beta calibration finds what a bounded optimiser finds, also where one of its slopes has to be 0', () => {
  expectClose({ kind: 'beta', state: fitBeta(seen, target) }, fixture['beta']!, 1e-5);
  const turned = fitBeta(seen, classTarget(fixture['yTurned']!.map((code) => (code ? 'yes' : 'no'))));
  expect(Math.min(turned.a[0]!, turned.b[0]!)).toBe(0);
  expectClose({ kind: 'beta', state: turned }, fixture['betaTurned']!, 1e-5);
});

test('the temperature is the least surprising one, and changes no answer', () => {
  const state = fitTemperature(seen, target);
  expect(Math.abs(state.power[0]! - (fixture['power'] as unknown as number))).toBeLessThan(1e-6);
  expectClose({ kind: 'temperature', state }, fixture['temperature']!, 1e-6);
  const three = Float64Array.of(0.5, 0.3, 0.2, 0.1, 0.2, 0.7);
  const heated = three.slice();
  compileCalibration({ kind: 'temperature', state: { power: Float64Array.of(0.4) } }, 3)(heated);
  for (const row of [0, 1]) {
    const own = [...heated.subarray(3 * row, 3 * row + 3)];
    expect(own.indexOf(Math.max(...own))).toBe(row * 2);
    expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  }
});

test('weights count rows as often as they say, and rows that prove nothing give finite calibrations', () => {
  const twice = classTarget(['no', 'no', 'no', 'yes', 'yes', 'yes', 'no', 'yes']);
  const probabilities = both([0.1, 0.3, 0.6, 0.4, 0.7, 0.9, 0.9, 0.2]);
  const doubled = Float64Array.of(...[...probabilities], ...[...probabilities]);
  const more = classTarget([...twice.codes, ...twice.codes].map((code) => twice.labels[code]!));
  const weights = new Float64Array(8).fill(2);
  for (const fit of [fitBeta, fitTemperature]) {
    const [weighted, written] = [fit(probabilities, twice, weights), fit(doubled, more)];
    for (const key of Object.keys(weighted)) expect((weighted[key] as Float64Array)[0]).toBeCloseTo((written[key] as Float64Array)[0]!, 6);
    for (const state of [
      fit(new Float64Array(8).fill(0.5), classTarget(['n', 'y', 'y', 'y'])),
      fit(Float64Array.of(1, 0, 0, 1), classTarget(['n', 'y']))
    ])
      expect(Object.values(state).every((values) => Number.isFinite((values as Float64Array)[0]))).toBe(true);
  }
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
    { kind: 'isotonic', state: fitIsotonic(probabilities, three) },
    { kind: 'beta', state: fitBeta(probabilities, three) },
    { kind: 'temperature', state: fitTemperature(probabilities, three) }
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
