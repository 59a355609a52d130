import { openFresh, projectRecord } from '../storage/helper.ts';
import { expect, test } from 'vitest';
import type { WorkContext } from '../../src/core/context.ts';
import { canonicalJson, sha256 } from '../../src/core/hash.ts';
import { COMMENT_BYTES, sealed } from '../../src/jobs/archive-digest.ts';
import { importArchive } from '../../src/jobs/archive-import.ts';
import { readArchiveJson, writeArchiveJson } from '../../src/jobs/archive-json.ts';
import { ZipWriter } from '../../src/jobs/archive-zip.ts';
import { databaseOf } from '../../src/storage/open-storage.ts';
import { recordVersions } from '../../src/storage/records/kinds.ts';

const context: WorkContext = { signal: new AbortController().signal, breathe: () => Promise.resolve(), onProgress: () => {} };
const encode = (value: unknown) => new TextEncoder().encode(canonicalJson(value));

type Files = Record<string, Uint8Array>;

const emptyProject = (): Files => {
  const none = ['datasets', 'runs', 'packages', 'versions', 'deployments', 'predictions', 'requests', 'audit', 'results'];
  return {
    'records/project.json': encode(projectRecord('p')),
    'records/auditHead.json': encode(null),
    ...Object.fromEntries(none.map((name) => [`records/${name}.json`, encode([])]))
  };
};

const listed = (files: Files) =>
  Promise.all(Object.entries(files).map(async ([name, bytes]) => ({ name, size: bytes.length, sha256: await sha256(bytes) })));

interface Lies {
  manifest?: (manifest: Record<string, unknown>, entries: { name: string; size: number; sha256: string }[]) => unknown;
  extra?: Files;
  /** Changes bytes of the zip before it is sealed: the seal is no secret. */
  zip?: (bytes: Uint8Array) => void;
}

/** An archive with a good seal around whatever is wrong in it. */
async function archiveOf(files: Files, { manifest, extra = {}, zip }: Lies = {}): Promise<Blob> {
  const writer = new ZipWriter();
  const entries = await listed(files);
  for (const [name, bytes] of Object.entries({ ...files, ...extra })) writer.add(name, bytes);
  const honest = { format: 'lathe-archive', formatVersion: 1, recordVersions, entries };
  writer.add('manifest.json', encode(manifest ? manifest(honest, entries) : honest));
  const bytes = new Uint8Array(await writer.finish(COMMENT_BYTES).arrayBuffer());
  zip?.(bytes);
  return sealed(new Blob([bytes]), context);
}

async function refusal(archive: Blob): Promise<Error & { code?: string }> {
  const storage = await openFresh();
  const outcome: unknown = await importArchive({ archive, passphrase: null }, storage, 1, context).catch((error: unknown) => error);
  for (const store of ['projects', 'chunks', 'pending'] as const) expect(await databaseOf(storage).stores[store].count(), store).toBe(0);
  return outcome as Error & { code?: string };
}

/** Where the directory says something of the entry `name`, plus `offset`. */
function inDirectory(bytes: Uint8Array, name: string, offset: number): number {
  const text = new TextDecoder('latin1').decode(bytes);
  return text.lastIndexOf(name) - 46 + offset;
}

test('the smallest archive there can be is accepted: the refusals below are for what is wrong in them', async () => {
  const storage = await openFresh();
  expect(await importArchive({ archive: await archiveOf(emptyProject()), passphrase: null }, storage, 1, context)).toBe('p');
});

for (const name of [
  '../../escape.txt',
  '/etc/passwd',
  'records/../x.json',
  'C:\\x',
  'chunks/short',
  'records/PROJECT.json',
  'records/__proto__.json'
]) {
  test(`a file called ${name} has no place in it`, async () => {
    expect(await refusal(await archiveOf(emptyProject(), { extra: { [name]: Uint8Array.of(1) } }))).toMatchObject({
      code: 'archive-invalid'
    });
  });
}

test('a bomb is stopped at the size the manifest gives', async () => {
  const zeros = new Uint8Array(50_000_000);
  const name = 'records/results.json';
  const archive = await archiveOf(
    { ...emptyProject(), [name]: zeros },
    {
      manifest: (honest, entries) => ({
        ...honest,
        entries: entries.map((entry) => (entry.name === name ? { ...entry, size: 10 } : entry))
      })
    }
  );
  expect((await refusal(archive)).message).toMatch(/says it has 50000000 bytes; 10 are due/);
});

