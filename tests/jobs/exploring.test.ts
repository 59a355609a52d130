import { describe, expect, test } from 'vitest';
import { auditDataset } from '../../src/jobs/audit.ts';
import { compareData } from '../../src/jobs/exploring/compare-data.ts';
import { drawMapOf, valuesAt } from '../../src/jobs/exploring/draw-map.ts';
import { findOutliersOf } from '../../src/jobs/exploring/find-outliers.ts';
import { judgeQualityOf } from '../../src/jobs/exploring/judge-quality.ts';
import { tellStoryOf } from '../../src/jobs/exploring/tell-story.ts';
import { setSplit } from '../../src/jobs/splitting/set-split.ts';
import { shapeDataset } from '../../src/jobs/shaping/shape-dataset.ts';
import { context, projectWith } from './ingest-helper.ts';
import { sample } from './support.ts';

async function penguins() {
  const opened = await projectWith(sample('penguins'));
  await opened.storage.projects.update('p', (project) => ({
    ...project,
    problem: { statement: '', task: 'classification', target: 'species', metric: 'accuracy' }
  }));
  return opened;
}

describe('train against test', () => {
  test('reads no answer and opens no seal, and a random division tells no sides apart', async () => {
    const { id, services, storage } = await penguins();
    await setSplit({ projectId: 'p', spec: { kind: 'stratified', shares: { train: 0.6, validation: 0, test: 0.4 }, seed: 1 } }, services);
    await auditDataset({ datasetId: id }, services, context());
    const read: string[] = [];
    const datasets = new Proxy(storage.datasets, {
      get(own, key) {
        const value = Reflect.get(own, key) as unknown;
        if (key !== 'readTable') return typeof value === 'function' ? (value.bind(own) as unknown) : value;
        return (from: string, names: readonly string[]) => (read.push(...names), own.readTable(from, names));
      }
    });
    const watched = { ...services, storage: Object.assign(Object.create(storage) as typeof storage, { datasets }) };
    const found = await compareData({ datasetId: id, against: { kind: 'parts', first: 'train', second: 'test' } }, watched, context());
    expect(read).toContain('body_mass_g');
    expect(read).not.toContain('species');
    expect((await storage.projects.get('p')).split!.testOpenings).toEqual([]);
    expect(found.looked).toContain('“species” is not compared');
    expect(found.columns.filter(({ isDifferent }) => isDifferent)).toEqual([]);
    expect(found.joint!.low).toBeLessThan(0.5);
    expect(found.joint!.high).toBeGreaterThan(0.5);
    storage.close();
  });
  test('is refused before there is a division', async () => {
    const { id, services, storage } = await penguins();
    const ask = { kind: 'parts', first: 'train', second: 'test' } as const;
    await expect(compareData({ datasetId: id, against: ask }, services, context())).rejects.toMatchObject({ code: 'no-split-yet' });
    storage.close();
  });
});

test('a column that gives the answer away is not compared between parts', async () => {
  const { id, services, storage } = await projectWith(sample('titanic'));
  await storage.projects.update('p', (project) => ({
    ...project,
    problem: { statement: '', task: 'classification', target: 'survived', metric: 'roc_auc' }
  }));
  await setSplit({ projectId: 'p', spec: { kind: 'random', seed: 1 } }, services);
  const { columns } = await compareData({ datasetId: id, against: { kind: 'parts', first: 'train', second: 'test' } }, services, context());
  expect(columns.map(({ column }) => column)).toContain('sex');
  expect(columns.map(({ column }) => column)).not.toContain('alive');
  storage.close();
});

test('a map is made of the features alone, and coloured by any column', async () => {
  const { id, services, storage } = await penguins();
  const map = await drawMapOf({ datasetId: id, method: 'pca', seed: 0 }, services, context());
  expect(map.columns).not.toContain('species');
  expect(map.drawn).toHaveLength(344);
  expect(await drawMapOf({ datasetId: id, method: 'pca', seed: 0 }, services, context())).toEqual(map);
  const species = await valuesAt({ datasetId: id, column: 'species', rows: Uint32Array.of(0, 343) }, services);
  expect(species).toMatchObject({ kind: 'category', codes: Int32Array.of(0, 2) });
  storage.close();
});

