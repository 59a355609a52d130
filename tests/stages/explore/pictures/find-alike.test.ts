import { expect, test } from 'vitest';
import { createRng } from '../../../../src/core/rng.ts';
import { hammingDistance, HammingIndex, MOST_DISTANCE, type Bits64 } from '../../../../src/kernels/hamming-index.ts';
import { AlikeFinder } from '../../../../src/stages/explore/pictures/find-alike.ts';
import { contentHash } from '../../../../src/stages/ingest/image/picture-hash.ts';
import type { Pixels } from '../../../../src/stages/explore/pictures/signature.ts';
import { painted, sceneOf, type Look, type Scene } from './painted.ts';

const SIZE = 32;
const add = (finder: AlikeFinder, row: number, picture: Pixels) => finder.add(row, contentHash(picture.pixels, picture.channels), picture);
const shapes = [
  [4, 3],
  [3, 4],
  [1, 1]
] as const;
const scene = (i: number): Scene => sceneOf(i, ...shapes[i % 3]!);

test('every code within seven bits is found, as by looking at all of them', () => {
  const rng = createRng(3);
  const word = () => Math.floor(rng() * 2 ** 32);
  const codes: Bits64[] = Array.from({ length: 300 }, () => ({ high: word(), low: word() }));
  for (const { high, low } of codes.slice(0, 100)) {
    let [h, l] = [high, low];
    for (let flips = 0; flips < 9; flips++) {
      if (rng() < 0.5) h = (h ^ (1 << Math.floor(rng() * 32))) >>> 0;
      else l = (l ^ (1 << Math.floor(rng() * 32))) >>> 0;
      codes.push({ high: h, low: l });
    }
  }
  const index = new HammingIndex();
  for (const code of codes) index.add(code);
  for (const code of codes.slice(0, 200)) {
    const near = codes.flatMap((other, place) => (hammingDistance(code, other) <= MOST_DISTANCE ? [place] : []));
    expect(
      index
        .near(code, MOST_DISTANCE)
        .map(({ place }) => place)
        .sort((a, b) => a - b)
    ).toEqual(near);
  }
});

const looks: readonly { name: string; from: number; look: Look; least: number }[] = [
  { name: 'smaller', from: 60, look: {}, least: 0.98 },
  { name: 'noisy', from: 120, look: { noise: 6 }, least: 0.98 },
  { name: 'brighter and paler', from: 120, look: { brighter: 20, contrast: 0.85 }, least: 0.98 },
  { name: 'small and of low quality', from: 64, look: { noise: 8, step: 8 }, least: 0.93 }
];

test('the same picture at another size, quality or brightness is found, and different pictures are not taken for one', () => {
  const rng = createRng(5);
  const PICTURES = 240;
  const finder = new AlikeFinder();
  for (let i = 0; i < PICTURES; i++) add(finder, i, painted(scene(i), SIZE, 120));
  expect(finder.groups()).toEqual([]);
  for (const [k, { from, look }] of looks.entries())
    for (let i = 0; i < PICTURES; i++) add(finder, (k + 1) * PICTURES + i, painted(scene(i), SIZE, from, look, rng));
  const found = looks.map(() => 0);
  for (const { rows } of finder.groups()) {
    // One scene a group: a false match would bring two together.
    expect(new Set(rows.map((row) => row % PICTURES)).size).toBe(1);
    if (rows[0]! < PICTURES) for (const row of rows.slice(1)) found[Math.floor(row / PICTURES) - 1]!++;
  }
  for (const [k, { name, least }] of looks.entries()) expect(found[k]! / PICTURES, name).toBeGreaterThanOrEqual(least);
});

test('the very same pixels are told from those that are only alike, grey or in three channels', () => {
  const finder = new AlikeFinder();
  const first = painted(scene(1), SIZE, 120);
  add(finder, 0, first);
  add(finder, 1, {
    ...first,
    channels: 3,
    pixels: Uint8Array.from({ length: first.pixels.length * 3 }, (_, i) => first.pixels[Math.floor(i / 3)]!)
  });
  add(finder, 2, painted(scene(2), SIZE, 120));
  add(finder, 3, painted(scene(2), SIZE, 60));
  const [exact, near] = finder.groups();
  expect(exact).toEqual({ rows: [0, 1], likeness: [1, 1], copies: 1, isExact: true });
  expect(near).toMatchObject({ rows: [2, 3], copies: 0, isExact: false });
  expect(near!.likeness[1]).toBeLessThan(1);
});

test('exact copies are counted in a group with near ones too, whether of the first or of another', () => {
  const finder = new AlikeFinder();
  for (const [row, from] of [120, 60, 60, 120].entries()) add(finder, row, painted(scene(2), SIZE, from));
  expect(finder.groups()).toMatchObject([{ rows: [0, 1, 2, 3], copies: 2, isExact: false }]);
});

test('pictures of one shade are alike when the shade is the same, and not when it is another', () => {
  const shade = (value: number): Pixels => ({ width: 8, height: 8, channels: 1, pixels: new Uint8Array(64).fill(value) });
  const finder = new AlikeFinder();
  for (const [row, value] of [200, 90, 201, 0].entries()) add(finder, row, shade(value));
  expect(finder.groups().map(({ rows }) => rows)).toEqual([[0, 2]]);
});

test('two photos between the same black bars are not alike for the bars', () => {
  const finder = new AlikeFinder();
  for (let i = 0; i < 60; i++) add(finder, i, painted(sceneOf(900 + i, 4, 1), SIZE, 60));
  expect(finder.groups()).toEqual([]);
});
