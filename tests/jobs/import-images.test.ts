import 'fake-indexeddb/auto'; // before Dexie looks for it
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { WorkContext } from '../../src/core/context.ts';
import { textAt, type TextColumn } from '../../src/core/table.ts';
import { importImages, type ImageImportJob } from '../../src/jobs/import-images.ts';
import { FileProblem } from '../../src/stages/ingest/image/file-problem.ts';
import { readImageHeader } from '../../src/stages/ingest/image/image-header.ts';
import type { Picture } from '../../src/stages/ingest/image/image-set.ts';
import { databaseOf } from '../../src/storage/open-storage.ts';
import { exif, gif, jpeg, png } from '../stages/ingest/image/make-files.ts';
import { openFresh, projectRecord } from '../storage/helper.ts';

const context = (signal = new AbortController().signal): WorkContext => ({
  signal,
  breathe: () => Promise.resolve(),
  onProgress: () => undefined
});
const blobOf = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);
const zipOf = (files: Record<string, Uint8Array>) => blobOf(zipSync(files));
const given = (files: Record<string, Uint8Array>) => Object.entries(files).map(([path, bytes]) => ({ path, file: blobOf(bytes) }));

/** Stands for the browser's decoder: a grey of the image's own width; one of 13 pixels can't be decoded. */
const decode = (bytes: Uint8Array, size: number): Promise<Picture> => {
  const { width } = readImageHeader(bytes);
  if (width === 13) return Promise.reject(new FileProblem('image-damaged'));
  return Promise.resolve({ channels: 1, pixels: new Uint8Array(size * size).fill(width) });
};

async function imported(source: ImageImportJob['source'], changes: Partial<ImageImportJob> = {}, services: object = {}) {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const id = await importImages(
    { projectId: 'p', name: 'pictures', source, ...changes },
    { storage, now: () => 0, decode, ...services },
    context()
  );
  return { dataset: await storage.datasets.get(id), table: await storage.datasets.readTable(id), storage };
}

test('a zip of class folders becomes images, classes and file names', async () => {
  const { dataset, table } = await imported(zipOf({ 'set/dog/2.png': png(9, 9), 'set/cat/1.png': png(8, 8), 'set/dog/1.png': png(7, 7) }));
  expect(dataset.columns.map(({ name, type, role }) => [name, type, role])).toEqual([
    ['image', 'image', 'feature'],
    ['class', 'category', 'target'],
    ['file', 'text', 'ignore']
  ]);
  const [image, label, file] = table.columns;
  expect(image).toMatchObject({ width: 32, height: 32, channels: 1 });
  expect(label).toMatchObject({ labels: ['cat', 'dog'], codes: Int32Array.of(0, 1, 1) });
  expect([0, 1, 2].map((row) => textAt(file as TextColumn, row))).toEqual(['set/cat/1.png', 'set/dog/1.png', 'set/dog/2.png']);
  expect(dataset.columns[1]).toMatchObject({ labels: ['cat', 'dog'], distinct: 2, missing: 0 });
});

test('the same files give the same dataset hash, packed or in a folder', async () => {
  const files = { 'a/1.png': png(8, 8), 'b/1.png': png(8, 8) };
  expect((await imported(zipOf(files))).dataset.hash).toBe((await imported(given(files).reverse())).dataset.hash);
});

test('the size is the one the images agree on up to 64, else 32, else the one asked for', async () => {
  const sizeOf = async (files: Record<string, Uint8Array>, size?: number) => {
    const { table } = await imported(given(files), size === undefined ? {} : { size });
    const [image] = table.columns;
    return image?.kind === 'image' && image.width;
  };
  expect(await sizeOf({ 'a/1.png': png(20, 16), 'a/2.png': png(20, 16) })).toBe(20);
  expect(await sizeOf({ 'a/1.png': png(65, 65), 'a/2.png': png(65, 65) })).toBe(32);
  expect(await sizeOf({ 'a/1.png': png(20, 16), 'a/2.png': png(16, 20) })).toBe(32);
  expect(await sizeOf({ 'a/1.jpg': jpeg(20, 16), 'a/2.jpg': jpeg(16, 20, { app1: exif(6) }) })).toBe(20);
  expect(await sizeOf({ 'a/1.png': png(20, 16) }, 48)).toBe(48);
});

