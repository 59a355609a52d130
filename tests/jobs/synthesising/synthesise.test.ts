import { expect, test } from 'vitest';
import { findColumn, type CategoryColumn, type NumberColumn } from '../../../src/core/table.ts';
import { hashOfParts, storeParts } from '../../../src/jobs/experiment/row-sets.ts';
import { setColumn } from '../../../src/jobs/set-column.ts';
import { shapeDataset } from '../../../src/jobs/shaping/shape-dataset.ts';
import { synthesise } from '../../../src/jobs/synthesising/synthesise.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { decodePackage } from '../../../src/predict/package-file.ts';
import { modelTypes } from '../../../src/jobs/model-types.ts';
import { projectWith, quiet, sample, testServices, trainRun } from '../support.ts';

const made = async (csv: string, problem: object, roles: Record<string, string> = {}, rows: number | null = null) => {
  const services = await testServices();
  const projectId = await projectWith(services, csv, problem, roles);
  const { datasetId } = await services.storage.projects.get(projectId);
  const id = await synthesise({ datasetId: datasetId!, rows, seed: 1 }, services, quiet);
  return { services, projectId, from: await services.storage.datasets.get(datasetId!), dataset: await services.storage.datasets.get(id) };
};

test('titanic made up: types, levels and whole numbers kept, marked, and judged beside real rows', async () => {
  const { services, from, dataset } = await made(sample('titanic'), { target: 'survived', metric: 'roc_auc' }, { alive: 'ignore' });
  expect(dataset.rows).toBe(from.rows);
  expect(dataset.name).toBe(`${from.name} (synthetic)`);
  expect(dataset.made).toMatchObject({ by: 'synthesis', parents: [{ datasetId: from.id, version: from.version }] });
  for (const column of dataset.columns)
    expect(from.columns.find(({ name }) => name === column.name)).toMatchObject({ type: column.type, role: column.role });
  expect(dataset.columns.some(({ name }) => name === 'alive')).toBe(false);
  const synthetic = dataset.synthetic!;
  expect(synthetic.learnedRows + synthetic.heldRows).toBeLessThan(from.rows);
  expect(synthetic.utility!.models.length).toBeGreaterThanOrEqual(2);
  for (const { real, synthetic: other, difference } of synthetic.utility!.models) {
    expect(other.value).toBeGreaterThan(0.6);
    expect(difference.value).toBeCloseTo(other.value - real.value, 9);
    expect(difference.low).toBeLessThanOrEqual(difference.value);
  }
  for (const { synthetic: distance } of synthetic.distances) expect(distance).toBeLessThan(0.15);
  const sex = (await services.storage.datasets.readTable(dataset.id, ['sex', 'age'])).columns;
  expect((sex[0] as CategoryColumn).labels).toEqual(['female', 'male']);
  expect([...(sex[1] as NumberColumn).values].some(Number.isNaN)).toBe(true);
});

test('the mark goes along: to versions made from it, to runs, to packages', async () => {
  const { services, projectId, dataset } = await made(sample('penguins'), { target: 'species', metric: 'accuracy' });
  const shaped = await shapeDataset({ datasetId: dataset.id, steps: [{ kind: 'filter', where: 'body_mass_g > 3000' }] }, services, quiet);
  const retyped = await setColumn({ datasetId: shaped, column: 'sex', role: 'ignore' }, services);
  expect((await services.storage.datasets.get(retyped)).synthetic).toEqual(dataset.synthetic);
  const run = await trainRun(services, projectId, 'logistic', { params: defaultsOf(modelTypes.get('logistic').params) as PlainRecord });
  expect(run.notes.join(' ')).toMatch(/synthetic rows/);
  const pkg = await decodePackage(await services.storage.packages.get(run.modelHash));
  expect(pkg.provenance.synthetic).toBe(true);
});

test('the sealed test part takes no part: other values there make the same rows', async () => {
  const lines = sample('penguins').trim().split('\n');
  const part = (i: number) => (i < 200 ? 0 : i < 260 ? 1 : 2);
  const csv = (spoil: boolean) =>
    lines
      .map((line, i) => {
        if (i === 0) return `${line},fold`;
        const cells = line.split(',');
        return [...cells.map((cell) => (spoil && part(i) === 2 && /^\d+(\.\d+)?$/.test(cell) ? '9999' : cell)), part(i)].join(',');
      })
      .join('\n');
  const split = async (spoil: boolean) => {
    const services = await testServices();
    const projectId = await projectWith(services, csv(spoil), { target: 'species', metric: 'accuracy' });
    const parts = { train: [0, 200], validation: [200, 260], test: [260, 344] } as const;
    const { datasetId } = await services.storage.projects.get(projectId);
    await services.storage.projects.update(projectId, (project) => ({ ...project, split: null }));
    const rows = Object.fromEntries(
      Object.entries(parts).map(([name, [from, to]]) => [name, Uint32Array.from({ length: to - from }, (_, i) => from + i)])
    ) as unknown as Parameters<typeof storeParts>[1];
    const stored = await storeParts(services.storage, rows);
    const hash = await hashOfParts(rows);
    await services.storage.projects.update(projectId, (project) => ({
      ...project,
      split: {
        spec: { kind: 'random' },
        parts: stored,
        rows: { train: 200, validation: 60, test: 84 },
        hash,
        datasetId: datasetId!,
        testOpenings: [],
        notes: []
      }
    }));
    const id = await synthesise({ datasetId: datasetId!, rows: 300, seed: 1 }, services, quiet);
    return (await services.storage.datasets.get(id)).columns.map(({ chunks }) => chunks);
  };
  expect(await split(true)).toEqual(await split(false));
});

test('without a question it is made all the same, and usefulness is not claimed', async () => {
  const csv = ['id,x,word', ...Array.from({ length: 300 }, (_, i) => `${i + 1000},${(i * 7) % 50},w${i}`)].join('\n');
  const { services, dataset } = await made(csv, {}, { id: 'id' }, 50);
  expect(dataset.rows).toBe(50);
  expect(dataset.synthetic!.utility).toBeNull();
  const id = findColumn(await services.storage.datasets.readTable(dataset.id, ['id']), 'id') as NumberColumn;
  expect([...id.values.slice(0, 3)]).toEqual([1, 2, 3]);
  expect(dataset.synthetic!.columns.leftOut.map(({ name }) => name)).toEqual(['word']);
});

test('too few rows are refused with the number that is needed', async () => {
  const csv = ['x,y', ...Array.from({ length: 90 }, (_, i) => `${i},${i % 2 ? 'a' : 'b'}`)].join('\n');
  await expect(made(csv, {})).rejects.toMatchObject({ code: 'synthesis-too-few-rows', context: { have: 72, need: 100 } });
});
