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
  [{ column: 'w', from: 'kg', to: 'm' }, /can’t be written as/],
  [{ column: 'w', from: 'EUR', to: 'USD' }, /can’t be written as/],
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

/** Spread evenly without a pattern, so that every heap has the same shape. */
const degrees = (count: number, from: number, to: number) =>
  Array.from({ length: count }, (_, i) => from + ((i * 0.618_033_988_749_895) % 1) * (to - from));
const fahrenheit = (celsius: number) => 1.8 * celsius + 32;

test.each([
  ['temp_c', undefined],
  ['temp_c', '°C'],
  ['t', '°C'],
  ['t', undefined]
])('Fahrenheit among Celsius in “%s” of unit %s are no feet among metres', async (name, unit) => {
  // More cool days than warm ones: half are below 22 degrees, near where Fahrenheit is as many times Celsius as feet are of metres.
  const celsius = degrees(400, 0, 1).map((share) => 15 + 20 * share ** 1.5);
  const mixed = celsius.map((value, i) => (i < 76 ? fahrenheit(value) : value));
  const opening = await opened(`${name},n\n${mixed.map((value, i) => `${value.toFixed(3)},${i}`).join('\n')}\n`);
  const { services, storage, shape, rows } = opening;
  const id = unit === undefined ? opening.id : await setColumn({ datasetId: opening.id, column: name, unit }, services);
  const finding = (await auditDataset({ datasetId: id }, services, context())).find(({ code }) => code === 'mixed-units')!;
  expect(finding.message).toContain('degrees Celsius and Fahrenheit');
  expect(finding.message).not.toContain('feet');
  expect(finding.evidence).toMatchObject({ smaller: '°C', larger: '°F', rows: 76 });
  const [fix] = fixesFor(finding, datasetOf(await storage.datasets.get(id)));
  expect(fix).toMatchObject({ label: 'Write all in °C' });
  const made = await shape(id, fix!.kind === 'steps' ? fix!.steps : []);
  expect(made.columns[0]!.unit).toBe('°C');
  (await rows(made.id)).forEach((row, i) => expect(Number(row[name])).toBeCloseTo(celsius[i]!, 2));
});

test('the unit of a column limits what it can be mixed with, and a multiple gets its names', async () => {
  const few = (of: (value: number) => number, column: string, unit?: string) => {
    const mixed = degrees(400, 15, 35).map((value, i) => (i < 76 ? of(value) : value));
    return { csv: `${column},n\n${mixed.map((value, i) => `${value.toFixed(4)},${i}`).join('\n')}\n`, column, unit };
  };
  const look = async ({ csv, column, unit }: ReturnType<typeof few>) => {
    const { id, services, storage } = await opened(csv);
    const at = unit === undefined ? id : await setColumn({ datasetId: id, column, unit }, services);
    const finding = (await auditDataset({ datasetId: at }, services, context())).find(({ code }) => code === 'mixed-units');
    return finding === undefined ? null : fixesFor(finding, datasetOf(await storage.datasets.get(at))).map(({ label }) => label);
  };
  expect(await look(few(fahrenheit, 'x', 'kg'))).toBeNull();
  expect(await look(few((value) => value * 3.280_84, 'height_m'))).toEqual(['Write all in m']);
  expect(await look(few((value) => value * 3.280_84, 'height_ft'))).toEqual(['Write all in ft']);
  expect(await look(few((value) => value * 3.280_84, 'x', '°C'))).toBeNull();
  expect(await look(few((value) => value * 1000, 'weight_kg'))).toEqual(['Write all in kg']);
  expect(await look(few((value) => value / 1000, 'weight_kg'))).toEqual(['Write all in kg']);
  expect(await look(few((value) => value * 1000, 'x', 'EUR'))).toEqual(['Write all in one unit']);
});

test('where two pairs of units fit alike both are said, and nothing is offered at a click', async () => {
  // At 21.62 degrees Fahrenheit is as many times Celsius as feet are of metres; eight rows that spread between the two tell nothing of which.
  const celsius = degrees(80, 21, 22.24);
  const mixed = celsius.map((value, i) => (i < 8 ? (fahrenheit(value) + value * 3.280_84) / 2 : value));
  const { id, services, storage } = await opened(`x,n\n${mixed.map((value, i) => `${value.toFixed(4)},${i}`).join('\n')}\n`);
  const finding = (await auditDataset({ datasetId: id }, services, context())).find(({ code }) => code === 'mixed-units')!;
  expect(finding.message).toContain('degrees Celsius and Fahrenheit');
  expect(finding.message).toContain('metres and feet');
  expect(finding.hint).toContain('say on Data what “x” is counted in');
  expect(fixesFor(finding, datasetOf(await storage.datasets.get(id)))).toEqual([]);
  const said = await setColumn({ datasetId: id, column: 'x', unit: 'm' }, services);
  const again = (await auditDataset({ datasetId: said }, services, context())).find(({ code }) => code === 'mixed-units')!;
  expect(fixesFor(again, datasetOf(await storage.datasets.get(said)))).toMatchObject([{ label: 'Write all in m' }]);
});

test('some rows are brought to the unit of their column, never a column to the unit of some rows', async () => {
  const { id, services, shape, rows } = await opened('w,n\n70,1\n180,2\n');
  const said = await setColumn({ datasetId: id, column: 'w', unit: 'kg' }, services);
  await expect(shape(said, [{ kind: 'convert', column: 'w', from: 'kg', to: 'lb', where: 'w < 100' }])).rejects.toMatchObject({
    code: 'shape-step-invalid',
    message: expect.stringContaining('“w” is in kg, and the rows left out') as unknown,
    hint: expect.stringContaining('to kg, naming theirs as "from"') as unknown
  });
  const made = await shape(said, [{ kind: 'convert', column: 'w', from: 'lb', to: 'kilograms', where: 'w > 100' }]);
  expect(made.columns[0]!.unit).toBe('kg');
  expect((await rows(made.id)).map(({ w }) => w)).toEqual([70, expect.closeTo(81.6466266, 9)]);
});
