import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../tools/serve.js';

const folder = mkdtempSync(join(tmpdir(), 'lathe-serve-'));
const script = 'export const answer = 42;\n'.repeat(200);
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  writeFileSync(join(folder, 'a.js'), script);
  server = await serve(folder);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const fetchRaw = (path: string, headers: Record<string, string>) =>
  new Promise<{ status: number | undefined; encoding: string | undefined; body: Buffer }>((resolve, reject) => {
    get(new URL(path, server.url), { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode, encoding: response.headers['content-encoding'], body: Buffer.concat(parts) })
      );
    }).on('error', reject);
  });

test('a text goes packed to who takes it packed, and is the same text', async () => {
  const { encoding, body } = await fetchRaw('a.js', { 'accept-encoding': 'gzip, br' });
  expect(encoding).toBe('gzip');
  expect(body.length).toBeLessThan(script.length / 10);
  expect(gunzipSync(body).toString()).toBe(script);
});

test('a changed file is packed anew', async () => {
  await fetchRaw('a.js', { 'accept-encoding': 'gzip' });
  writeFileSync(join(folder, 'b.js'), 'one');
  await fetchRaw('b.js', { 'accept-encoding': 'gzip' });
  writeFileSync(join(folder, 'b.js'), 'three');
  expect(gunzipSync((await fetchRaw('b.js', { 'accept-encoding': 'gzip' })).body).toString()).toBe('three');
});

test('who does not take it packed gets the file as it is', async () => {
  const { encoding, body } = await fetchRaw('a.js', {});
  expect(encoding).toBeUndefined();
  expect(body.toString()).toBe(script);
});

test('nothing outside the folder is served', async () => {
  expect((await fetchRaw('/..%2f..%2fetc/passwd', {})).status).toBe(404);
});
