import { expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import type { WorkContext } from '../../src/core/context.ts';
import type { ImageColumn } from '../../src/core/table.ts';
import { importImages, type ImageImportJob } from '../../src/jobs/import-images.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { createBreathe } from '../../src/wire/breathe.ts';
import { decodeImage } from '../../workers/image-decoder.ts';
import { avif, turnedAvif, gif, join, exif, big } from '../stages/ingest/image/make-files.ts';

const context: WorkContext = { signal: new AbortController().signal, breathe: createBreathe(), onProgress: () => undefined };

async function imported(source: ImageImportJob['source'], size?: number) {
  const storage = await openStorage(`images-${crypto.randomUUID()}`);
  const project = {
    id: 'p',
    name: 'p',
    createdAt: 0,
    modifiedAt: 0,
    datasetId: null,
    problem: null,
    problemFixedAt: null,
    problemChanges: [],
    split: null,
    recipe: null
  };
  await storage.projects.add(project);
  const services = { storage, now: () => performance.now(), decode: decodeImage };
  const id = await importImages({ projectId: 'p', name: 'digits', source, ...(size && { size }) }, services, context);
  const table = await storage.datasets.readTable(id);
  return { dataset: await storage.datasets.get(id), table, image: table.columns[0] as ImageColumn };
}

/** A picture of the left half in one colour and the right half in another. */
async function halves(type: string, width: number, height: number, left: string, right: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const draw = canvas.getContext('2d')!;
  draw.fillStyle = left;
  draw.fillRect(0, 0, width / 2, height);
  draw.fillStyle = right;
  draw.fillRect(width / 2, 0, width / 2, height);
  return canvas.convertToBlob({ type, quality: 1 });
}

const pixel = ({ pixels, width, channels }: ImageColumn, x: number, y: number) => [
  ...pixels.subarray((y * width + x) * channels, (y * width + x + 1) * channels)
];

test('the digits sample comes in whole: 1,797 grey images of 8 x 8 in ten classes', async () => {
  const { dataset, table, image } = await imported(
    await (await fetch(`data:;base64,${await commands.readFile('public/samples/digits.zip', 'base64')}`)).blob()
  );
  expect(dataset.rows).toBe(1797);
  expect(image).toMatchObject({ width: 8, height: 8, channels: 1 });
  expect([...image.pixels.subarray(0, 8)]).toEqual([0, 0, 5, 13, 9, 1, 0, 0].map((value) => Math.round((value * 255) / 16)));
  const levels = new Set(Array.from({ length: 17 }, (_, value) => Math.round((value * 255) / 16)));
  expect(image.pixels.every((value) => levels.has(value))).toBe(true);
  const label = table.columns[1]!;
  const counts = Array.from({ length: 10 }, (_, code) => (label.kind === 'category' ? label.codes.filter((c) => c === code).length : 0));
  expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  expect(dataset.report!.issues).toEqual([]);
});

test('photos are turned upright, fitted with black beside them, and what is transparent is white', async () => {
  const plain = new Uint8Array(await (await halves('image/jpeg', 32, 16, 'red', 'blue')).arrayBuffer());
  const app1 = exif(6); // turned a quarter: what was left is on top
  const turned = join(plain.subarray(0, 2), [0xff, 0xe1], big(app1.length + 2, 2), app1, plain.subarray(2));
  const clear = await halves('image/png', 16, 16, 'transparent', 'black');
  const { image, dataset } = await imported(
    [
      { path: 'a/1.jpg', file: new Blob([turned]) },
      { path: 'a/2.png', file: clear }
    ],
    16
  );
  expect(image.channels).toBe(3);
  const near = (got: number[], wanted: number[]) =>
    expect(Math.max(...got.map((value, i) => Math.abs(value - wanted[i]!)))).toBeLessThan(30);
  near(pixel(image, 8, 2), [255, 0, 0]);
  near(pixel(image, 8, 13), [0, 0, 255]);
  near(pixel(image, 1, 8), [0, 0, 0]);
  const second = { ...image, pixels: image.pixels.subarray(16 * 16 * 3) };
  near(pixel(second, 2, 8), [255, 255, 255]);
  near(pixel(second, 13, 8), [0, 0, 0]);
  expect(dataset.report!.issues.map(({ code }) => code)).toEqual(['turned']);
});

test('AVIF comes in, turned as it says', async () => {
  const { image, dataset } = await imported(
    [
      { path: 'a/1.avif', file: new Blob([avif]) },
      { path: 'a/2.avif', file: new Blob([turnedAvif]) }
    ],
    24
  );
  const isRed = ([red, , blue]: number[]) => red! > 120 && blue! < 120;
  const isBlue = ([red, , blue]: number[]) => red! < 120 && blue! > 120;
  expect([isRed(pixel(image, 3, 12)), isBlue(pixel(image, 20, 12)), pixel(image, 12, 1)]).toEqual([true, true, [0, 0, 0]]);
  const second = { ...image, pixels: image.pixels.subarray(24 * 24 * 3) };
  expect([isRed(pixel(second, 12, 3)), isBlue(pixel(second, 12, 20)), pixel(second, 1, 12)]).toEqual([true, true, [0, 0, 0]]);
  expect(dataset.report!.issues.map(({ code }) => code)).toEqual(['turned']);
});

test('what the browser can not decode is told by name, and the rest comes in', async () => {
  const good = await halves('image/webp', 8, 8, 'red', 'blue');
  const bytes = new Uint8Array(await (await halves('image/png', 8, 8, 'red', 'blue')).arrayBuffer());
  const damaged = bytes.slice();
  damaged.fill(0x55, 60, bytes.length - 14); // the pixels, between header and end
  const { dataset, image } = await imported([
    { path: 'a/good.webp', file: good },
    { path: 'a/damaged.png', file: new Blob([damaged]) },
    { path: 'a/moving.gif', file: new Blob([gif(1, 1, 2)]) }
  ]);
  expect(dataset.rows).toBe(2);
  expect(image.width).toBe(32);
  const told = Object.fromEntries(dataset.report!.issues.map(({ code, message }) => [code, message]));
  expect(told['image-damaged'] ?? told['image-truncated']).toContain('a/damaged.png');
  expect(told['first-frame']).toContain('a/moving.gif');
});
