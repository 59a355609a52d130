import { afterEach, expect, test, vi } from 'vitest';
import { openDoor } from './open-door.ts';

afterEach(() => vi.unstubAllGlobals());

const rows = Array.from({ length: 40 }, (_, i) => `p${i % 20}@example.org,${20 + i},${i % 2 ? 'yes' : 'no'}`);
const csv = `email,age,answer\n${rows.join('\n')}\n`;

test('each finding has what fits it, which makes a version and says what was lost and what still holds the values', async () => {
  const lathe = await openDoor();
  const project = await lathe.projects.create({ name: 'People' });
  const dataset = await project.data.importCsv(csv, { name: 'people' });
  const offers = await project.protect.offers(dataset.id);
  expect(offers.map(({ label }) => label)).toEqual(['Pseudonymise “email”', 'Mask “email”', 'Drop “email”', 'Put “age” into bands of 10']);
  const made = await project.protect.apply(dataset.id, [offers[0]!.protection, offers[3]!.protection]);
  expect(made.lost).toEqual([
    { column: 'email', before: 20, after: 20 },
    { column: 'age', before: 40, after: 4 }
  ]);
  expect(made.stillHeld).toEqual({ versions: [1], runs: 0, packages: [] });
  expect((await project.data.rows(made.dataset.id, { count: 1 }))[0]).toEqual({
    email: expect.stringMatching(/^p_/),
    age: '20 to 29',
    answer: 'no'
  });
  expect(made.dataset.made).toHaveLength(2);
  const [key] = await project.protect.keys.list();
  await project.protect.apply(made.dataset.id, [{ kind: 'drop', columns: ['email'] }]);
  expect(await project.protect.keys.list()).toEqual([key]);
  expect((await project.protect.risk(dataset.id, { columns: ['age'] })).smallestGroup).toBe(1);
  expect((await project.protect.suggest(dataset.id, { columns: ['age'], k: 2 })).after.smallestGroup).toBeGreaterThanOrEqual(2);
});

test('a project says when its data have to go: counted from the first import, whatever was made of it since', async () => {
  const lathe = await openDoor();
  const project = await lathe.projects.create({ name: 'People' });
  const dataset = await project.data.importCsv(csv, { name: 'people' });
  const [before] = await lathe.projects.list();
  expect(before!.retentionEndsAt).toBeNull();
  await project.govern.setTerms(dataset.id, { retentionDays: 30 });
  const day = 86_400_000;
  const due = 30 * day + dataset.createdAt;
  await project.data.shape(dataset.id, [{ kind: 'drop', columns: ['email'] }]);
  expect((await lathe.projects.list())[0]!.retentionEndsAt).toBe(due);
  expect((await project.govern.checklist()).find(({ id }) => id === 'retention')?.state).toBeDefined();
});

test('each dataset of a project has its own terms, which all its versions share, and the nearest end is told', async () => {
  const lathe = await openDoor();
  const project = await lathe.projects.create({ name: 'People' });
  const people = await project.data.importCsv(csv, { name: 'people' });
  await project.govern.setTerms(people.id, { owner: 'Ada', licence: 'CC0', legalBasis: 'consent', purpose: 'Research', retentionDays: 30 });
  const stateOf = async (id: string) => (await project.govern.checklist()).find((item) => item.id === id)!.state;
  expect(await stateOf('licence')).toBe('met');
  const shaped = await project.data.shape(people.id, [{ kind: 'drop', columns: ['email'] }]);
  const shops = await project.data.importCsv('shop,sum\n1,2\n3,4\n', { name: 'shops' });
  expect(await stateOf('licence')).toBe('open');
  expect(await project.govern.terms()).toEqual([
    { dataset: 'shops', datasetId: shops.id, versions: 1, retentionEndsAt: null },
    {
      ...{ dataset: 'people', datasetId: shaped.id, versions: 2, owner: 'Ada', licence: 'CC0', legalBasis: 'consent', purpose: 'Research' },
      ...{ retentionDays: 30, retentionEndsAt: people.createdAt + 30 * 86_400_000 }
    }
  ]);
  await project.govern.setTerms(shops.id, { retentionDays: 9 });
  expect((await lathe.projects.list())[0]).toMatchObject({ retentionOf: 'shops' });
  await project.govern.setTerms(shops.id, { retentionDays: null });
  expect((await lathe.projects.list())[0]).toMatchObject({ retentionOf: 'people' });
  expect((await project.govern.auditLog()).entries.at(-1)).toMatchObject({ action: 'data-terms-set', detail: '“shops”: retentionDays' });
  await project.protect.setBudget(3, people.id);
  expect([(await project.protect.budget(shaped.id)).epsilon, (await project.protect.budget()).epsilon]).toEqual([3, 1]);
});
