import { context, projectWith } from '../ingest-helper.ts';
import { projectRecord } from '../../storage/helper.ts';
import { describe, expect, test } from 'vitest';
import { forkRng } from '../../../src/core/rng.ts';
import { importCsv } from '../../../src/jobs/import-csv.ts';
import { shapeDataset } from '../../../src/jobs/shaping/shape-dataset.ts';
import { setBudget, summarisePrivately } from '../../../src/jobs/protecting/private-summary.ts';
import { answerPrivately } from '../../../src/stages/govern/private/summaries.ts';

const rows = Array.from({ length: 200 }, (_, i) => `${20 + (i % 50)},${i % 4 === 0 ? 'ill' : 'well'}`);
const csv = `age,health\n${rows.join('\n')}\n`;
const rng = forkRng(4, 'private');
const randomBytes = (count: number) => Uint8Array.from({ length: count }, () => Math.floor(rng() * 256));

async function opened() {
  const { services, ...rest } = await projectWith(csv);
  return { ...rest, services: { ...services, randomBytes } };
}

const mean = { kind: 'mean', column: 'age', lowest: 0, highest: 120 } as const;
const asks = [
  ['count', { kind: 'count' }, 200],
  ['mean', mean, 44.5],
  ['histogram', { kind: 'histogram', column: 'age', lowest: 20, highest: 70, bins: 5 }, 40],
  ['levels', { kind: 'levels', column: 'health', labels: ['ill'] }, 50]
] as const;

