import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import { categoryColumn } from '../../../src/core/table.ts';
import type { Matrix } from '../../../src/core/matrix.ts';
import type { SeededContext } from '../../../src/core/context.ts';
import { weighEvidence } from '../../../src/stages/cluster/evidence.ts';
import { describeClusters } from '../../../src/stages/cluster/profiles.ts';
import { clusterModels } from '../../../src/stages/cluster/registry.ts';
import { measureStability } from '../../../src/stages/cluster/stability.ts';
import { verdictOf } from '../../../src/stages/cluster/verdict.ts';
import { quiet } from '../../jobs/support.ts';

const contextOf = (seed: number): SeededContext => ({ ...quiet, rng: createRng(seed) });

function matrixOf(rows: number, cols: number, draw: (row: number, col: number) => number): Matrix {
  return { data: Float64Array.from({ length: rows * cols }, (_, i) => draw(Math.floor(i / cols), i % cols)), rows, cols };
}

async function judge(id: string, matrix: Matrix, params: object = {}, seed = 1) {
  const model = clusterModels.get(id);
  const settings = { ...defaultsOf(model.params), ...params };
  const fit = (some: Matrix, context: SeededContext) => model.fit(some, settings as never, context);
  const found = await fit(matrix, contextOf(seed));
  const evidence = await weighEvidence(matrix, fit, contextOf(seed + 1));
  const stability = await measureStability(matrix, found, fit, contextOf(seed + 2));
  return { found, verdict: verdictOf(found.clusters, evidence, stability.whole), evidence };
}

const quick = { nInit: 1 };

describe('rows without clusters: that none are supported is said', () => {
  test.each(['k-means', 'agglomerative', 'gaussian-mixture', 'hdbscan', 'dbscan'])('even rows, %s', async (id) => {
    const rng = createRng(11);
    const { verdict } = await judge(
      id,
      matrixOf(120, 2, () => rng()),
      id === 'k-means' ? quick : {}
    );
    expect(verdict.verdict).toBe('none');
  });

  test('one normal distribution, stretched and turned', async () => {
    const rng = createRng(5);
    const rows = Array.from({ length: 150 }, () => [normal(rng), normal(rng), normal(rng)] as const);
    const matrix = matrixOf(150, 3, (row, col) => rows[row]![col]! + (col === 1 ? 2 * rows[row]![0] : 0));
    expect((await judge('k-means', matrix, quick)).verdict.verdict).toBe('none');
  });

  test('a grid of whole numbers', async () => {
    const rng = createRng(6);
    expect(
      (
        await judge(
          'k-means',
          matrixOf(120, 2, () => Math.floor(4 * rng())),
          quick
        )
      ).verdict.verdict
    ).toBe('none');
  });
});

describe('planted clusters are found and stand', () => {
  const centres = [
    [0, 0, 0],
    [5, 0, 2],
    [0, 6, -2]
  ];
  const rng = createRng(3);
  const matrix = matrixOf(120, 3, (row, col) => centres[row % 3]![col]! + normal(rng));
  test.each(['k-means', 'agglomerative', 'gaussian-mixture', 'hdbscan'])('%s', async (id) => {
    const { found, verdict } = await judge(id, matrix, id === 'k-means' ? quick : {});
    expect(found.clusters).toBe(3);
    expect(verdict.verdict).toBe('supported');
  });
});

test('profiles say what sets a cluster apart, with the size of the effect', () => {
  const rng = createRng(2);
  const labels = Int32Array.from({ length: 60 }, (_, i) => +(i < 20));
  const height = { kind: 'number', name: 'height', values: Float64Array.from(labels, (label) => 3 * label + normal(rng)) } as const;
  const noise = { kind: 'number', name: 'noise', values: Float64Array.from(labels, () => NaN) } as const;
  const colour = categoryColumn('colour', [...labels].map((label, i) => (label === 1 || i % 4 === 0 ? 'red' : 'blue'))); // prettier-ignore
  const [rest, own] = describeClusters({ rows: 60, columns: [height, noise, colour] }, labels, 2);
  expect(own!.map(({ column }) => column)).toEqual(['height', 'colour']);
  expect(own![0]!.effect).toBeGreaterThan(2);
  expect(own![0]!.words).toMatch(/“height” is much higher: .+ against/);
  expect(own![1]).toMatchObject({ level: 'red', inside: 1 });
  expect(rest![0]!.effect).toBeCloseTo(-own![0]!.effect, 12);
});

test('spectral clustering chooses the planted number too', async () => {
  const rng = createRng(3);
  const matrix = matrixOf(60, 2, (row, col) => 8 * +(row % 3 === col) + normal(rng));
  const model = clusterModels.get('spectral');
  const { clusters, choice } = await model.fit(matrix, defaultsOf(model.params) as never, contextOf(1));
  expect(clusters).toBe(3);
  expect(choice!.reason).toMatch(/3 give the highest mean silhouette/);
});
