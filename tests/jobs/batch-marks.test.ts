import { expect, test } from 'vitest';
import { defaultsOf } from '../../src/core/params.ts';
import type { PlainRecord } from '../../src/core/plain.ts';
import { importCsv } from '../../src/jobs/import-csv.ts';
import { modelTypes } from '../../src/jobs/model-types.ts';
import { createGatewayDeps } from '../../src/jobs/serving/gateway-deps.ts';
import { asWritten } from '../../src/jobs/serving/as-written.ts';
import { scoreBatch } from '../../src/jobs/serving/score-batch.ts';
import { setColumn } from '../../src/jobs/set-column.ts';
import { decodePackage } from '../../src/predict/package-file.ts';
import type { TimeColumn } from '../../src/core/table.ts';
import { readCsvForSchema } from '../../src/stages/ingest/csv/read-for-schema.ts';
import { predictRows } from '../../src/stages/deploy/predict-rows.ts';
import { projectWith, quiet, testServices, trainRun } from './support.ts';

const german = (value: number) => value.toLocaleString('de-DE', { minimumFractionDigits: 1 });
const english = (value: number) => value.toLocaleString('en-US', { minimumFractionDigits: 1 });

interface House {
  readonly area: number;
  readonly day: string;
  readonly price: number;
}

const houses: readonly House[] = Array.from({ length: 200 }, (_, i) => {
  const area = 800.5 + ((i * 37) % 900);
  return { area, day: `${String(1 + ((i * 7) % 28)).padStart(2, '0')}/${String(1 + (i % 12)).padStart(2, '0')}/2024`, price: area * 2 };
});

const file = (write: (value: number) => string, delimiter: string, gap: string) =>
  `area${delimiter}day${delimiter}price\n${houses
    .map(({ area, day, price }, i) => [i % 40 === 39 ? gap : write(area), day, write(price)].join(delimiter))
    .join('\n')}\n`;

/** A model of prices by areas, trained on the file given, behind a deployment. */
async function deployed(csv: string, options: PlainRecord = {}) {
  const services = { ...(await testServices()), draw: () => 0.5, newId: () => 'x' };
  const { storage } = services;
  const project = await projectWith(services, 'area,price\n1,2\n', { task: 'regression', target: 'price', metric: 'mae' });
  const id = await importCsv({ projectId: project, source: csv, fileName: 'houses.csv', options }, services, quiet);
  const day = (await storage.datasets.get(id)).columns.find(({ name }) => name === 'day')!;
  if (day.type === 'time') await setColumn({ datasetId: id, column: 'day', role: 'feature' }, services);
  await storage.projects.update(project, (record) => ({
    ...record,
    recipe: [
      { kind: 'date-parts', columns: ['day'], params: { year: false, month: true, weekday: false, hour: false, days: false } },
      { kind: 'impute', columns: [] }
    ]
  }));
  const run = await trainRun(services, project, 'linear', { params: defaultsOf(modelTypes.get('linear').params) as PlainRecord });
  const hash = run.modelHash!;
  await storage.versions.add({ projectId: project, name: 'h', runId: run.id, hash, aliases: [], checks: [], createdAt: 1 });
  const rest = { split: null, rateLimitPerMinute: null, token: null, logShare: 0, createdAt: 1, history: [] };
  await storage.deployments.put({ name: 'door', projectId: project, model: 'h@1', ...rest });
  const batch = async (source: string, more: { marks?: 'file' } = {}) => {
    const answered = await scoreBatch(
      { deployment: 'door', source: new Blob([source]), onBroken: 'stop', ...more },
      services as never,
      quiet
    );
    const fieldsOf = (line: string) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((field) => field.replaceAll('"', ''));
    return (await answered.file.text()).trim().split(/\r?\n/).slice(1).map(fieldsOf);
  };
  const answers = async (source: string, more: { marks?: 'file' } = {}) => (await batch(source, more)).map((row) => Number(row[2]));
  const predict = async (rows: readonly Record<string, unknown>[]) => {
    const deps = createGatewayDeps(services as never);
    return predictRows(deps, (await deps.find('door'))!, rows);
  };
  const { inputs } = await decodePackage(await storage.packages.get(hash));
  return { batch, answers, predict, inputs };
}

const byComma = () => deployed(file(german, ';', 'unbekannt'), { missing: ['unbekannt'], dateOrder: 'day-first' });

test('a package tells how the file it learned from wrote its values', async () => {
  const { inputs } = await byComma();
  const known = new Map(inputs.map(({ name, written }) => [name, written]));
  expect(known.get('area')).toEqual({ decimal: ',', thousands: '.', missing: ['unbekannt'] });
  expect(known.get('day')).toEqual({ dateOrder: 'day-first', missing: ['unbekannt'] });
});