describe('summaries with noise', () => {
  test.each(asks)('%s: the interval holds the true figure about 95 times in 100', async (_, ask, truth) => {
    const { id, services, storage } = await opened();
    await summarisePrivately({ datasetId: id, ask, epsilon: 0.5, delta: 0 }, services);
    const column = 'column' in ask ? (await storage.datasets.readTable(id, [ask.column])).columns[0]! : null;
    for (const cost of [
      { epsilon: 0.5, delta: 0 },
      { epsilon: 0.5, delta: 1e-6 }
    ]) {
      const held = Array.from({ length: 300 }, () => answerPrivately(ask, column, 200, cost, randomBytes).figures[0]!);
      const inside = held.filter(({ low, high }) => low <= truth + 1e-3 && truth - 1e-3 <= high).length / held.length;
      expect(inside).toBeGreaterThan(0.92);
      expect(new Set(held.map(({ value }) => value)).size).toBeGreaterThan(3);
    }
  });

  test('a value beyond the bounds moves the mean no farther than the bound', () => {
    const at = (last: number) => ({ kind: 'number' as const, name: 'age', values: Float64Array.of(...Array<number>(1000).fill(50), last) });
    const cost = { epsilon: 100, delta: 0 };
    const value = (last: number) => answerPrivately(mean, at(last), 1001, cost, randomBytes).figures[0]!.value!;
    expect(Math.abs(value(1e12) - value(120))).toBeLessThan(0.05);
  });

  test('the budget is spent before anything is told, adds up, and refuses', async () => {
    const { id, services, storage } = await opened();
    const ask = (epsilon: number, delta = 0) => summarisePrivately({ datasetId: id, ask: { kind: 'count' }, epsilon, delta }, services);
    for (let i = 0; i < 10; i++) await ask(0.1);
    await expect(ask(0.001)).rejects.toMatchObject({ code: 'budget-exhausted', context: { what: 'epsilon' } });
    expect((await storage.projects.get('p')).dataTerms).toMatchObject([{ budget: { spent: { length: 10 } } }]);
    await setBudget({ datasetId: id, epsilon: 2 }, services);
    expect((await ask(0.5, 1e-5)).budget.spent).toHaveLength(11);
    await expect(ask(0.1, 1e-6)).rejects.toMatchObject({ code: 'budget-exhausted', context: { what: 'delta' } });
    expect((await storage.audit.list('p')).filter(({ action }) => action === 'private-summary')).toHaveLength(11);
  });

  test('a second dataset has a budget of its own; rows joined from both are paid from both', async () => {
    const { id, services, storage } = await opened();
    const take = (name: string, source: string) =>
      importCsv({ projectId: 'p', source, fileName: `${name}.csv`, options: { name } }, services, context());
    const other = await take('other', 'age,town\n20,A\n21,B\n');
    const later = await take('data', csv);
    const ask = (datasetId: string, epsilon: number) =>
      summarisePrivately({ datasetId, ask: { kind: 'count' }, epsilon, delta: 0 }, services);
    await ask(id, 0.5);
    expect((await ask(later, 0.25)).budget.spent).toHaveLength(2);
    expect((await ask(other, 0.75)).budget.spent).toHaveLength(1);
    const steps = [{ kind: 'join', datasetId: other, on: [{ left: 'age' }], how: 'left' }] as const;
    const joined = await shapeDataset({ datasetId: later, steps }, services, context());
    await expect(ask(joined, 0.5)).rejects.toMatchObject({ code: 'budget-exhausted' });
    await setBudget({ datasetId: id, epsilon: 2 }, services);
    await expect(ask(joined, 0.5)).rejects.toMatchObject({ code: 'budget-exhausted', context: { dataset: 'other' } });
    await ask(joined, 0.25);
    const spent = (await storage.projects.get('p')).dataTerms!.map(({ dataset, budget }) => [dataset, budget!.spent.length]);
    expect(Object.fromEntries(spent)).toEqual({ data: 3, other: 2 });
  });

  test('a table that is joined into another project keeps its budget', async () => {
    const { id, services, storage } = await opened();
    await storage.projects.add({ ...projectRecord('elsewhere'), name: 'Elsewhere' });
    const ask = (datasetId: string, epsilon: number) =>
      summarisePrivately({ datasetId, ask: { kind: 'count' }, epsilon, delta: 0 }, services);
    await ask(id, 0.5);
    const job = { projectId: 'elsewhere', source: 'age,town\n20,A\n21,B\n', fileName: 'towns.csv', options: { name: 'towns' } };
    const towns = await importCsv(job, services, context());
    const steps = [{ kind: 'join', datasetId: id, on: [{ left: 'age' }], how: 'inner' }] as const;
    const joined = await shapeDataset({ datasetId: towns, steps }, services, context());
    expect((await ask(joined, 0.25)).budget.spent.map(({ epsilon }) => epsilon)).toEqual([0.5, 0.25]);
    const spent = async (project: string) =>
      (await storage.projects.get(project)).dataTerms!.flatMap(({ budget }) => budget!.spent.map(({ epsilon }) => epsilon));
    expect([await spent('p'), await spent('elsewhere')]).toEqual([[0.5, 0.25], [0.25]]);
    await expect(ask(joined, 0.5)).rejects.toMatchObject({ code: 'budget-exhausted', context: { dataset: 'data (Project p)' } });
    await expect(ask(id, 0.5)).rejects.toMatchObject({ code: 'budget-exhausted' });
    expect([await spent('p'), await spent('elsewhere')]).toEqual([[0.5, 0.25], [0.25]]);
    await storage.projects.remove('p');
    expect((await ask(joined, 0.5)).budget.spent).toHaveLength(2);
  });

  test('what can not be asked costs nothing', async () => {
    const { id, services, storage } = await opened();
    const ask = (asked: object, epsilon = 0.1, delta = 0) =>
      summarisePrivately({ datasetId: id, ask: asked as typeof mean, epsilon, delta }, services);
    await expect(ask({ ...mean, lowest: 120 })).rejects.toMatchObject({ code: 'ask-invalid' });
    await expect(ask({ ...mean, column: 'health' })).rejects.toMatchObject({ code: 'ask-invalid' });
    await expect(ask({ ...mean, column: 'nope' })).rejects.toMatchObject({ code: 'column-not-found' });
    await expect(ask(mean, 0)).rejects.toMatchObject({ code: 'ask-invalid' });
    await expect(ask(mean, 0.1, 0.5)).rejects.toMatchObject({ code: 'ask-invalid' });
    await expect(ask({ kind: 'histogram', column: 'age', lowest: 0, highest: 1, bins: 0 })).rejects.toMatchObject({ code: 'ask-invalid' });
    expect((await storage.projects.get('p')).dataTerms).toBeUndefined();
  });
});
