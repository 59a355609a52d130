import { freshName, openFresh, projectRecord, runRecord } from './helper.ts';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { migrate } from '../../src/storage/migrate.ts';
import { databaseOf, openStorage } from '../../src/storage/open-storage.ts';
import { recordKinds, recordVersions } from '../../src/storage/records/kinds.ts';
import { projectKind, type ProjectRecord } from '../../src/storage/records/project.ts';
import { versionKind } from '../../src/storage/records/registry.ts';
import { defineRecord } from '../../src/storage/records/record.ts';
import { runKind } from '../../src/storage/records/run.ts';

/** A project as an earlier Lathe might have stored it: no recipe yet. */
const { recipe: _none, ...projectBeforeRecipes } = projectRecord('old');

const withHistory = defineRecord<ProjectRecord>(
  'project',
  v.custom<ProjectRecord>((value) => projectKind.check(value) !== null),
  [(old) => old, (old) => ({ ...old, recipe: null })]
);

test('records of this version pass, and the first bad field is named', () => {
  expect(projectKind.check(projectRecord('p'))).toEqual(projectRecord('p'));
  expect(() => projectKind.check({ ...projectRecord('p'), name: 7 })).toThrow(/name/);
  expect(() => runKind.check({ ...runRecord('r', 'p'), metrics: { cv: { accuracy: 0.9 } } })).toThrow(/metrics\.cv\.accuracy/);
  expect(() => runKind.check({ ...runRecord('r', 'p'), params: { f: () => 1 } })).toThrow(/params/);
});

test('every kind of record has a version and refuses what is no record', () => {
  for (const kind of Object.values(recordKinds)) {
    expect(kind.version).toBeGreaterThanOrEqual(1);
    for (const bad of [null, 7, 'text', [], {}]) expect(() => kind.check(bad)).toThrow(expect.objectContaining({ code: 'record-invalid' }));
  }
});

test('an older record is brought up to date, one of the future refused', () => {
  expect(withHistory.version).toBe(3);
  expect(withHistory.upgrade(projectBeforeRecipes, 1)).toEqual(projectRecord('old'));
  expect(() => withHistory.upgrade(projectRecord('p'), 4)).toThrow(/version 4/);
  expect(() => projectKind.check(projectBeforeRecipes)).toThrow(/recipe/);
});

test('a database with older records is migrated when it is opened, all of it or nothing', async () => {
  const storage = await openFresh();
  const db = databaseOf(storage);
  await storage.projects.add(projectRecord('new'));
  await db.stores.projects.bulkPut([
    projectBeforeRecipes as ProjectRecord,
    { ...projectBeforeRecipes, id: 'older', name: 7 } as unknown as ProjectRecord
  ]);
  await db.stores.meta.put({ key: 'recordVersions', value: { ...recordVersions, projects: 1 } });
  await expect(migrate(db, { projects: withHistory })).rejects.toThrow();
  expect(await db.stores.projects.get('old')).not.toHaveProperty('recipe');
  await db.stores.projects.delete('older');
  await migrate(db, { projects: withHistory });
  expect(await storage.projects.get('old')).toEqual(projectRecord('old'));
  expect(await db.stores.meta.get('recordVersions')).toMatchObject({ value: { projects: 3 } });
});

test('a record that does not fit is not stored', async () => {
  const storage = await openFresh();
  await expect(storage.projects.add({ ...projectRecord('p'), createdAt: NaN })).rejects.toMatchObject({ code: 'record-invalid' });
  await storage.projects.add(projectRecord('p'));
  await expect(storage.projects.update('p', (project) => ({ ...project, name: 7 as unknown as string }))).rejects.toMatchObject({
    code: 'record-invalid'
  });
  expect(await storage.projects.get('p')).toEqual(projectRecord('p'));
});

test('what is opened again is what was stored', async () => {
  const name = freshName();
  const first = await openStorage(name);
  await first.projects.add(projectRecord('p'));
  await first.runs.put(runRecord('r', 'p'));
  first.close();
  const second = await openStorage(name);
  expect(await second.runs.get('r')).toEqual(runRecord('r', 'p'));
  expect(await second.runs.update('r', (run) => ({ ...run, status: 'done' }))).toMatchObject({ status: 'done' });
});

test('a version of an earlier build keeps no check among the passed that had nothing to check', () => {
  const check = (passed: boolean | null, detail: string) => ({ name: 'a check', passed, detail });
  const rest = { projectId: 'p', name: 'm', version: 1, runId: 'r', hash: 'a'.repeat(64), aliases: [], createdAt: 1 };
  const old = { ...rest, checks: [check(true, 'No bar was set. Accuracy is 0.9.'), check(true, 'Both the same.')] };
  expect(versionKind.upgrade(old, 1).checks.map(({ passed }) => passed)).toEqual([null, true]);
});
