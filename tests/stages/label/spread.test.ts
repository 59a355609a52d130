import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { cohenKappa } from '../../../src/stages/label/agreement/cohen-kappa.ts';
import { krippendorffAlpha } from '../../../src/stages/label/agreement/krippendorff-alpha.ts';
import { measureAgreement } from '../../../src/stages/label/agreement/measure-agreement.ts';
import type { Points } from '../../../src/stages/label/features.ts';
import { fullGraph, neighbourGraph } from '../../../src/stages/label/graph.ts';
import { propagateLabels, spreadLabels } from '../../../src/stages/label/spread.ts';
import { expectedErrors, heldOutGuesses, suggestLabels } from '../../../src/stages/label/suggest.ts';
import { quiet } from '../../jobs/support.ts';

interface Reference {
  x: [number, number][];
  codes: number[];
  rbf: number[];
  spreading: number[][];
  fullSpreading: number[][];
  propagation: number[][];
  a: number[];
  b: number[];
  kappa: number;
  ratings: number[][];
  nominal: number;
  ordinal: number;
  interval: number;
}
const reference = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/label.json'), 'utf8')) as Reference;
const { x, codes: given, rbf } = reference;
const codes = Int32Array.from(given);
const points: Points = { rows: x.length, width: 2, data: Float32Array.from(x.flat()) };
const full = () => fullGraph(Float64Array.from(rbf), x.length);
const near = (found: Float64Array, wanted: readonly number[][], tolerance: number) =>
  expect(Math.max(...wanted.flat().map((value, i) => Math.abs(value - found[i]!)))).toBeLessThan(tolerance);

describe('labels handed on along a graph, as scikit-learn does it', () => {
  test('spreading over the nearest neighbours', async () => {
    const graph = await neighbourGraph(points, 6, quiet);
    near(spreadLabels(graph, codes, 3, { alpha: 0.2, maxIter: 100, tolerance: 1e-3 }), reference.spreading, 1e-9);
  });
  test('spreading over all pairs', () =>
    near(spreadLabels(full(), codes, 3, { alpha: 0.6, maxIter: 200, tolerance: 1e-6 }), reference.fullSpreading, 1e-9));
  test('propagation, which leaves what was given as it is', () =>
    near(propagateLabels(full(), codes, 3, { maxIter: 2000, tolerance: 1e-6 }), reference.propagation, 1e-9));
});

test('suggestions come surest first, with the error to expect of accepting them', async () => {
  const rng = createRng(1);
  const truth = Int32Array.from({ length: 300 }, (_, i) => i % 3);
  const data = Float32Array.from({ length: 600 }, (_, i) => (truth[i >> 1] === i % 2 ? 3 : 0) + (truth[i >> 1] === 2 ? -3 : 0) + rng());
  const graph = await neighbourGraph({ rows: 300, width: 2, data }, 7, quiet);
  const known = truth.map((code, i) => (i % 5 === 0 ? code : -1));
  const suggestions = suggestLabels(graph, known, 3);
  expect(suggestions).toHaveLength(240);
  expect(suggestions.every(({ node, code }) => truth[node] === code)).toBe(true);
  expect(suggestions.map(({ confidence }) => confidence)).toEqual(
    [...suggestions.map(({ confidence }) => confidence)].sort((a, b) => b - a)
  );
  const errors = expectedErrors(suggestions, await heldOutGuesses(graph, known, 3, { rng, context: quiet }));
  expect(errors[0]).toMatchObject({ threshold: 0, accepted: 240, heldOut: 60, wrong: 0, error: { low: 0, method: 'Clopper-Pearson' } });
  expect(errors[0]!.error.high).toBeCloseTo(1 - 0.025 ** (1 / 60), 6);
});

test('the interval of the expected error holds the true error of what is accepted', async () => {
  let held = 0;
  for (let seed = 0; seed < 40; seed++) {
    const rng = createRng(seed);
    const truth = Int32Array.from({ length: 160 }, () => (rng() < 0.5 ? 0 : 1));
    const data = Float32Array.from({ length: 320 }, (_, i) => truth[i >> 1]! * 0.8 + rng() * 1.4);
    const graph = await neighbourGraph({ rows: 160, width: 2, data }, 7, quiet);
    const known = truth.map((code) => (rng() < 0.4 ? code : -1));
    const suggestions = suggestLabels(graph, known, 2).filter(({ confidence }) => confidence >= 0.7);
    const wrong = suggestions.filter(({ node, code }) => truth[node] !== code).length / suggestions.length;
    const { error } = expectedErrors(suggestions, await heldOutGuesses(graph, known, 2, { rng, context: quiet }))[3]!;
    if (wrong >= error.low && wrong <= error.high) held++;
  }
  expect(held).toBeGreaterThanOrEqual(35);
});

describe('agreement of labellers', () => {
  const places = reference.ratings.map((unit) => Int32Array.from(unit));
  const by = ['a', 'b', 'c'];
  const values = ['0', '1', '2', '3'];

  test('kappa as statsmodels has it', () => {
    expect(
      cohenKappa(
        reference.a.map((code, i) => [code, reference.b[i]!] as const),
        4
      )
    ).toBeCloseTo(reference.kappa, 12);
    expect(
      cohenKappa(
        [
          [0, 0],
          [0, 0]
        ],
        2
      )
    ).toBeNaN();
  });

  test.each(['nominal', 'ordinal', 'interval'] as const)('alpha, %s, as by its definition', (level) =>
    expect(krippendorffAlpha({ by, values, units: places, level })).toBeCloseTo(reference[level], 12)
  );

  // Krippendorff (2011), section E: four observers, twelve units, values 1 to 5.
  const published = [
    [1, 1, -1, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [-1, 5, 5, 5],
    [-1, -1, 1, 1],
    [-1, -1, 3, -1]
  ].map((unit) => Int32Array.from(unit, (value) => (value < 0 ? -1 : value - 1)));
  test.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849]
  ] as const)('alpha, %s, of the published example is %d', (level, value) =>
    expect(krippendorffAlpha({ by: ['A', 'B', 'C', 'D'], values: ['1', '2', '3', '4', '5'], units: published, level })).toBeCloseTo(
      value,
      3
    )
  );

  test('comes with intervals over the units', async () => {
    const { alpha, kappas, shared, agreed } = await measureAgreement({ by, values, units: places, level: 'nominal' }, createRng(1), quiet);
    expect(alpha.value).toBeCloseTo(reference.nominal, 12);
    expect(alpha.low).toBeLessThan(alpha.value);
    expect(alpha.high).toBeGreaterThan(alpha.value);
    expect(alpha.method).toContain('BCa bootstrap');
    expect(kappas.map(({ a, b }) => a + b)).toEqual(['ab', 'ac', 'bc']);
    expect(shared).toBe(places.filter((unit) => unit.filter((code) => code >= 0).length > 1).length);
    expect(agreed).toBeLessThan(shared);
  });
});
