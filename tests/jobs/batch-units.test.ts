import { expect, test } from 'vitest';
import { defaultsOf } from '../../src/core/params.ts';
import type { PlainRecord } from '../../src/core/plain.ts';
import { modelTypes } from '../../src/jobs/model-types.ts';
import { scoreBatch } from '../../src/jobs/serving/score-batch.ts';
import { setColumn } from '../../src/jobs/set-column.ts';
import { projectWith, quiet, testServices, trainRun } from './support.ts';

/** Weights that follow the height, and an evening surcharge by the clocks of Berlin. */
function people(name: string): string {
  const rows = Array.from({ length: 240 }, (_, i) => {
    const height = 150 + ((i * 17) % 50);
    const at = new Date(Date.UTC(2024, 0, 1, ((i * 89) % 240) * 7)).toISOString().slice(0, 16);
    const hour = Number(at.slice(11, 13));
    return `${height},${at},${height / 2 + (hour >= 18 ? 20 : 0)}`;
  });
  return `${name},at,weight\n${rows.join('\n')}\n`;
}

/** Trained on heights in centimetres, whatever the column is called. */
async function deployed(unit: 'cm' | 'in' = 'cm') {
  const name = `height_${unit}`;
  const services = await testServices();
  const project = await projectWith(services, people(name), { task: 'regression', target: 'weight', metric: 'mae' });
  const { storage } = services;
  const { datasetId } = await storage.projects.get(project);
  const zoned = await setColumn({ datasetId: datasetId!, column: 'at', zone: 'Europe/Berlin', role: 'feature' }, services);
  await setColumn({ datasetId: zoned, column: name, unit: 'cm' }, services);
  await storage.projects.update(project, (record) => ({
    ...record,
    recipe: [
      { kind: 'date-parts', columns: ['at'], params: { year: false, month: false, weekday: false, hour: true, days: false } },
      { kind: 'impute', columns: [] }
    ]
  }));
  const run = await trainRun(services, project, 'linear', { params: defaultsOf(modelTypes.get('linear').params) as PlainRecord });
  const hash = run.modelHash!;
  await storage.versions.add({ projectId: project, name: 'w', runId: run.id, hash, aliases: [], checks: [], createdAt: 1 });
  const rest = { split: null, rateLimitPerMinute: null, token: null, logShare: 0, createdAt: 1, history: [] };
  await storage.deployments.put({ name: 'door', projectId: project, model: 'w@1', ...rest });
  const batch = async (csv: string, units?: 'convert' | 'trained') => {
    const job = { deployment: 'door', source: new Blob([csv]), onBroken: 'stop', ...(units && { units }) } as const;
    const answered = await scoreBatch(job, { ...services, draw: () => 0.5, newId: () => 'x' } as never, quiet);
    return (await answered.file.text())
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','));
  };
  return { batch, storage, hash, project };
}

test('a file in another unit is refused with what differs, and answered alike once its numbers are converted', async () => {
  const { batch, storage, project } = await deployed();
  const metric = await batch('height_cm,at\n177.8,2024-08-01T20:00\n152.4,2024-08-01T10:00\n');
  const inches = 'height_in,at\n70,2024-08-01T20:00\n60,2024-08-01T10:00\n';
  await expect(batch(inches)).rejects.toMatchObject({
    code: 'batch-units-differ',
    message: 'The table has “height_in” (in) where the model takes “height_cm” (cm). Nothing was answered.'
  });
  const converted = await batch(inches, 'convert');
  expect(converted.map((row) => row[2])).toEqual(metric.map((row) => row[2]));
  for (const row of converted) expect(row.at(-1)).toMatch(/^“at”: “2024-08-01T\d\d:00” lies outside what training mostly saw/);
  expect((await storage.audit.list(project)).at(-1)!.detail).toBe('door: 2 rows, “height_in” converted from in to cm');
});

test('times of a batch that say no zone are read by the clocks the model learned by', async () => {
  const { batch } = await deployed();
  const rows = ['2024-08-01T20:00', '2024-08-01T18:00Z', '2024-08-01T10:00', '2024-08-01T08:00Z'];
  const answers = (await batch(`height_cm,at\n${rows.map((at) => `170,${at}`).join('\n')}\n`)).map((row) => Number(row[2]));
  expect(answers[1]).toBe(answers[0]);
  expect(answers[3]).toBe(answers[2]);
  expect(answers[0]! - answers[2]!).toBeGreaterThan(5);
});

test('a batch whose dates are two days each is refused, and answered once one of them tells the order', async () => {
  const { batch } = await deployed();
  await expect(batch('height_cm,at\n170,01/07/2024 20:00\n')).rejects.toMatchObject({ code: 'csv-dates-doubtful' });
  expect(await batch('height_cm,at\n170,01/07/2024 20:00\n170,25/12/2024 20:00\n')).toHaveLength(2);
});

test('after a conversion that kept the name, a batch under that name is asked about, converted or taken as it stands', async () => {
  const { batch } = await deployed('in');
  await expect(batch('height_in,at\n70,2024-08-01T20:00\n')).rejects.toMatchObject({
    code: 'batch-units-differ',
    message: 'The table has “height_in”, whose name says in, where the model takes it in cm. Nothing was answered.'
  });
  const [converted] = await batch('height_in,at\n70,2024-08-01T20:00\n', 'convert');
  const [taken] = await batch('height_in,at\n177.8,2024-08-01T20:00\n', 'trained');
  expect(converted![2]).toBe(taken![2]);
});
