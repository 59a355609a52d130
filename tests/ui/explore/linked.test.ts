import { describe, expect, test } from 'vitest';
import type { LinkedColumn } from '../../../src/app/api/exploring.ts';
import { crossFilterDataset } from '../../../src/jobs/exploring/cross-filter.ts';
import { setColumn } from '../../../src/jobs/set-column.ts';
import { shapeDataset } from '../../../src/jobs/shaping/shape-dataset.ts';
import { firstColumns } from '../../../src/ui/explore/linked/first-columns.ts';
import { conditionOf, edgeText, filterWords, withFilter, type MeasuredColumn } from '../../../src/ui/explore/linked/selection.ts';
import { Linked } from '../../../src/ui/explore/linked/linked.svelte.ts';
import { projectWith, quiet, testServices } from '../../jobs/support.ts';

const rows = Array.from(
  { length: 300 },
  (_, i) => `${i % 7 === 0 ? '' : (i * 37) % 101},${'abc'[i % 3]},2024-0${1 + (i % 9)}-11,it's ${i % 40}`
);
const csv = `size of it,kind,day,name\n${rows.join('\n')}\n`;

async function linkedOf(filters: Record<string, number[]>) {
  const services = await testServices();
  const projectId = await projectWith(services, csv, { target: 'kind' });
  const datasetId = (await services.storage.projects.get(projectId)).datasetId!;
  const columns = ['size of it', 'kind', 'day', 'name'];
  const linked = await crossFilterDataset({ datasetId, columns, filters, density: null }, services);
  return { services, datasetId, linked };
}

describe('the rows that are kept, as a condition', () => {
  test.each([
    [{ 'size of it': [10, 11, 12, 13] }],
    [{ 'size of it': [0, 1, 2], kind: [0, 2] }],
    [{ 'size of it': [60, 61, 62, 63, 64] }],
    [{ 'size of it': [64], day: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }],
    [{ name: [0, 3, 23] }],
    [{ name: [0, 3] }]
  ])('%j: the new version has as many rows as the views say', async (filters: Record<string, number[]>) => {
    const { services, datasetId, linked } = await linkedOf(filters);
    const where = conditionOf(linked.columns as unknown as LinkedColumn[], new Map(Object.entries(filters)))!;
    const made = await shapeDataset({ datasetId, steps: [{ kind: 'filter', where }] }, services, quiet);
    expect((await services.storage.datasets.get(made)).rows).toBe(linked.kept);
    expect(linked.kept).toBeGreaterThan(0);
  });

  test('bins that are not side by side have none', async () => {
    const { linked } = await linkedOf({});
    expect(conditionOf(linked.columns as unknown as LinkedColumn[], new Map([['size of it', [1, 5]]]))).toBe(null);
    expect(conditionOf(linked.columns as unknown as LinkedColumn[], new Map())).toBe(null);
  });
});

test('a filter in words, and taken away where it keeps all', async () => {
  const { linked } = await linkedOf({});
  const [size, kind] = linked.columns as unknown as [LinkedColumn, LinkedColumn];
  expect(filterWords(kind, [0, 2])).toMatch(/^“kind” “.” and “.”$/);
  expect(filterWords(size, [64])).toBe('“size of it” missing');
  expect(filterWords(size, [0, 1, 64])).toMatch(/^“size of it” 0 to .* or missing$/);
  expect(withFilter(new Map([['kind', [0]]]), kind, [0, 1, 2])).toEqual(new Map());
  expect(withFilter(new Map([['kind', [0]]]), kind, [])).toEqual(new Map());
  expect(withFilter(new Map(), kind, [2, 0])).toEqual(new Map([['kind', [0, 2]]]));
});

test('columns that are not there and too many of them are refused', async () => {
  const { services, datasetId } = await linkedOf({});
  const ask = (columns: string[]) => crossFilterDataset({ datasetId, columns, filters: {}, density: null }, services);
  await expect(ask(['size'])).rejects.toMatchObject({ code: 'column-not-found' });
  await expect(ask(new Array<string>(9).fill('kind'))).rejects.toMatchObject({ code: 'too-many-linked' });
});