test('a batch is read by the marks of the training file where its own values leave it open', async () => {
  const { answers, batch } = await byComma();
  const [whole, plain] = await answers('area;day\n1.234;03/04/2024\n1234;03.04.2024\n');
  expect(whole).toBe(plain);
  expect(whole!).toBeGreaterThan(2000);
  const [gap] = await batch('area;day\nunbekannt;03/04/2024\n');
  expect(gap!.at(-1)).toBe('');
});

test('a batch that is evidently written otherwise is refused with an example, and read by its own marks when asked for', async () => {
  const { answers } = await byComma();
  const other = 'area;day\n1,234.5;03/04/2024\n900.25;04/04/2024\n';
  await expect(answers(other)).rejects.toMatchObject({
    code: 'batch-written-otherwise',
    message: 'The table writes “area” otherwise (“1,234.5”) than the training file (such as 1.234,5). Nothing was answered.'
  });
  const [first] = await answers(other.replaceAll('/04/', '/24/').replaceAll('03/24', '04/24'), { marks: 'file' });
  const [same] = await answers('area;day\n1.234,5;24/04/2024\n');
  expect(first).toBe(same);
});

test('dates in the other order are refused, not turned round', async () => {
  const { answers } = await byComma();
  await expect(answers('area;day\n1000;12/25/2024\n1000;03/04/2024\n')).rejects.toMatchObject({
    code: 'batch-written-otherwise',
    message: 'The table writes “day” otherwise (“12/25/2024”) than the training file (the day first). Nothing was answered.'
  });
});

test('a slip among many values is a missing value with a word, not another way of writing', async () => {
  const { batch } = await byComma();
  const rows = await batch('area;day\n1.000,5;03/04/2024\n1.100,5;03/04/2024\n900.25;03/04/2024\n');
  expect(rows[2]!.at(-1)).toBe('“area”: “900.25” can’t be read as number, taken as missing');
});

test('texts of a request are read as the training file wrote them, and one with two meanings is refused', async () => {
  const { predict } = await byComma();
  const day = '2024-04-03';
  const [plain, written, gap, none] = await predict([
    { area: 1234.5, day },
    { area: '1.234,5', day: '03/04/2024' },
    { area: 'unbekannt', day },
    { area: null, day }
  ]);
  expect(written!.prediction).toBe(plain!.prediction);
  expect(gap!.prediction).toBe(none!.prediction);
  await expect(predict([{ area: '1.234', day }])).rejects.toMatchObject({ code: 'rows-invalid' });
});

test('a point stays a point for a model that learned from a file with points', async () => {
  const { answers } = await deployed(file((value) => `"${english(value)}"`, ',', 'NA'));
  const [pointed, quoted] = await answers('area;day\n1234.5;2024-04-03\n1,234.5;2024-04-03\n');
  expect(pointed).toBe(quoted);
  await expect(answers('area;day\n1.234,5;2024-04-03\n')).rejects.toMatchObject({ code: 'batch-written-otherwise' });
});

test('what became of hours that the clocks showed twice is done alike in a batch and in a request', async () => {
  const services = await testServices();
  const project = await projectWith(services, 'at,y\n2024-10-27T02:30,1\n', { task: 'regression', target: 'y', metric: 'mae' });
  const { datasetId } = await services.storage.projects.get(project);
  const placed = await setColumn({ datasetId: datasetId!, column: 'at', zone: 'Europe/Berlin', twice: 'second' }, services);
  const column = (await services.storage.datasets.get(placed)).columns[0]!;
  const { columns } = await services.storage.datasets.readTable(placed, ['at']);
  const read: number[] = [];
  await readCsvForSchema(
    new Blob(['at\n2024-10-27T02:30\n2024-10-27T02:30+02:00\n']),
    [column],
    (table) => void read.push(...(table.columns[0] as TimeColumn).values),
    quiet
  );
  expect(read[0]).toBe((columns[0] as TimeColumn).values[0]);
  expect(read).toEqual([Date.UTC(2024, 9, 27, 1, 30), Date.UTC(2024, 9, 27, 0, 30)]);
  const input = { name: 'at', type: 'time', missingShare: 0, typical: null, zone: column.zone!, written: column.written! } as const;
  expect(asWritten([input])([{ at: '2024-10-27T02:30' }]).rows).toEqual([{ at: read[0] }]);
  const back = await setColumn({ datasetId: placed, column: 'at', zone: null }, services);
  expect((await services.storage.datasets.get(back)).columns[0]!.written).toBeUndefined();
});
