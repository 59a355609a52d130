import { fullProject, openFresh } from '../storage/helper.ts';
import { beforeAll, expect, test } from 'vitest';
import type { WorkContext } from '../../src/core/context.ts';
import { createRng } from '../../src/core/rng.ts';
import { exportArchive } from '../../src/jobs/archive-export.ts';
import { importArchive } from '../../src/jobs/archive-import.ts';
import { integrityCheck } from '../../src/storage/integrity-check.ts';
import { databaseOf } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { createBreathe } from '../../src/wire/breathe.ts';

const breathe = createBreathe();
const context: WorkContext = { signal: new AbortController().signal, breathe, onProgress: () => {} };
let source: Storage;
let plain: Uint8Array<ArrayBuffer>;
let encrypted: Uint8Array<ArrayBuffer>;

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

beforeAll(async () => {
  source = await openFresh();
  await fullProject(source, 'a');
  await source.predictions.addAll([
    {
      id: 'x',
      deployment: 'deployment-a',
      at: 5,
      model: 'model',
      version: 1,
      shadow: false,
      row: { $number: 'NaN', size: NaN, colour: null },
      prediction: Infinity,
      probabilities: null,
      latencyMs: 1,
      actual: null
    }
  ]);
  plain = await bytesOf(await exportArchive({ projectId: 'a', passphrase: null }, source, context));
  encrypted = await bytesOf(await exportArchive({ projectId: 'a', passphrase: 'open, please' }, source, context));
});

const importInto = (storage: Storage, bytes: Uint8Array<ArrayBuffer>, passphrase: string | null = null) =>
  importArchive({ archive: new Blob([bytes]), passphrase }, storage, 77, context);

async function isEmpty(storage: Storage): Promise<boolean> {
  const counts = await Promise.all(
    ['projects', 'datasets', 'chunks', 'pending', 'pendingChunks', 'runs'].map((name) => databaseOf(storage).dexie.table(name).count())
  );
  return counts.every((count) => count === 0);
}

test('a project comes back as it was, with the import noted in its log', async () => {
  const target = await openFresh();
  expect(await importInto(target, plain)).toBe('a');
  const [before, after] = [await source.bundles.read('a'), await target.bundles.read('a')];
  const { audit, auditHead, ...rest } = after.bundle;
  expect(rest).toEqual({ ...before.bundle, audit: undefined, auditHead: undefined });
  expect(audit.slice(0, -1)).toEqual(before.bundle.audit);
  expect(audit.at(-1)).toMatchObject({ at: 77, action: 'project-imported' });
  expect(auditHead?.count).toBe(audit.length);
  expect(after.chunks).toEqual(before.chunks);
  const id = after.bundle.project.datasetId!;
  expect(await target.datasets.readTable(id)).toEqual(await source.datasets.readTable(id));
  expect(await integrityCheck(target)).toEqual([]);
});

test('the same project gives the same bytes', async () => {
  expect(await bytesOf(await exportArchive({ projectId: 'a', passphrase: null }, source, context))).toEqual(plain);
});

test('an archive opened where the project is already becomes a second project beside it', async () => {
  const target = await openFresh();
  await importInto(target, plain);
  const id = await importInto(target, plain);
  expect(id).not.toBe('a');
  const { bundle } = await target.bundles.read(id);
  expect(bundle.datasets.map((dataset) => dataset.id)).toEqual([bundle.project.datasetId]);
  expect(bundle.versions[0]!.runId).toBe(bundle.runs[0]!.id);
  expect(bundle.runs[0]!.id).not.toBe('run-a');
  expect(bundle.deployments[0]!.name).toBe('deployment-a-2');
  expect(bundle.predictions).toHaveLength(1);
  expect(await target.audit.verify(id)).toBeNull();
  expect(await integrityCheck(target)).toEqual([]);
  await target.projects.remove('a');
  expect(await integrityCheck(target)).toEqual([]);
  expect((await target.datasets.readTable(bundle.project.datasetId!)).rows).toBe(23);
});

