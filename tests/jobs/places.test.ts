import 'fake-indexeddb/auto'; // before Dexie looks for it
import { expect, test } from 'vitest';
import { auditDataset } from '../../src/jobs/audit.ts';
import { lookAtPlaces } from '../../src/jobs/exploring/look-at-places.ts';
import { setColumn } from '../../src/jobs/set-column.ts';
import { shapeDataset } from '../../src/jobs/shaping/shape-dataset.ts';
import { fixesFor } from '../../src/ui/explore/fixes.ts';
import type { Dataset } from '../../src/app/api/data.ts';
import { context, projectWith } from './ingest-helper.ts';

/** Sixty places around Munich, then what goes wrong. */
const good = Array.from({ length: 60 }, (_, i) => `${48 + (i % 7) / 10},${(110 + (i % 11)) / 10},${i}`);
const csv = (more: readonly string[] = []) => `lat,lon,n\n${[...good, ...more].join('\n')}\n`;
const zeros = ['0,0,60', '0,0,61'];
const swapped = ['11.5,148.1,62', '148.2,11.6,63', '148.3,11.7,64', '148.4,11.8,65'];
const off = ['95,200,66'];

test('places are told by names, counted, and what is none is not drawn', async () => {
  const { id, services } = await projectWith(csv([...zeros, ...off, ',11.5,70']));
  const [report] = await lookAtPlaces({ datasetId: id }, services);
  expect(report).toMatchObject({
    pair: { latitude: 'lat', longitude: 'lon' },
    isSaid: false,
    rows: 63,
    without: 1,
    offEarth: 1,
    atZero: 2
  });
  expect(report!.latitudes).toHaveLength(60);
  expect(report!.centre!.latitude).toBeCloseTo(48.29, 1);
  expect(report!.said).toMatch(/^Half of 60 places lie within \d+\.?\d* km of 48\.\d\d N, 11\.\d\d E\. 1 row names no point of the earth, and 2 rows stand at 0, 0: not drawn\.$/); // prettier-ignore
});

test('without a pair it is said what to do', async () => {
  const { id, services } = await projectWith('a,b\n1,2\n3,4\n');
  await expect(lookAtPlaces({ datasetId: id }, services)).rejects.toMatchObject({
    code: 'no-places',
    hint: expect.stringContaining('latitude') as unknown
  });
});

test('a pair can be said, holds for later versions, and is taken apart; what can be none is refused and nothing is made', async () => {
  const { id, services, storage } = await projectWith('y,x,name\n48,11,a\n49,12,b\n');
  const said = await setColumn({ datasetId: id, column: 'y', longitude: 'x' }, services);
  const pairIn = async (of: string) => (await storage.datasets.get(of)).columns.map(({ longitude }) => longitude ?? null);
  expect(await pairIn(said)).toEqual(['x', null, null]);
  expect((await storage.datasets.get(said)).hash).not.toBe((await storage.datasets.get(id)).hash);
  expect((await lookAtPlaces({ datasetId: said }, services))[0]).toMatchObject({ isSaid: true, rows: 2 });
  const kept = await shapeDataset({ datasetId: said, steps: [{ kind: 'filter', where: 'x > 11' }] }, services, context());
  expect(await pairIn(kept)).toEqual(['x', null, null]);
  expect(await pairIn(await setColumn({ datasetId: said, column: 'x', type: 'category' }, services))).toEqual([null, null, null]);
  expect(await pairIn(await setColumn({ datasetId: said, column: 'y', longitude: null }, services))).toEqual([null, null, null]);
  const before = (await storage.datasets.list('p')).length;
  for (const wrong of ['name', 'y'])
    await expect(setColumn({ datasetId: id, column: 'y', longitude: wrong }, services)).rejects.toMatchObject({ code: 'geo-pair-wrong' });
  await expect(setColumn({ datasetId: id, column: 'y', longitude: 'z' }, services)).rejects.toMatchObject({ code: 'column-not-found' });
  await expect(setColumn({ datasetId: said, column: 'x', longitude: 'x' }, services)).rejects.toMatchObject({ code: 'geo-pair-wrong' });
  expect(await storage.datasets.list('p')).toHaveLength(before);
});

test('places that are none, at zero or the wrong way round are found, and mended as the button says', async () => {
  const { id, services, storage } = await projectWith(csv([...zeros, ...swapped, ...off]));
  const findings = await auditDataset({ datasetId: id }, services, context());
  const about = findings.filter(({ code }) => ['off-earth', 'null-island', 'swapped-degrees'].includes(code));
  expect(about.map(({ code, evidence }) => [code, (evidence as { found: number }).found]).sort()).toEqual([
    ['null-island', 2],
    ['off-earth', 1],
    ['swapped-degrees', 3]
  ]);
  const dataset = (await storage.datasets.get(id)) as unknown as Dataset;
  const mended = async (code: string) => {
    const [fix] = fixesFor(
      about.find((finding) => finding.code === code)!,
      dataset
    );
    if (fix?.kind !== 'steps') throw new Error(`no steps for ${code}`);
    const made = await shapeDataset({ datasetId: id, steps: fix.steps }, services, context());
    expect((await storage.datasets.get(made)).columns.map(({ name }) => name)).toEqual(['lat', 'lon', 'n']);
    return (await lookAtPlaces({ datasetId: made }, services))[0]!;
  };
  expect(await mended('null-island')).toMatchObject({ atZero: 0, without: 2 });
  expect(await mended('swapped-degrees')).toMatchObject({ rows: 67, offEarth: 1 });
  expect(await mended('off-earth')).toMatchObject({ rows: 66, offEarth: 3 });
});

test('columns that are called so and hold no degrees are left alone', async () => {
  const { id, services } = await projectWith(
    `lat,lon\n${Array.from({ length: 60 }, (_, i) => `${5_300_000 + i},${700_000 + 3 * i}`).join('\n')}\n`
  );
  const codes = (await auditDataset({ datasetId: id }, services, context())).map(({ code }) => code);
  expect(codes).not.toContain('off-earth');
  expect(codes).not.toContain('swapped-degrees');
});

test('a pair of texts that become so in the same change is refused; whole or not, degrees stay a pair; what is lost is told', async () => {
  const { id, services, storage } = await projectWith('y,x,name\n48,11,a\n49,12,b\n');
  await expect(setColumn({ datasetId: id, column: 'y', type: 'text', longitude: 'x' }, services)).rejects.toMatchObject({
    code: 'geo-pair-wrong'
  });
  const said = await setColumn({ datasetId: id, column: 'y', longitude: 'x', unit: '°' }, services);
  const finer = await storage.datasets.get(await setColumn({ datasetId: said, column: 'y', type: 'number' }, services));
  expect(finer.columns[0]).toMatchObject({ type: 'number', longitude: 'x', unit: '°' });
  const texts = await storage.datasets.get(await setColumn({ datasetId: said, column: 'y', type: 'text' }, services));
  expect(texts.columns[0]).not.toHaveProperty('longitude');
  expect(texts.notes).toEqual([
    '“y” is text now, so it says no places with “x” any more.',
    '“y” is text now, so its unit (°) is forgotten.'
  ]);
  const alone = await storage.datasets.get(await setColumn({ datasetId: said, column: 'x', type: 'text' }, services));
  expect(alone.notes).toEqual(['“y” says no places any more: “x” holds no numbers now.']);
});