test('a copy of the target takes no part in the map, and that is said', async () => {
  const { id, services, storage } = await projectWith(sample('titanic'));
  await storage.projects.update('p', (project) => ({
    ...project,
    problem: { statement: '', task: 'classification', target: 'survived', metric: 'roc_auc' }
  }));
  const map = await drawMapOf({ datasetId: id, method: 'pca', seed: 0 }, services, context());
  expect(map.columns).toContain('sex');
  expect(map.columns).not.toContain('alive');
  expect(map.notes).toContain('“alive” takes no part: it gives “survived” away.');
  storage.close();
});

test('a version of one island is told from the whole by what differs', async () => {
  const { id, services, storage } = await penguins();
  const other = await shapeDataset({ datasetId: id, steps: [{ kind: 'filter', where: 'species = "Gentoo"' }, { kind: 'drop', columns: ['sex'] }] }, services, context()); // prettier-ignore
  const found = await compareData({ datasetId: id, against: { kind: 'version', datasetId: other } }, services, context());
  expect(found.schema).toEqual(['only the first has “sex”']);
  expect(found.columns.find(({ column }) => column === 'body_mass_g')).toMatchObject({ isDifferent: true });
  expect(found.joint!.low).toBeGreaterThan(0.6);
  expect(found.said[0]).toMatch(/differs most between version 1 and version 2/);
  storage.close();
});

test('rows set aside are gone from the new version and the old one has them still', async () => {
  const { id, services, storage } = await projectWith('x\n1\n2\n3\n4\n');
  const next = await shapeDataset({ datasetId: id, steps: [{ kind: 'drop-rows', rows: [1, 3] }] }, services, context());
  const { columns } = await storage.datasets.readTable(next, ['x']);
  expect([...(columns[0] as { values: Float64Array }).values]).toEqual([1, 3]);
  expect((await storage.datasets.get(next)).made!.said).toEqual(['Took out 2 chosen rows: 2 of 4 rows stay.']);
  expect((await storage.datasets.get(id)).rows).toBe(4);
  const beyond = shapeDataset({ datasetId: id, steps: [{ kind: 'keep-rows', rows: [9] }] }, services, context());
  await expect(beyond).rejects.toMatchObject({ code: 'shape-step-invalid' });
  storage.close();
});

describe('quality, outliers and the story of a version', () => {
  test('a planted leak comes first in the story, and every finding has its reason and its place', async () => {
    const opened = await projectWith(sample('titanic'));
    await opened.storage.projects.update('p', (project) => ({
      ...project,
      problem: { statement: '', task: 'classification', target: 'survived', metric: 'roc_auc' }
    }));
    const { findings } = await tellStoryOf({ datasetId: opened.id }, opened.services, context());
    expect(findings).toHaveLength(5);
    expect(findings[0]).toMatchObject({ evidence: 'findings' });
    expect(findings[0]!.said).toContain('“alive”');
    for (const { why } of findings) expect(why).toMatch(/because/i);
    expect(new Set(findings.map(({ said }) => said)).size).toBe(5);
    opened.storage.close();
  });
  test('penguins: five axes, ids told from measures, the same outliers at every look', async () => {
    const { id, services, storage } = await penguins();
    const { axes } = await judgeQualityOf({ datasetId: id }, services, context());
    expect(axes.map((axis) => axis.id)).toEqual(['completeness', 'consistency', 'uniqueness', 'validity', 'timeliness']);
    expect(axes.at(-1)!.share).toBeNull();
    const first = await findOutliersOf({ datasetId: id }, services, context());
    expect(first.together!.rows).toBe(344);
    expect(await findOutliersOf({ datasetId: id }, services, context())).toEqual(first);
    storage.close();
  });
});
