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

test('a protection that is refused leaves no key behind', async () => {
  const lathe = await openDoor();
  const project = await lathe.projects.create({ name: 'Refused' });
  const dataset = await project.data.importCsv(`email,age\n${Array.from({ length: 30 }, (_, i) => `p${i}@example.com,${i}`).join('\n')}`);
  await expect(project.protect.apply(dataset.id, [{ kind: 'pseudonymise', columns: ['e-mail'] }])).rejects.toThrow();
  expect((await project.protect.keys.list()).filter(({ destroyedAt }) => destroyedAt === null)).toEqual([]);
  await project.protect.apply(dataset.id, [{ kind: 'pseudonymise', columns: ['email'] }]);
  expect((await project.protect.keys.list()).filter(({ destroyedAt }) => destroyedAt === null)).toHaveLength(1);
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
  const said = { owner: 'Ada', licence: 'CC0', legalBasis: 'consent', purpose: 'Research', retentionDays: 30 };
  await project.govern.setTerms(people.id, said);
  const stateOf = async (id: string) => (await project.govern.checklist()).find((item) => item.id === id)!.state;
  expect(await stateOf('licence')).toBe('met');
  const shaped = await project.data.shape(people.id, [{ kind: 'drop', columns: ['email'] }]);
  const shops = await project.data.importCsv('shop,sum\n1,2\n3,4\n', { name: 'shops' });
  expect(await stateOf('licence')).toBe('open');
  expect(await project.govern.terms()).toEqual([
    { dataset: 'shops', datasetId: shops.id, versions: 1, names: [], sources: [], inForce: {}, from: {}, retentionEndsAt: null },
    {
      ...{ dataset: 'people', datasetId: shaped.id, versions: 2, names: [], sources: [], ...said, inForce: said, from: {} },
      retentionEndsAt: people.createdAt + 30 * 86_400_000
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

test('a renamed file keeps the terms and the budget, another table under the name has its own, and a join takes the strictest', async () => {
  const lathe = await openDoor();
  const project = await lathe.projects.create({ name: 'Sources' });
  const { govern, protect, data } = project;
  const first = await data.importCsv('id,sum\n1,2\n2,4\n', { name: 'sales' });
  await govern.setTerms(first.id, { licence: 'own data', retentionDays: 90 });
  await protect.summary(first.id, { kind: 'count' }, { epsilon: 0.6 });
  const renamed = await data.importCsv('sum,id\n3,1\n5,2\n', { name: 'sales-february' });
  expect((await protect.budget(renamed.id)).spent).toHaveLength(1);
  const other = await data.importCsv('id,town\n1,A\n2,B\n', { name: 'sales', types: { town: 'text' } });
  const another = await data.importCsv('id,town,x,y,z\n1,A,1,1,1\n2,B,1,1,2\n', { name: 'sales' });
  expect((await protect.budget(another.id)).spent).toHaveLength(0);
  await govern.setTerms(another.id, { retentionDays: 30, licence: 'CC0' });
  const joined = await data.shape(renamed.id, [{ kind: 'join', datasetId: another.id, on: [{ left: 'id' }], how: 'left' }]);
  const terms = (await govern.terms()).find(({ datasetId }) => datasetId === joined.id)!;
  expect(terms).toMatchObject({
    dataset: 'sales',
    names: ['sales-february'],
    licence: 'own data',
    retentionDays: 90,
    inForce: { licence: 'own data', retentionDays: 30 },
    retentionEndsAt: another.createdAt + 30 * 86_400_000
  });
  expect(terms.sources).toEqual(terms.from.retentionDays);
  expect(other.version).toBe(3);
  await protect.summary(another.id, { kind: 'count' }, { epsilon: 0.9 });
  await expect(protect.summary(joined.id, { kind: 'count' }, { epsilon: 0.2 })).rejects.toMatchObject({ code: 'budget-exhausted' });
});
