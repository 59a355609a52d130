import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { auditDataset } from '../../src/jobs/audit.ts';
import { findLabelErrorsIn } from '../../src/jobs/find-label-errors.ts';
import { sealedRows } from '../../src/jobs/splitting/sealed-rows.ts';
import { projectWith, quiet, sample, testServices } from './support.ts';

const ROWS = 1200;

/** Three classes around three centres; one label in twenty is another one than the class. */
function planted(seed: number, wrong: number, apart = 1) {
  const rng = createRng(seed);
  const flipped = new Set<number>();
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const own = Math.floor(rng() * 3);
    const given = rng() < wrong ? (own + 1 + Math.floor(rng() * 2)) % 3 : own;
    if (given !== own) flipped.add(row);
    return `${(apart * own * 2.5 + normal(rng)).toFixed(3)},${(apart * (own % 2) * 3 + normal(rng)).toFixed(3)},${normal(rng).toFixed(3)},${'abc'[own === 1 ? 1 : Math.floor(rng() * 3)]},${['red', 'green', 'blue'][given]}`;
  });
  return { csv: `x,y,z,kind,colour\n${lines.join('\n')}\n`, flipped };
}

async function search(csv: string, target: string) {
  const services = await testServices();
  const projectId = await projectWith(services, csv, { target, task: 'classification' });
  const { datasetId } = await services.storage.projects.get(projectId);
  const report = await findLabelErrorsIn({ datasetId: datasetId! }, services, quiet);
  return { report, services, datasetId: datasetId! };
}

test.each([
  [1, 1, 0.8, 0.75],
  [2, 1, 0.8, 0.75],
  [3, 1, 0.8, 0.75],
  [1, 1.5, 0.95, 0.85],
  [2, 1.5, 0.95, 0.85]
])(
  'one label in twenty planted wrong is found (seed %i, centres %f apart): precision %f, recall %f',
  async (seed, apart, precision, recall) => {
    const { csv, flipped } = planted(seed, 0.05, apart);
    const { report, services, datasetId } = await search(csv, 'colour');
    expect(report.silent).toBeNull();
    const sealed = new Set(await sealedRows(await services.storage.datasets.get(datasetId), services));
    const findable = [...flipped].filter((row) => !sealed.has(row));
    const hits = report.suspects.filter(({ row }) => flipped.has(row)).length;
    expect(hits / report.suspects.length).toBeGreaterThanOrEqual(precision);
    expect(hits / findable.length).toBeGreaterThanOrEqual(recall);
    const { row, given, suggested } = report.suspects[0]!;
    expect(csv.split('\n')[row + 1]!.split(',').at(-1)).toBe(given);
    expect(suggested).not.toBe(given);
  }
);

test('the sealed test part is neither learned from nor judged: spoiled, it changes nothing', async () => {
  const { csv } = planted(7, 0.05);
  const { services, datasetId, report } = await search(csv, 'colour');
  const sealed = new Set(await sealedRows(await services.storage.datasets.get(datasetId), services));
  expect(report).toMatchObject({ sealed: sealed.size, rows: ROWS - sealed.size });
  expect(sealed.size).toBeGreaterThan(100);
  expect(report.suspects.filter(({ row }) => sealed.has(row))).toEqual([]);
  // The features are spoiled, not the labels: those decide how rows are divided.
  const [head, ...lines] = csv.trim().split('\n');
  const spoiled = lines.map((line, row) => (sealed.has(row) ? line.replace(/^[^,]+,[^,]+,/, '99,-99,') : line));
  const again = await search(`${head}\n${spoiled.join('\n')}\n`, 'colour');
  expect(again.report).toEqual(report);
});

test('random labels are not called wrong', async () => {
  const rng = createRng(9);
  const lines = planted(4, 0).csv.trim().split('\n').slice(1).map((line) => line.replace(/\w+$/, rng() < 0.5 ? 'red' : 'green')); // prettier-ignore
  const { report } = await search(`x,y,z,kind,colour\n${lines.join('\n')}\n`, 'colour');
  expect(report.silent).toContain('no sign of an error');
});

test('clean labels are left alone, but for a few at the border', async () => {
  const { report } = await search(planted(5, 0).csv, 'colour');
  expect(report.silent === null ? report.suspects.length : 0).toBeLessThanOrEqual(0.01 * ROWS);
});

test.each([
  ['penguins', 'species'],
  ['titanic', 'survived'],
  ['adult', 'income'],
  ['wine-quality', 'quality']
])('no label of %s is called wrong', async (name, target) => {
  const { report } = await search(sample(name), target);
  expect([name, report.silent === null ? report.suspects.length : 0]).toEqual([name, 0]);
});

test('the audit tells of it once a search was made', async () => {
  const { report, services, datasetId } = await search(planted(6, 0.05).csv, 'colour');
  const found = await auditDataset({ datasetId }, services, quiet);
  expect(found.find(({ code }) => code === 'label-errors')).toMatchObject({
    columns: ['colour'],
    evidence: { suspects: report.suspects.length }
  });
});

test('numbers have no wrong labels', async () => {
  const services = await testServices();
  const projectId = await projectWith(services, sample('penguins'), { target: 'body_mass_g', task: 'regression' });
  const { datasetId } = await services.storage.projects.get(projectId);
  await expect(findLabelErrorsIn({ datasetId: datasetId! }, services, quiet)).rejects.toMatchObject({ code: 'labels-not-classes' });
});
