import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import type { ImageColumn, Table } from '../../../src/core/table.ts';
import { deletionOf } from '../../../src/stages/explain/pictures/deletion.ts';
import { occlusion, type HeatMap } from '../../../src/stages/explain/pictures/occlusion.ts';
import { imageOf, meanColour } from '../../../src/stages/explain/pictures/picture-rows.ts';
import { quiet } from '../evaluate/fixtures.ts';

const [width, height] = [15, 14];
const row: Table = {
  rows: 1,
  columns: [
    {
      kind: 'image',
      name: 'image',
      width,
      height,
      channels: 1,
      pixels: Uint8Array.from({ length: width * height }, (_, i) => (i * 37) % 200)
    }
  ]
};
const spot = 4 * width + 11;
/** Goes by one pixel alone: whether it is as it was. */
const predict = (table: Table) => {
  const { pixels } = imageOf(table);
  return Float64Array.from({ length: table.rows }, (_, i) => Number(pixels[i * width * height + spot] === imageOf(row).pixels[spot]));
};

describe('covering a picture', () => {
  test('is warm where the answer hangs on what is covered, and cold elsewhere, to the edges', async () => {
    const found = await occlusion({ predict, row, cover: [250], context: quiet });
    expect(found).toMatchObject({ width, height, edge: 2, stride: 1 });
    expect([...found.heat].indexOf(Math.max(...found.heat))).toBe(spot);
    expect(
      found.heat.every((value, i) => value > 0 === (Math.abs((i % width) - 11) <= 1 && Math.abs(Math.floor(i / width) - 4) <= 1))
    ).toBe(true);
    expect(found.heat.every(Number.isFinite)).toBe(true);
  });

  test('stops when it is told to', async () => {
    const stop = AbortSignal.abort();
    await expect(occlusion({ predict, row, cover: [0], context: { ...quiet, signal: stop } })).rejects.toMatchObject({
      name: 'AbortError'
    });
  });
});

test('a map that knows the pixel is told to matter, and one that does not is not', async () => {
  const mapOf = (heatAt: (i: number) => number): HeatMap => ({
    width,
    height,
    heat: Float64Array.from({ length: width * height }, (_, i) => heatAt(i))
  });
  const ask = (map: HeatMap) => deletionOf({ predict, row, cover: [250], map, rng: createRng(3), context: quiet });
  const knows = await ask(mapOf((i) => Number(i === spot)));
  expect(knows).toMatchObject({ now: 1, warmest: 0, share: 0.1 });
  // Of twenty draws of a tenth about two hold the pixel.
  expect(knows.random.value).toBeGreaterThan(0.6);
  const wrong = await ask(mapOf((i) => Number(i !== spot)));
  expect(wrong.warmest).toBe(1);
});

test('the mean colour is by channel', () => {
  const image = { channels: 3, pixels: Uint8Array.of(0, 10, 20, 100, 30, 40) } as unknown as ImageColumn;
  expect(meanColour(image)).toEqual([50, 20, 30]);
});
