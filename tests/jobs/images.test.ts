import 'fake-indexeddb/auto'; // before Dexie looks for it
import { describe, expect, test } from 'vitest';
import {
  textAt,
  type CategoryColumn,
  type ImageColumn,
  type NumberColumn,
  type TextColumn,
  type TimeColumn
} from '../../src/core/table.ts';
import { addImages } from '../../src/jobs/images/add-images.ts';
import { alikeImages } from '../../src/jobs/images/alike-images.ts';
import { importImages } from '../../src/jobs/import-images.ts';
import { setSplit } from '../../src/jobs/splitting/set-split.ts';
import { integrityCheck } from '../../src/storage/integrity-check.ts';
import { readImageHeader } from '../../src/stages/ingest/image/image-header.ts';
import type { Picture } from '../../src/stages/ingest/image/image-set.ts';
import { jpeg, photoExif, png } from '../stages/ingest/image/make-files.ts';
import { painted, sceneOf } from '../stages/explore/pictures/painted.ts';
import { context, openProject } from './ingest-helper.ts';

/** Stands for the browser's decoder: the width names the scene, the height how it was photographed: 1 in colour. */
const decode = (bytes: Uint8Array, size: number): Promise<Picture> => {
  const { width, height } = readImageHeader(bytes);
  const { pixels } = painted(sceneOf(width), size, height === 2 ? 60 : 120);
  if (height !== 1) return Promise.resolve({ channels: 1, pixels });
  return Promise.resolve({
    channels: 3,
    pixels: Uint8Array.from({ length: pixels.length * 3 }, (_, i) => (i % 3 === 0 ? pixels[i / 3]! : 9))
  });
};

const given = (files: Record<string, Uint8Array>) =>
  Object.entries(files).map(([path, bytes]) => ({ path, file: new Blob([bytes as Uint8Array<ArrayBuffer>]) }));

async function project(files: Record<string, Uint8Array>) {
  const { storage, services: plain } = await openProject();
  const services = { ...plain, decode };
  const id = await importImages({ projectId: 'p', name: 'set', source: given(files) }, services, context());
  return { storage, services, id };
}

describe('images added to a dataset', () => {
  const files = { 'cat/1.png': png(11, 9), 'dog/1.png': png(12, 9) };

  test('stand behind the ones there, in the class that was chosen, and nothing else is changed', async () => {
    const { storage, services, id } = await project(files);
    const before = await storage.datasets.readTable(id);
    const made = await addImages(
      { datasetId: id, source: given({ 'x.png': png(13, 9), 'y.png': png(11, 9) }), label: 'bird' },
      services,
      context()
    );
    const dataset = await storage.datasets.get(made);
    const [image, label, file] = (await storage.datasets.readTable(made)).columns as [ImageColumn, CategoryColumn, TextColumn];
    expect(dataset).toMatchObject({ rows: 4, version: 2, parentId: id, made: { said: ['Added 2 images to “bird”.'] } });
    expect(label).toMatchObject({ labels: ['cat', 'dog', 'bird'], codes: Int32Array.of(0, 1, 2, 2) });
    expect([0, 1, 2, 3].map((row) => textAt(file, row))).toEqual(['cat/1.png', 'dog/1.png', 'x.png', 'y.png']);
    expect(image.pixels.subarray(0, 2 * 32 * 32)).toEqual((before.columns[0] as ImageColumn).pixels);
    expect(dataset.notes).toContain('1 added image is the very same as one that was there.');
    expect(await integrityCheck(storage)).toEqual([]);
  });

  test('in colour make the grey ones three channels; in folders they keep their classes', async () => {
    const { storage, services, id } = await project(files);
    const made = await addImages({ datasetId: id, source: given({ 'dog/2.png': png(13, 1) }), label: null }, services, context());
    const [image, label] = (await storage.datasets.readTable(made)).columns as [ImageColumn, CategoryColumn];
    expect(image).toMatchObject({ channels: 3 });
    expect(image.pixels[0]).toBe(image.pixels[1]);
    expect([...label.codes]).toEqual([0, 1, 1]);
  });

  test('none that can be used is refused, and nothing is left', async () => {
    const { storage, services, id } = await project(files);
    const source = given({ 'x.txt': new Uint8Array([1, 2]) });
    await expect(addImages({ datasetId: id, source, label: 'cat' }, services, context())).rejects.toMatchObject({
      code: 'no-usable-images'
    });
    expect(await storage.datasets.list('p')).toHaveLength(1);
    expect(await integrityCheck(storage)).toEqual([]);
  });
});

describe('when and where a photo was taken', () => {
  const photo = jpeg(11, 9, { app1: photoExif('2024:05:06 07:08:09', [48, 51.5], [2, 21]) });

  test('come in as columns no model sees, and the place is told to be personal', async () => {
    const { storage, id } = await project({ 'a/1.jpg': photo, 'a/2.png': png(12, 9) });
    const dataset = await storage.datasets.get(id);
    const table = await storage.datasets.readTable(id, ['taken', 'latitude', 'longitude']);
    const [taken, latitude, longitude] = table.columns as [TimeColumn, NumberColumn, NumberColumn];
    expect([...taken.values]).toEqual([Date.UTC(2024, 4, 6, 7, 8, 9), NaN]);
    expect(latitude.values[0]).toBeCloseTo(48.858333, 5);
    expect(longitude.values[0]).toBeCloseTo(-2.35, 5);
    expect(dataset.columns.filter(({ role }) => role === 'ignore').map(({ name }) => name)).toEqual([
      'file',
      'taken',
      'latitude',
      'longitude'
    ]);
    expect(dataset.notes.join(' ')).toContain('1 photo says where it was taken, which is personal data');
  });

  test('the place stays out when that is asked for', async () => {
    const { storage, services } = await project({ 'a/1.png': png(11, 9) });
    const id = await importImages({ projectId: 'p', name: 'x', source: given({ 'a/1.jpg': photo }), places: 'drop' }, services, context());
    expect((await storage.datasets.get(id)).columns.map(({ name }) => name)).toEqual(['image', 'class', 'file', 'taken']);
  });
});

test('alike pictures are found across classes and across the parts of the division', async () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i % 2 ? 'cat' : 'dog'}/${100 + i}.png`, png(40 + i, 9)]));
  const { services, id } = await project({
    ...many,
    'cat/a.png': png(11, 9),
    'dog/b.png': png(11, 9),
    'cat/c.png': png(12, 9),
    'cat/d.png': png(12, 2)
  });
  const before = await alikeImages({ datasetId: id }, services, context());
  expect(before.found).toEqual({ groups: 2, images: 4, exact: 1, conflicts: 1, leaks: 0 });
  expect(before.groups[0]).toMatchObject({ isExact: true, isConflict: true, images: [{ label: 'cat', part: null }, { label: 'dog' }] });
  expect(before.groups[1]).toMatchObject({ isExact: false, isConflict: false });
  await services.storage.projects.update('p', (own) => ({
    ...own,
    problem: { statement: '', task: 'image', metric: 'accuracy', target: 'class' }
  }));
  await setSplit({ projectId: 'p', spec: { kind: 'random', seed: 1 } }, services);
  const after = await alikeImages({ datasetId: id }, services, context());
  const expected = after.groups.filter(({ images }) => new Set(images.map(({ part }) => part)).size > 1).length;
  expect(after.groups[0]!.images.every(({ part }) => part !== null)).toBe(true);
  expect(after.found.leaks).toBe(expected);
});