test('a bomb whose directory lies as well is stopped while it unpacks', async () => {
  const zeros = new Uint8Array(50_000_000);
  const name = 'records/results.json';
  const archive = await archiveOf(
    { ...emptyProject(), [name]: zeros },
    {
      manifest: (honest, entries) => ({
        ...honest,
        entries: entries.map((entry) => (entry.name === name ? { ...entry, size: 10 } : entry))
      }),
      zip: (bytes) => new DataView(bytes.buffer).setUint32(inDirectory(bytes, name, 24), 10, true)
    }
  );
  expect((await refusal(archive)).message).toMatch(/unpacks to more than the 10 bytes/);
});

test('entries that overlap, or lie outside the file, are refused', async () => {
  for (const at of [0, 0xfffffff0]) {
    const archive = await archiveOf(emptyProject(), {
      zip: (bytes) => new DataView(bytes.buffer).setUint32(inDirectory(bytes, 'records/audit.json', 42), at, true)
    });
    expect((await refusal(archive)).message).toMatch(/outside its place/);
  }
});

test('a manifest that lists less, more, twice or something else is refused', async () => {
  const lies: Lies['manifest'][] = [
    (honest, entries) => ({ ...honest, entries: entries.slice(1) }),
    (honest, entries) => ({ ...honest, entries: [...entries, { name: 'chunks/' + '0'.repeat(64), size: 1, sha256: '0'.repeat(64) }] }),
    (honest, entries) => ({ ...honest, entries: [...entries.slice(1), entries[1]] }),
    (honest, entries) => ({ ...honest, entries: entries.map((entry) => ({ ...entry, sha256: '0'.repeat(64) })) }),
    (honest, entries) => ({ ...honest, entries: entries.map((entry) => ({ ...entry, size: 1e12 })) }),
    (honest) => ({ ...honest, formatVersion: 2 }),
    (honest) => ({ ...honest, format: 'other' }),
    () => null
  ];
  for (const [i, manifest] of lies.entries())
    expect(await refusal(await archiveOf(emptyProject(), { manifest: manifest! })), `lie ${i}`).toMatchObject({ code: 'archive-invalid' });
});

test('records that are none, of the future, of another project, or without their data are refused', async () => {
  const project = projectRecord('p');
  const wrong: [string, unknown, string][] = [
    ['project', { ...project, name: 7 }, 'record-invalid'],
    ['project', null, 'record-invalid'],
    ['project', { ...project, datasetId: 'gone' }, 'archive-invalid'],
    ['datasets', {}, 'archive-invalid'],
    ['runs', [null], 'record-invalid'],
    ['results', [{ key: 'k', projectId: 'other', kind: 'x', value: 1, createdAt: 1 }], 'archive-invalid'],
    ['packages', ['0'.repeat(64)], 'archive-invalid'],
    ['auditHead', { projectId: 'p', count: 3, hash: '0'.repeat(64) }, 'archive-invalid']
  ];
  for (const [name, value, code] of wrong) {
    expect(await refusal(await archiveOf({ ...emptyProject(), [`records/${name}.json`]: encode(value) })), `${name}`).toMatchObject({
      code
    });
  }
  const future = await archiveOf(emptyProject(), {
    manifest: (honest) => ({ ...honest, recordVersions: { ...recordVersions, projects: 99 } })
  });
  expect(await refusal(future)).toMatchObject({ code: 'record-invalid' });
});

test('a chunk that nothing refers to, or under a wrong name, is refused', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const right = `chunks/${await sha256(bytes)}`;
  expect(await refusal(await archiveOf({ ...emptyProject(), [right]: bytes }))).toMatchObject({ code: 'archive-invalid' });
  expect((await refusal(await archiveOf({ ...emptyProject(), ['chunks/' + '0'.repeat(64)]: bytes }))).message).toMatch(
    /not named after its digest/
  );
});

test('what is no archive at all is refused in words', async () => {
  for (const bytes of [new Uint8Array(0), new Uint8Array(1000), new TextEncoder().encode('name,age\nAda,36\n')]) {
    expect((await refusal(new Blob([bytes]))).message).toMatch(/not a Lathe archive/);
  }
});

test('data that look like the format of the archive come back as data', () => {
  const odd = {
    $number: 'NaN',
    $array: 'Uint8Array',
    $base64: 'AA==',
    $$x: 1,
    list: [NaN, -0, Float32Array.of(1.5, NaN)],
    own: JSON.parse('{"__proto__":1}') as unknown
  };
  const back = readArchiveJson(writeArchiveJson(odd)) as typeof odd;
  expect(back).toEqual(odd);
  expect(Object.keys(back.own as object)).toEqual(['__proto__']);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
