import { context, projectWith } from '../ingest-helper.ts';
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { exportArchive } from '../../../src/jobs/archive-export.ts';
import { destroyKey, listKeys, makeKey, showKey, takeKey } from '../../../src/jobs/protecting/keys.ts';
import { readRows } from '../../../src/jobs/read-rows.ts';
import { shapeDataset } from '../../../src/jobs/shaping/shape-dataset.ts';
import { integrityCheck } from '../../../src/storage/integrity-check.ts';
import { databaseOf } from '../../../src/storage/open-storage.ts';

const csv = 'mail,age\nada@x.org,30\nbob@x.org,40\nada@x.org,30\n,50\n';
const randomBytes = (count: number) => Uint8Array.from({ length: count }, (_, i) => i + 1);

async function withKey() {
  const { services: plain, ...opened } = await projectWith(csv);
  const services = { ...plain, randomBytes };
  return { ...opened, services, key: await makeKey({ projectId: 'p' }, services) };
}

describe('pseudonyms', () => {
  test('are the beginning of HMAC-SHA-256, the same for the same value', async () => {
    const { id, services, key, storage } = await withKey();
    const steps = [{ kind: 'pseudonymise', columns: ['mail'], keyId: key.id }] as const;
    const made = await shapeDataset({ datasetId: id, steps }, services, context());
    const rows = await readRows({ datasetId: made, start: 0, count: 9 }, services);
    const bits = [...createHmac('sha256', randomBytes(32)).update('ada@x.org').digest()]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('');
    const code = Array.from(
      { length: 12 },
      (_, i) => '0123456789abcdefghjkmnpqrstvwxyz'[Number.parseInt(bits.slice(5 * i, 5 * i + 5), 2)]
    ).join('');
    expect(rows.map(({ mail }) => mail)).toEqual([`p_${code}`, expect.stringMatching(/^p_[0-9a-z]{12}$/), `p_${code}`, null]);
    expect(rows[1]!['mail']).not.toBe(rows[0]!['mail']);
    const again = await shapeDataset({ datasetId: id, steps }, services, context());
    expect((await storage.datasets.get(again)).hash).toBe((await storage.datasets.get(made)).hash);
    expect(await integrityCheck(storage)).toEqual([]);
  });

  test('the key is in no record but its own, and in no archive', async () => {
    const { id, services, key, storage } = await withKey();
    await shapeDataset({ datasetId: id, steps: [{ kind: 'pseudonymise', columns: ['mail'], keyId: key.id }] }, services, context());
    const secret = await showKey({ projectId: 'p', keyId: key.id }, services);
    const { bundle } = await storage.bundles.read('p');
    expect(JSON.stringify(bundle)).not.toContain(secret);
    const archive = Buffer.from(await (await exportArchive({ projectId: 'p', passphrase: null }, storage, context())).arrayBuffer());
    expect(archive.includes(Buffer.from(randomBytes(32)))).toBe(false);
    await storage.projects.remove('p');
    expect(await databaseOf(storage).stores.keys.count()).toBe(0);
  });

  test('a key is shown once, makes nothing once destroyed, and the written one brings it back', async () => {
    const { id, services, key } = await withKey();
    const job = { projectId: 'p', keyId: key.id };
    const secret = await showKey(job, services);
    expect(secret).toMatch(/^0102.*1f20$/);
    await expect(showKey(job, services)).rejects.toMatchObject({ code: 'key-shown-before' });
    await destroyKey(job, services);
    expect(await listKeys({ projectId: 'p' }, services)).toMatchObject([{ id: key.id, destroyedAt: 7 }]);
    const steps = [{ kind: 'pseudonymise', columns: ['mail'], keyId: key.id }] as const;
    await expect(shapeDataset({ datasetId: id, steps }, services, context())).rejects.toMatchObject({ code: 'key-destroyed' });
    await expect(takeKey({ projectId: 'p', secret: 'not a key' }, services)).rejects.toMatchObject({ code: 'key-unreadable' });
    expect((await takeKey({ projectId: 'p', secret }, services)).id).toBe(key.id);
    await shapeDataset({ datasetId: id, steps }, services, context());
  });
});
