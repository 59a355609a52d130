import { context, projectWith } from './ingest-helper.ts';
import { expect, test } from 'vitest';
import { quarantineVerbs } from '../../src/app/door/quarantine.ts';
import type { Services } from '../../src/app/services.ts';
import { exportArchive } from '../../src/jobs/archive-export.ts';
import { importArchive } from '../../src/jobs/archive-import.ts';
import { importCsv } from '../../src/jobs/import-csv.ts';
import { setColumn } from '../../src/jobs/set-column.ts';
import { integrityCheck } from '../../src/storage/integrity-check.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { openFresh } from '../storage/helper.ts';

const ragged = 'a,b\n1,x\n2,y,z,=1+1\n3,w\n';
const verbsOf = (storage: Storage) => quarantineVerbs({ storage } as Services);
const kept = [{ line: 3, code: 'too-many-fields', reason: '4 fields where 2 are due.', text: '2,y,z,=1+1' }];

test('a rejected row can be read back and saved, and belongs to the hash of nothing', async () => {
  const { storage, id } = await projectWith(ragged);
  const { quarantine, quarantineCsv } = verbsOf(storage);
  expect(await quarantine(id)).toEqual({ count: 1, rows: kept });
  expect(await (await quarantineCsv(id)).text()).toBe('line,reason,raw text\r\n3,4 fields where 2 are due.,"2,y,z,=1+1"\r\n');
  const good = await projectWith('a,b\n1,x\n2,y\n3,w\n');
  expect((await storage.datasets.get(id)).hash).toBe((await good.storage.datasets.get(good.id)).hash);
  expect(await verbsOf(good.storage).quarantine(good.id)).toBeNull();
  expect(await (await verbsOf(good.storage).quarantineCsv(good.id)).text()).toBe('line,reason,raw text\r\n');
});

test('it travels in the archive, and stays with the versions made from it', async () => {
  const { storage, id, services } = await projectWith(ragged);
  const next = await setColumn({ datasetId: id, column: 'a', type: 'text' }, services);
  expect((await verbsOf(storage).quarantine(next))!.rows).toEqual(kept);
  const archive = await exportArchive({ projectId: 'p', passphrase: null }, storage, context());
  const other = await openFresh();
  const project = await importArchive({ archive, passphrase: null }, other, 9, context());
  const [first] = await other.datasets.list(project);
  expect((await verbsOf(other).quarantine(first!.id))!.rows).toEqual(kept);
  expect(await integrityCheck(other)).toEqual([]);
});

test('it goes with its version, and a piece that is gone is told', async () => {
  const { storage, projectId, services, id } = await projectWith(ragged);
  const { chunk } = (await storage.datasets.get(id)).report!.quarantine!;
  expect(await integrityCheck(storage)).toEqual([]);
  await importCsv({ projectId, source: 'a,b\n1,x\n', fileName: 'data.csv', options: {} }, services, context());
  await storage.datasets.remove(id);
  await expect(storage.chunks.get(chunk)).rejects.toMatchObject({ code: 'data-damaged' });
  expect(await integrityCheck(storage)).toEqual([]);
});
