import { projectWith, testServices, trainRun } from './support.ts';
import { describe, expect, test } from 'vitest';
import { gather } from '../../src/core/table.ts';
import type { ShapeStep } from '../../src/core/shape-step.ts';
import { importCsv } from '../../src/jobs/import-csv.ts';
import { erasePerson, movedRows, traceOf } from '../../src/jobs/erasing/erase-person.ts';
import { findPerson } from '../../src/jobs/erasing/find-person.ts';
import { destroyKey, makeKey } from '../../src/jobs/protecting/keys.ts';
import { evaluateRun } from '../../src/jobs/judging/evaluate-run.ts';
import { profileDataset } from '../../src/jobs/profile.ts';
import { scanPrivacy } from '../../src/jobs/privacy.ts';
import { setColumn } from '../../src/jobs/set-column.ts';
import { shapeDataset } from '../../src/jobs/shaping/shape-dataset.ts';
import { replayRun } from '../../src/jobs/training/replay-run.ts';
import { restoreVersion } from '../../src/jobs/versions/restore-version.ts';
import { integrityCheck } from '../../src/storage/integrity-check.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { databaseOf, openStorage } from '../../src/storage/open-storage.ts';
import { quiet } from './support.ts';

const person = 'zora.quill@example.org';
const rowsOf = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `${i % 20 === 7 ? person : `p${i}@example.org`},${20 + (i % 50)},${i % 3},${i % 2 ? 'yes' : 'no'}`
  );
const csv = `email,age,visits,answer\n${rowsOf(100).join('\n')}\n`;
const erased = [7, 27, 47, 67, 87];

async function opened() {
  const services = { ...(await testServices()), randomBytes: (count: number) => new Uint8Array(count).fill(7) };
  const projectId = await projectWith(services, csv, { target: 'answer' }, { answer: 'target', email: 'ignore' });
  const { storage } = services;
  const current = async () => (await storage.projects.get(projectId)).datasetId!;
  return { services, storage, projectId, current, who: { projectId, column: 'email', value: person } };
}

/** Everything stored, as one text of bytes. */
async function everything(storage: Parameters<typeof databaseOf>[0]): Promise<string> {
  const { stores } = databaseOf(storage);
  const parts: string[] = [];
  for (const { bytes } of await stores.chunks.toArray())
    parts.push(Buffer.from(await new Blob([bytes as BlobPart]).arrayBuffer()).toString('latin1'));
  for (const store of [stores.datasets, stores.runs, stores.results, stores.predictions, stores.audit, stores.projects])
    parts.push(JSON.stringify(await (store as { toArray(): PromiseLike<unknown[]> }).toArray()));
  return parts.join('\n');
}