test('while counts come, only the last of many moves is asked for', async () => {
  const asked: number[] = [];
  const column = { name: 'n', missingBin: 64, hasMissing: false } as LinkedColumn;
  const linked = new Linked(async ({ filters }) => {
    asked.push(filters['n']?.[0] ?? -1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return { rows: 1, kept: filters['n']?.[0] ?? -1, columns: [], density: null };
  });
  linked.show(['n'], null);
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (let bin = 0; bin < 30; bin++) linked.choose(column, [bin]);
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(asked).toEqual([-1, 0, 29]);
  expect(linked.counts?.kept).toBe(29);
});

test('the views do not begin with an id, however well it goes with others', () => {
  const names = ['id', 'a', 'b', 'c', 'd', 'e', 'f'];
  const columns = Object.fromEntries(names.map((name) => [name, { role: name === 'id' ? 'id' : 'feature' }]));
  const pair = { a: 'id', b: 'a', kind: 'pearson', value: 0.99, n: 9, low: null, high: null, method: '' };
  const profile = { columns, associations: [pair], compared: names, comparedNotes: [] };
  expect(firstColumns(profile, names, undefined)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(firstColumns(profile, names, 'a')).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(firstColumns(profile, ['id', 'a'], 'a')).toEqual(['a']);
});

test('nor with whole numbers that count the rows, which nobody has called an id', () => {
  const counts = { role: 'feature', type: 'integer', count: 100, distinct: 100, min: 1 };
  const columns = { counter: { ...counts, max: 100 }, price: { ...counts, max: 90_000 }, left: { role: 'target' } };
  const profile = { columns, associations: [], compared: [], comparedNotes: [] };
  expect(firstColumns(profile, ['counter', 'price', 'left'], 'left')).toEqual(['price', 'left']);
  expect(firstColumns(profile, ['counter', 'price'], 'counter')).toEqual(['counter', 'price']);
});

describe('moments of a zone', () => {
  const zone = 'America/New_York';
  const hours = Array.from({ length: 24 * 40 }, (_, i) => new Date(Date.UTC(2024, 1, 20, 5) + i * 3_600_000).toISOString());

  async function zoned(filters: Record<string, number[]>) {
    const services = await testServices();
    const projectId = await projectWith(services, `at,kind\n${hours.map((hour, i) => `${hour},${'ab'[i % 2]}`).join('\n')}\n`, {
      target: 'kind'
    });
    const first = (await services.storage.projects.get(projectId)).datasetId!;
    const datasetId = await setColumn({ datasetId: first, column: 'at', zone }, services);
    const { columns, kept } = await crossFilterDataset({ datasetId, columns: ['at'], filters, density: null }, services);
    return { services, datasetId, kept, column: (columns as unknown as LinkedColumn[])[0] as MeasuredColumn };
  }

  test('are cut at its midnights, and told by its days', async () => {
    const { column } = await zoned({});
    expect(column.edges.map((_, i) => edgeText(column, i)).slice(0, 3)).toEqual(['2024-02-20', '2024-02-21', '2024-02-22']);
    // A day of 23 hours stands among those of 24.
    expect([...column.counts].slice(0, 20)).toEqual([...Array.from({ length: 19 }, () => 24), 23]);
    expect(filterWords(column, [18, 19])).toBe('“at” 2024-03-09 to 2024-03-11');
  });

  test('the rows that are kept are those of the condition', async () => {
    const filters = { at: [18, 19] };
    const { services, datasetId, column, kept } = await zoned(filters);
    const where = conditionOf([column], new Map(Object.entries(filters)))!;
    expect(where).toBe("at >= '2024-03-09T00:00:00-05:00' and at < '2024-03-11T00:00:00-04:00'");
    const made = await shapeDataset({ datasetId, steps: [{ kind: 'filter', where }] }, services, quiet);
    expect((await services.storage.datasets.get(made)).rows).toBe(kept);
    expect(kept).toBe(47);
  });
});