test('bad files are told by name and do not stop the rest', async () => {
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
  const { dataset } = await imported(
    given({
      'a/ok.png': png(8, 8),
      'a/huge.png': png(12_000, 10_000),
      'a/cut.png': png(8, 8).subarray(0, 40),
      'a/draw.svg': svg,
      'a/undecodable.png': png(13, 8),
      '../out.png': png(8, 8)
    })
  );
  expect(dataset.rows).toBe(1);
  const told = Object.fromEntries(dataset.report!.issues.map(({ code, message }) => [code, message]));
  expect(Object.keys(told).sort()).toEqual(['image-damaged', 'image-svg', 'image-too-large', 'image-truncated', 'unsafe-path']);
  expect(told['image-too-large']).toBe('Left out: 1 image has over 40 million pixels: a/huge.png.');
});

test('what decoding loses is told, and the image stays', async () => {
  const { dataset } = await imported(
    given({
      'a/deep.png': png(8, 8, { depth: 16 }),
      'a/moving.gif': gif(8, 8, 2),
      'a/photo.jpg': jpeg(8, 8, { app1: exif(6) }),
      'a/liar.png': jpeg(8, 8)
    })
  );
  expect(dataset.rows).toBe(4);
  expect(dataset.report!.issues.map(({ code }) => code).sort()).toEqual(['depth-reduced', 'first-frame', 'turned', 'wrong-extension']);
  expect(dataset.notes).toContain('1 animation: only its first frame is taken: a/moving.gif.');
});

test('copies are pointed out, and files in no folder have no class', async () => {
  const { dataset } = await imported(given({ '1.png': png(8, 8), '2.png': png(8, 8), '3.png': png(9, 8) }));
  expect(dataset.columns.map(({ name }) => name)).toEqual(['image', 'file']);
  expect(dataset.notes.join(' ')).toContain('1 image is an exact copy of another');
  expect(dataset.notes).toContain('No file was in a folder, so the images have no classes.');
});

test('nothing that can be used, a bad zip, a bad size and too much are refused with the reason, and leave nothing', async () => {
  await expect(imported(given({ 'a/1.txt': new TextEncoder().encode('hello') }))).rejects.toMatchObject({ code: 'no-usable-images' });
  await expect(imported(zipOf({}))).rejects.toMatchObject({ code: 'no-usable-images' });
  await expect(imported(blobOf(png(3, 3)))).rejects.toMatchObject({ code: 'zip-unreadable' });
  await expect(imported(given({ 'a/1.png': png(8, 8) }), { size: 3 })).rejects.toMatchObject({ code: 'param-out-of-range' });
  const many = Object.fromEntries(Array.from({ length: 6000 }, (_, i) => [`a/${i}.png`, png(8, 8)]));
  await expect(imported(given(many), { size: 256 })).rejects.toMatchObject({ code: 'image-set-too-large' });
});

test('a cancel in the middle leaves nothing behind', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const stop = new AbortController();
  const source = given(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`a/${i}.png`, png(8, 8)])));
  const services = { storage, now: () => 0, decode: (bytes: Uint8Array, size: number) => (stop.abort(), decode(bytes, size)) };
  await expect(importImages({ projectId: 'p', name: 'x', source }, services, context(stop.signal))).rejects.toMatchObject({
    name: 'AbortError'
  });
  expect(await storage.datasets.list('p')).toEqual([]);
  expect(await databaseOf(storage).stores.chunks.count()).toBe(0);
});

test('a full disk in the middle is told, and leaves nothing behind', async () => {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  const full = new Error('disk full');
  const write = async (projectId: string) => ({ ...(await storage.datasets.write(projectId)), commit: () => Promise.reject(full) });
  const broken = { ...storage, datasets: { ...storage.datasets, write } };
  const job = { projectId: 'p', name: 'x', source: given({ 'a/1.png': png(8, 8) }) };
  await expect(importImages(job, { storage: broken, now: () => 0, decode }, context())).rejects.toBe(full);
  expect(await databaseOf(storage).stores.chunks.count()).toBe(0);
});