describe('erasing a person', () => {
  test('takes the rows out of every version, also where the column was dropped, renamed, masked or the rows were sorted', async () => {
    const { services, storage, projectId, current, who } = await opened();
    const start = await current();
    const key = await makeKey({ projectId }, services);
    const changes: ShapeStep[][] = [
      [
        { kind: 'sort', by: [{ column: 'age', descending: true }] },
        { kind: 'drop', columns: ['email'] }
      ],
      [
        { kind: 'rename', from: 'email', to: 'mail' },
        { kind: 'filter', where: 'age > 30' }
      ],
      [{ kind: 'pseudonymise', columns: ['email'], keyId: key.id }]
    ];
    for (const steps of changes) await shapeDataset({ datasetId: start, steps }, services, quiet);
    await restoreVersion({ datasetId: start }, services);
    const before = await Promise.all(
      (await storage.datasets.list(projectId)).map(async ({ id }) => ({ id, table: await storage.datasets.readTable(id) }))
    );
    const { rows } = await findPerson(who, services, quiet);
    await erasePerson(who, services, quiet);
    for (const { id, table } of before) {
      const gone = new Set(rows.get(id));
      const left = Array.from({ length: table.rows }, (_, row) => row).filter((row) => !gone.has(row));
      const after = await storage.datasets.readTable(id);
      expect(after.rows).toBe(left.length);
      expect(gone.size).toBeGreaterThanOrEqual(4);
      const numbers = (of: typeof table) => of.columns.filter(({ kind }) => kind === 'number');
      expect(numbers(after)).toEqual(numbers(gather(table, left)));
    }
    expect(await integrityCheck(storage)).toEqual([]);
    expect(await everything(storage)).not.toContain(person);
  });

  test('cleans what was found out and said about the rows, and the logs of deployments', async () => {
    const { services, storage, projectId, current, who } = await opened();
    const id = await current();
    await profileDataset({ datasetId: id }, services, quiet);
    await scanPrivacy({ datasetId: id }, services, quiet);
    await storage.deployments.put({
      name: 'd',
      projectId,
      model: 'm@1',
      split: null,
      rateLimitPerMinute: null,
      token: null,
      logShare: 1,
      createdAt: 1,
      history: []
    });
    const answer = {
      deployment: 'd',
      at: 1,
      model: 'm',
      version: 1,
      shadow: false,
      prediction: 'yes',
      probabilities: null,
      latencyMs: 1,
      actual: 'no'
    };
    await storage.predictions.addAll([
      { ...answer, id: 'a', row: { email: person, age: 3 } },
      { ...answer, id: 'b', row: { email: 'p1@example.org', age: 3 } }
    ]);
    const { trace } = await erasePerson(who, services, quiet);
    expect(trace.answers).toEqual([{ deployment: 'd', rows: 1 }]);
    expect((await storage.predictions.list('d')).map(({ id: left }) => left)).toEqual(['b']);
    expect(await everything(storage)).not.toContain(person);
    expect(await integrityCheck(storage)).toEqual([]);
  });

  test('lists the models that saw the rows, marks their runs, and moves the row numbers of split and runs', async () => {
    const { services, storage, projectId, who } = await opened();
    const run = await trainRun(services, projectId, 'logistic');
    await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet);
    const { trace, receipt } = await erasePerson(who, services, quiet);
    expect(trace.runs).toHaveLength(1);
    expect(trace.runs[0]!.learned + trace.runs[0]!.judged).toBe(5);
    const after = await storage.runs.get(run.id);
    expect(after.notes.at(-1)).toMatch(/^Rows of a person were erased on 2023-11-14\. .*train again.* cannot be replayed\.$/);
    const { split } = await storage.projects.get(projectId);
    expect(split!.rows.train + split!.rows.validation + split!.rows.test).toBe(95);
    expect(await integrityCheck(storage)).toEqual([]);
    await evaluateRun({ runId: run.id, on: 'validation' }, services, quiet);
    await expect(replayRun({ runId: run.id }, services, quiet)).rejects.toMatchObject({ code: 'rows-erased' });
    const entry = (await storage.audit.list(projectId)).find(({ action }) => action === 'person-erased')!;
    expect(entry.detail).toContain(await traceOf(receipt, who));
    expect(entry.detail).not.toContain('zora');
    expect(await storage.audit.verify(projectId)).toBeNull();
  });

  test('says which versions hold sums over the rows, and which can not be followed', async () => {
    const { services, storage, projectId, current, who } = await opened();
    const start = await current();
    await shapeDataset(
      { datasetId: start, steps: [{ kind: 'group', by: ['visits'], aggregates: [{ how: 'mean', column: 'age' }] }] },
      services,
      quiet
    );
    const key = await makeKey({ projectId }, services);
    await shapeDataset({ datasetId: start, steps: [{ kind: 'pseudonymise', columns: ['email'], keyId: key.id }] }, services, quiet);
    await destroyKey({ projectId, keyId: key.id }, services);
    const { trace } = await findPerson(who, services, quiet);
    const versions = await storage.datasets.list(projectId);
    expect(trace.summed).toEqual([versions.at(-2)!.version]);
    expect(trace.lost).toEqual([versions.at(-1)!.version]);
  });

  test('leaves another project alone and names it', async () => {
    const { services, storage, who } = await opened();
    const id = await projectWith(services, csv, {});
    const { trace } = await erasePerson(who, services, quiet);
    expect(trace.elsewhere).toEqual([{ name: id, isMadeFrom: false, columns: ['email'] }]);
    expect((await storage.datasets.list(id)).map(({ rows }) => rows)).toEqual([100]);
    expect(await integrityCheck(storage)).toEqual([]);
  });

  test('is refused where nobody is found, where nothing would be left, and while a model is trained', async () => {
    const { services, storage, projectId, who } = await opened();
    await expect(erasePerson({ ...who, value: 'nobody' }, services, quiet)).rejects.toMatchObject({ code: 'person-not-found' });
    const only = `a,b\n${'x,1\n'.repeat(5)}`;
    await importCsv({ projectId, source: only, fileName: 'only.csv', options: {} }, services, quiet);
    await expect(erasePerson({ projectId, column: 'a', value: 'x' }, services, quiet)).rejects.toMatchObject({
      code: 'erasure-leaves-nothing'
    });
    await storage.jobs.begin({ id: 'j', projectId, kind: 'train', label: 'Tree', startedAt: 1 });
    await expect(erasePerson(who, services, quiet)).rejects.toMatchObject({ code: 'erasure-waits' });
  });

  test('a write that fails, whichever, leaves everything as it was', async () => {
    for (let failing = 1; failing < 200; failing += 5) {
      let [writes, isArmed] = [0, false];
      const fault = () => {
        if (isArmed && ++writes === failing) throw new Error('The disk is gone.');
      };
      const services = {
        ...(await testServices()),
        storage: await openStorage(`erasing-${failing}-${Date.now()}`, { fault }),
        randomBytes: (count: number) => new Uint8Array(count)
      };
      const projectId = await projectWith(services, csv, { target: 'answer' });
      const { hash, id } = (await services.storage.datasets.list(projectId)).at(-1)!;
      isArmed = true;
      const failed = await erasePerson({ projectId, column: 'email', value: person }, services, quiet).then(
        () => false,
        () => true
      );
      isArmed = false;
      if (!failed) {
        expect(failing).toBeGreaterThan(10);
        return;
      }
      expect((await services.storage.datasets.get(id)).hash).toBe(hash);
      expect(await integrityCheck(services.storage)).toEqual([]);
    }
    throw new Error('It never went well.');
  });

  test('takes out the records that an import set aside', async () => {
    const { services, storage, projectId, who } = await opened();
    const ragged = `email,age\nother.one@example.org,3,too,many\n${person},4,too,many\n${rowsOf(9)
      .map((row) => row.split(',').slice(0, 2).join())
      .join('\n')}\n`;
    await importCsv({ projectId, source: ragged, fileName: 'ragged.csv', options: {} }, services, quiet);
    const before = (await storage.datasets.list(projectId)).at(-1)!;
    const { trace } = await erasePerson(who, services, quiet);
    const after = await storage.datasets.get(before.id);
    expect(trace.quarantined).toBeGreaterThan(0);
    expect(after.report!.quarantine!.count).toBe(before.report!.quarantine!.count - trace.quarantined);
    expect(await everything(storage)).not.toContain(person);
    expect(await everything(storage)).toContain('other.one@example.org');
    expect(await integrityCheck(storage)).toEqual([]);
  });

  test('a number is found by what it is', async () => {
    const { services, storage, projectId, current } = await opened();
    await setColumn({ datasetId: await current(), column: 'age', role: 'id' }, services);
    const { trace } = await findPerson({ projectId, column: 'age', value: '27.0' }, services, quiet);
    expect(trace.versions.map(({ rows }) => rows)).toEqual((await storage.datasets.list(projectId)).map(() => 2));
  });
});

