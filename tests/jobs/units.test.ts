import 'fake-indexeddb/auto'; // before Dexie looks for it
import { expect, test } from 'vitest';
import { auditDataset } from '../../src/jobs/audit.ts';
import { readRows } from '../../src/jobs/read-rows.ts';
import { setColumn } from '../../src/jobs/set-column.ts';
import { shapeDataset } from '../../src/jobs/shaping/shape-dataset.ts';
import { fixesFor } from '../../src/ui/explore/fixes.ts';
import { datasetOf } from '../../src/app/door/from-records.ts';
import type { ShapeStep } from '../../src/core/shape-step.ts';
import { context, projectWith } from './ingest-helper.ts';

async function opened(csv: string) {
  const project = await projectWith(csv);
  const { services, storage } = project;
  const shape = async (datasetId: string, steps: readonly ShapeStep[]) =>
    storage.datasets.get(await shapeDataset({ datasetId, steps }, services, context()));
  const rows = (datasetId: string) => readRows({ datasetId, start: 0, count: 1000 }, services);
  return { ...project, shape, rows };
}

test('a unit is said, kept by steps that keep the numbers, and taken away again', async () => {
  const { id, services, storage, shape } = await opened('w,n\n70,1\n80,2\n');
  const said = await setColumn({ datasetId: id, column: 'w', unit: ' kg ' }, services);
  const [before, after] = [await storage.datasets.get(id), await storage.datasets.get(said)];
  expect(after.columns[0]).toMatchObject({ unit: 'kg', chunks: before.columns[0]!.chunks });
  expect(after.hash).not.toBe(before.hash);
  const kept = await shape(said, [
    { kind: 'filter', where: 'n > 1' },
    { kind: 'rename', from: 'w', to: 'weight' },
    {
      kind: 'group',
      by: ['n'],
      aggregates: [
        { how: 'mean', column: 'weight' },
        { how: 'count', column: 'weight' }
      ]
    }
  ]);
  expect(kept.columns.map(({ name, unit }) => [name, unit])).toEqual([
    ['n', undefined],
    ['mean_weight', 'kg'],
    ['count_weight', undefined]
  ]);
  const gone = await setColumn({ datasetId: said, column: 'w', unit: null }, services);
  expect((await storage.datasets.get(gone)).hash).toBe(before.hash);
  await expect(setColumn({ datasetId: id, column: 'w', type: 'category', unit: 'kg' }, services)).rejects.toMatchObject({
    code: 'column-unit-wrong'
  });
});

test('a step writes numbers in another unit, of all rows or of some, and says it', async () => {
  const { id, shape, rows } = await opened('height_cm,t\n180,0\n70.5,100\n,20\n');
  const made = await shape(id, [
    { kind: 'convert', column: 'height_cm', from: 'in', to: 'cm', where: 'height_cm < 100' },
    { kind: 'convert', column: 'height_cm', to: 'm', as: 'height_m' },
    { kind: 'convert', column: 't', from: '°C', to: '°F' }
  ]);
  expect(await rows(made.id)).toEqual([
    { height_m: 1.8, t: 32 },
    { height_m: 1.7907, t: 212 },
    { height_m: null, t: 68 }
  ]);
  expect(made.columns.map(({ unit, type }) => [unit, type])).toEqual([
    ['m', 'number'],
    ['°F', 'integer']
  ]);
  expect(made.made!.said).toEqual([
    'Converted “height_cm” from in to cm where height_cm < 100.',
    'Converted “height_cm” to m, and called it “height_m”.',
    'Converted “t” from °C to °F.'
  ]);
});

test.each([
  [{ column: 'w', to: 'lb' }, /nothing says what/],
  [{ column: 'w', from: 'kg', to: 'm' }, /can't be written as/],
  [{ column: 'w', from: 'EUR', to: 'USD' }, /can't be written as/],
  [{ column: 'w', from: 'bushel', to: 'l' }, /no unit that is known/],
  [{ column: 'c', from: 'kg', to: 'lb' }, /holds no numbers/]
])('%o is refused', async (step, why) => {
  const { id, shape } = await opened('w,c\n1,a\n2,b\n');
  await expect(shape(id, [{ kind: 'convert', ...step }])).rejects.toMatchObject({
    code: 'shape-step-invalid',
    message: expect.stringMatching(why) as unknown
  });
});

test('rows in another unit than the rest are converted by the fix of their finding, into the unit the column says', async () => {
  const kilos = Array.from({ length: 90 }, (_, i) => 55 + ((i * 37) % 90) / 3);
  const mixed = [...kilos, ...kilos.slice(0, 30).map((kg) => kg / 0.45359237)];
  const { id, services, storage, shape, rows } = await opened(`weight_kg,n\n${mixed.map((value, i) => `${value},${i}`).join('\n')}\n`);
  const finding = (await auditDataset({ datasetId: id }, services, context())).find(({ code }) => code === 'mixed-units')!;
  expect(finding.evidence).toMatchObject({ smaller: 'kg', larger: 'lb' });
  const [fix] = fixesFor(finding, datasetOf(await storage.datasets.get(id)));
  expect(fix).toMatchObject({ label: 'Write all in kg', steps: [{ kind: 'convert', from: 'lb', to: 'kg' }] });
  const made = await shape(id, fix!.kind === 'steps' ? fix!.steps : []);
  expect(made.columns[0]!.unit).toBe('kg');
  const back = (await rows(made.id)).slice(90).map((row) => Number(row['weight_kg']));
  back.forEach((value, i) => expect(value).toBeCloseTo(kilos[i]!, 10));
});