test('one flipped byte, at 64 places, is refused and nothing is kept', { timeout: 240_000 }, async () => {
  const target = await openFresh();
  const rng = createRng(5);
  for (let i = 0; i < 64; i++) {
    const bytes = plain.slice();
    bytes[Math.floor(((i + rng()) / 64) * bytes.length)]! ^= 1 << Math.floor(rng() * 8);
    await expect(importInto(target, bytes), `place ${i}`).rejects.toMatchObject({ code: 'archive-invalid' });
  }
  expect(await isEmpty(target)).toBe(true);
});

test('a truncated archive, at each sixteenth and one byte short, is refused', async () => {
  const target = await openFresh();
  const lengths = [...Array.from({ length: 16 }, (_, i) => Math.floor((plain.length * i) / 16)), plain.length - 1];
  for (const length of lengths)
    await expect(importInto(target, plain.slice(0, length)), `${length} bytes`).rejects.toMatchObject({ code: 'archive-invalid' });
  await expect(importInto(target, new Uint8Array([...plain, 0]))).rejects.toMatchObject({ code: 'archive-invalid' });
  expect(await isEmpty(target)).toBe(true);
});

test('a passphrase opens what it closed; none or another is refused', async () => {
  const target = await openFresh();
  await expect(importInto(target, encrypted)).rejects.toMatchObject({ code: 'passphrase-needed' });
  await expect(importInto(target, encrypted, 'Open, please')).rejects.toMatchObject({ code: 'wrong-passphrase' });
  expect(await isEmpty(target)).toBe(true);
  expect(await importInto(target, encrypted, 'open, please')).toBe('a');
  expect(new TextDecoder('latin1').decode(encrypted)).not.toContain('records/');
});

test('an encrypted archive that was changed or cut is refused', { timeout: 240_000 }, async () => {
  const target = await openFresh();
  const header = 16 + 16 + 32;
  for (let i = 0; i < 16; i++) {
    const bytes = encrypted.slice();
    bytes[header + Math.floor(((bytes.length - header - 1) * i) / 15)]! ^= 4;
    await expect(importInto(target, bytes, 'open, please'), `place ${i}`).rejects.toMatchObject({ code: 'archive-invalid' });
  }
  for (const length of [header + 4, encrypted.length - 1]) {
    await expect(importInto(target, encrypted.slice(0, length), 'open, please')).rejects.toMatchObject({ code: 'archive-invalid' });
  }
  const salted = encrypted.slice();
  salted[20]! ^= 1;
  await expect(importInto(target, salted, 'open, please')).rejects.toMatchObject({ code: 'wrong-passphrase' });
  expect(await isEmpty(target)).toBe(true);
});

test('a cancelled import keeps nothing', async () => {
  const target = await openFresh();
  const controller = new AbortController();
  const onProgress = (share: number) => share > 0.5 && controller.abort();
  const work = importArchive({ archive: new Blob([plain]), passphrase: null }, target, 1, {
    signal: controller.signal,
    breathe,
    onProgress
  });
  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  expect(await isEmpty(target)).toBe(true);
});

test('an import whose n-th write fails keeps nothing, for every n', { timeout: 240_000 }, async () => {
  let hadFault = true;
  let n = 0;
  for (n = 1; hadFault; n++) {
    let writes = -2; // Opening writes two rows of its own.
    hadFault = false;
    const fault = () => {
      if (++writes !== n) return;
      hadFault = true;
      throw new DOMException('Full.', 'QuotaExceededError');
    };
    const target = await openFresh({ fault });
    const outcome = await importInto(target, plain).catch((error: unknown) => error);
    if (hadFault) expect(outcome).toMatchObject({ code: 'storage-full' });
    expect(await integrityCheck(target), `write ${n}`).toEqual([]);
    expect((await target.projects.list()).length).toBe(hadFault ? 0 : 1);
  }
  expect(n).toBeGreaterThan(20);
});
