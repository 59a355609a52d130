import { openFresh, projectRecord, smallTable, writeTable } from './helper.ts';
import { expect, test } from 'vitest';
import { changedTerms, settledTerms } from '../../src/core/data-terms.ts';
import { checkBundle } from '../../src/storage/bundle-check.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { databaseOf } from '../../src/storage/open-storage.ts';
import { recordKinds, recordVersions } from '../../src/storage/records/kinds.ts';
import { projectKind, type ProjectRecord } from '../../src/storage/records/project.ts';

const problem = { statement: 'Who stays?', task: 'classification', metric: 'roc_auc', owner: 'Ada' };
const budget = { epsilon: 1, delta: 1e-5, spent: [{ at: 3, epsilon: 0.4, delta: 0, what: 'count' }] };
const terms = { owner: 'Ada', licence: 'CC0', legalBasis: 'consent', purpose: 'Research', retentionDays: 30, budget };

/** A project as version 1 stored it: the terms beside the question, one budget for all. */
const before = (id: string, datasetId: string | null = null) =>
  ({
    ...projectRecord(id, { datasetId }),
    problem: { ...problem, licence: 'CC0', legalBasis: 'consent', purpose: 'Research', retentionDays: 30 },
    privacyBudget: budget
  }) as unknown as ProjectRecord;

async function stored() {
  const storage = await openFresh();
  const db = databaseOf(storage);
  const write = async (projectId: string, name: string) => {
    const { id } = await writeTable(storage, projectId, smallTable(4));
    const { lineage: _lineage, ...record } = await storage.datasets.get(id);
    await db.stores.datasets.put({ ...record, name });
    return id;
  };
  return { storage, db, write };
}

test('what was said of a project is given to each of its datasets when it is opened, the budget as it is spent', async () => {
  const { storage, db, write } = await stored();
  for (const id of ['p', 'empty', 'quiet']) await storage.projects.add(projectRecord(id));
  await write('p', 'people');
  await write('p', 'people');
  const id = await write('p', 'shops');
  await db.stores.projects.bulkPut([before('p', id), before('empty')]);
  await db.stores.meta.put({ key: 'recordVersions', value: { ...recordVersions, projects: 1 } });
  await migrate(db, recordKinds);
  const { dataTerms, ...project } = await storage.projects.get('p');
  expect(dataTerms).toEqual([
    { dataset: 'people', ...terms },
    { dataset: 'shops', ...terms }
  ]);
  expect(project).toEqual({ ...projectRecord('p', { datasetId: id }), problem });
  expect((await storage.projects.get('empty')).dataTerms).toEqual([{ dataset: null, ...terms }]);
  expect(await storage.projects.get('quiet')).toEqual(projectRecord('quiet'));
  expect(await db.stores.meta.get('recordVersions')).toMatchObject({ value: { projects: projectKind.version } });
});

test('what was said before there were data holds for the first that come, and for no others', async () => {
  const { storage } = await stored();
  await storage.projects.add({ ...projectRecord('p'), dataTerms: [{ dataset: null, licence: 'CC0' }] });
  const { name } = await writeTable(storage, 'p', smallTable(4));
  expect((await storage.projects.get('p')).dataTerms).toEqual([{ dataset: name, licence: 'CC0' }]);
});

test('a project of version 1 without terms, or without a question, keeps what it has', () => {
  expect(projectKind.upgrade(projectRecord('p'), 1)).toEqual(projectRecord('p'));
  expect(projectKind.upgrade({ ...projectRecord('p'), problem }, 1)).toEqual({
    ...projectRecord('p'),
    problem,
    dataTerms: [{ dataset: null, owner: 'Ada' }]
  });
  expect(projectKind.upgrade({ ...projectRecord('p'), privacyBudget: budget }, 1).dataTerms).toEqual([{ dataset: null, budget }]);
});

test('an archive of before brings the terms to its datasets too', async () => {
  const { storage, write } = await stored();
  await storage.projects.add(projectRecord('p'));
  const id = await write('p', 'people');
  const dataset = await storage.datasets.get(id);
  const none = { runs: [], packages: [], versions: [], deployments: [], predictions: [], requests: [], audit: [], results: [] };
  const old = { ...none, project: before('p', id), datasets: [dataset], auditHead: null };
  const chunks = new Set(dataset.columns.flatMap((column) => column.chunks));
  const bundle = await checkBundle(old, { ...recordVersions, projects: 1 }, chunks);
  expect(bundle.project.dataTerms).toEqual([{ dataset: 'people', ...terms }]);
});

test('terms are changed one by one, and taken away by nothing', () => {
  const given = changedTerms(
    { dataset: 'a', licence: 'CC0', retentionDays: 9, budget },
    { owner: ' Ada ', retentionDays: null, licence: '' }
  );
  expect(given).toEqual({ dataset: 'a', owner: 'Ada', budget });
  const own = [
    { dataset: null, owner: 'Ada' },
    { dataset: 'a', owner: 'Bo' }
  ];
  expect(settledTerms(own, [])).toEqual(own);
  expect(settledTerms(own, ['a', 'b', 'b'])).toEqual([
    { dataset: 'a', owner: 'Bo' },
    { dataset: 'b', owner: 'Ada' }
  ]);
});

test('rules of a project go to the table it works with when it is opened, and come along in an archive', async () => {
  const { storage, db, write } = await stored();
  for (const id of ['p', 'empty']) await storage.projects.add(projectRecord(id));
  await write('p', 'shops');
  const id = await write('p', 'people');
  const rules = [{ column: 'a', kind: 'not-null' }];
  const old = (datasetId: string | null, project: string) =>
    ({ ...projectRecord(project, { datasetId }), rules }) as unknown as ProjectRecord;
  await db.stores.projects.bulkPut([old(id, 'p'), projectRecord('empty')]);
  await db.stores.meta.put({ key: 'recordVersions', value: { ...recordVersions, projects: 2 } });
  await migrate(db, recordKinds);
  expect(await storage.projects.get('p')).toEqual({ ...projectRecord('p', { datasetId: id }), suites: [{ dataset: 'people', rules }] });
  expect(await storage.projects.get('empty')).toEqual(projectRecord('empty'));
  const datasets = await storage.datasets.list('p');
  const none = { runs: [], packages: [], versions: [], deployments: [], predictions: [], requests: [], audit: [], results: [] };
  const chunks = new Set(datasets.flatMap(({ columns }) => columns.flatMap((column) => column.chunks)));
  const bundle = await checkBundle(
    { ...none, project: old(id, 'p'), datasets, auditHead: null },
    { ...recordVersions, projects: 2 },
    chunks
  );
  expect(bundle.project.suites).toEqual([{ dataset: 'people', rules }]);
});