describe('other projects a person may be in', () => {
  const currentOf = async (storage: Storage, projectId: string) => (await storage.projects.get(projectId)).datasetId!;

  async function hospital() {
    const services = await testServices();
    const { storage } = services;
    const patients = await projectWith(services, 'who,v\nAnn,1\nBob,2\nCid,3\n', {});
    const table = await currentOf(storage, patients);
    const elsewhere = async (value: string) =>
      (await findPerson({ projectId: patients, column: 'who', value }, services, quiet)).trace.elsewhere;
    return { services, storage, table, elsewhere };
  }

  const join = (datasetId: string): ShapeStep => ({ kind: 'join', datasetId, on: [{ left: 'who' }], how: 'left' });

  test('are those made from the rows, however far, also where the value is gone', async () => {
    const { services, storage, table, elsewhere } = await hospital();
    const study = await projectWith(services, 'who,dose\nBob,20\nEve,30\n', {});
    const joined = await shapeDataset({ datasetId: await currentOf(storage, study), steps: [join(table)] }, services, quiet);
    const farther = await projectWith(services, 'v,w\n1,10\n2,20\n', {});
    const steps: ShapeStep[] = [
      { kind: 'join', datasetId: joined, on: [{ left: 'v' }], how: 'left' },
      { kind: 'drop', columns: ['who'] }
    ];
    await shapeDataset({ datasetId: await currentOf(storage, farther), steps }, services, quiet);
    expect(await elsewhere('Bob')).toEqual([
      { name: study, isMadeFrom: true, columns: ['who'] },
      { name: farther, isMadeFrom: true, columns: [] }
    ]);
  });

  test('are not those whose columns have the same bytes by chance, nor those with the word in a column of things', async () => {
    const { services, elsewhere } = await hospital();
    await projectWith(services, 'k,n\n7,1\n8,2\n9,3\n', {});
    await projectWith(services, 'hurricane,year\nAnn,1996\nBob,2001\n', {});
    const staff = await projectWith(services, 'first_name,desk\nAnn,4\nZoe,5\n', {});
    const numbers = await projectWith(services, 'who,n\n1,1\n2,2\n', {});
    expect(await elsewhere('Ann')).toEqual([{ name: staff, isMadeFrom: false, columns: ['first_name'] }]);
    expect((await elsewhere('2')).map(({ name }) => name)).toEqual([numbers]);
    expect(await elsewhere('Nobody')).toEqual([]);
  });

  test('are those made from a version that is gone', async () => {
    const { services, storage, table, elsewhere } = await hospital();
    const study = await projectWith(services, 'who,dose\nEve,30\n', {});
    await shapeDataset({ datasetId: await currentOf(storage, study), steps: [join(table)] }, services, quiet);
    await setColumn({ datasetId: table, column: 'v', role: 'ignore' }, services);
    expect(await elsewhere('Ann')).toMatchObject([{ name: study, isMadeFrom: true }]);
    await storage.datasets.remove(table);
    expect(await elsewhere('Ann')).toMatchObject([{ name: study, isMadeFrom: true }]);
  });
});

test('row numbers move up by the rows that went before them', () => {
  expect([...movedRows(Uint32Array.of(0, 6, 7, 8, 30, 47, 99), Uint32Array.from(erased))]).toEqual([0, 6, 7, 28, 94]);
});
