import { fixture } from './formats-helper.ts';
import { context, openProject } from './ingest-helper.ts';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { CsvOptions } from '../../src/core/csv-options.ts';
import { exportArchive } from '../../src/jobs/archive-export.ts';
import { importArchive } from '../../src/jobs/archive-import.ts';
import type { FileOptions } from '../../src/core/file-options.ts';
import { importCsv } from '../../src/jobs/import-csv.ts';
import { importFile } from '../../src/jobs/import-file.ts';
import { previewFile } from '../../src/jobs/preview-file.ts';
import { lineageOf } from '../../src/core/lineage.ts';
import { setColumn } from '../../src/jobs/set-column.ts';

async function project() {
  const opened = await openProject();
  const { storage, services, projectId } = opened;
  const take = async (source: string, options: CsvOptions = {}, fileName = 'sales.csv') => {
    const id = await importCsv({ projectId, source, fileName, options }, services, context());
    return storage.datasets.get(id);
  };
  return { ...opened, take };
}

const typesOf = ({ columns }: { columns: readonly { name: string; type: string }[] }) =>
  Object.fromEntries(columns.map(({ name, type }) => [name, type]));

test('a file of the same columns is another table where the person says so, and only then', async () => {
  const { take } = await project();
  const berlin = await take('a,b\n1,2\n', {}, 'berlin.csv');
  const paris = await take('a,b\n3,4\n', { ownTable: true }, 'paris.csv');
  const again = await take('a,b\n5,6\n', { ownTable: true }, 'paris.csv');
  expect([berlin, paris, again].map(lineageOf)).toEqual(['berlin', 'paris', 'paris (2)']);
  expect([paris.parentId, paris.readBy?.options]).toEqual([null, {}]);
  const next = await take('a,b\n7,8\n', {}, 'berlin.csv');
  expect([lineageOf(next), next.parentId]).toEqual(['berlin', berlin.id]);
  const renamed = await take('a,b\n9,9\n', {}, 'paris-2.csv');
  expect([lineageOf(renamed), renamed.parentId]).toEqual(['berlin', next.id]);
});

test('what was chosen for a file is taken over by the next one with the same columns, in any order, and told', async () => {
  const { take, services } = await project();
  const first = await take('made by hand\nshop;sum\n01;3\n02;4\n', { skipLines: 1, types: { shop: 'text' } }, 'jan.csv');
  expect(first.report!.recipe).toBeUndefined();
  await setColumn({ datasetId: first.id, column: 'sum', role: 'target' }, services);
  const second = await take('made again\nsum;shop\n5;1\n6;2\n', {}, 'feb.csv');
  expect(typesOf(second)).toEqual({ sum: 'integer', shop: 'text' });
  expect(second.columns.find(({ name }) => name === 'sum')!.role).toBe('target');
  expect(second.report!.recipe).toEqual({
    fileName: 'jan.csv',
    said: ['the lines above the table', 'the types of “shop”', 'the roles of “sum”']
  });
});

test('a file with other columns is read by itself', async () => {
  const { take } = await project();
  await take('shop;sum\n1;3\n2;4\n', { types: { shop: 'text' } });
  const other = await take('shop;sum;day\n1;3;4\n2;4;5\n');
  expect(typesOf(other)['shop']).toBe('integer');
  expect(other.report!.recipe).toBeUndefined();
});

test('read afresh, nothing is taken over, and it is forgotten', async () => {
  const { take, storage } = await project();
  await take('shop;sum\n1;3\n2;4\n', { types: { shop: 'text' } });
  const afresh = await take('shop;sum\n1;3\n2;4\n', { recipe: false });
  expect([typesOf(afresh)['shop'], afresh.report!.recipe]).toEqual(['integer', undefined]);
  expect((await storage.projects.get('p')).importRecipes).toEqual([]);
  expect(typesOf(await take('shop;sum\n1;3\n2;4\n'))['shop']).toBe('integer');
});

test('what is given now goes before what was given then', async () => {
  const { take } = await project();
  await take('shop;sum\n1;3\n2;4\n', { types: { shop: 'text', sum: 'number' } });
  expect(typesOf(await take('shop;sum\n1;3\n2;4\n', { types: { shop: 'category' } }))).toEqual({ shop: 'category', sum: 'number' });
});

test('a value that the type taken over makes no sense of is told and kept apart', async () => {
  const { take } = await project();
  await take('shop;sum\nA;3\nB;4\n', { types: { sum: 'number' } });
  const next = await take('shop;sum\nA;3\nB;none so far\n');
  expect(next.report!.quarantine).toMatchObject({ count: 1, kept: 1 });
});

test('recipes travel in the archive', async () => {
  const { take, storage, services } = await project();
  await take('shop;sum\n1;3\n2;4\n', { types: { shop: 'text' } });
  const archive = await exportArchive({ projectId: 'p', passphrase: null }, storage, context());
  const id = await importArchive({ archive, passphrase: null }, storage, 9, context());
  const again = await importCsv({ projectId: id, source: 'shop;sum\n1;3\n', fileName: 'x.csv', options: {} }, services, context());
  expect(typesOf(await storage.datasets.get(again))['shop']).toBe('text');
});

/** A workbook with sheets of rows. */
function workbook(sheets: Readonly<Record<string, readonly (readonly string[])[]>>): Uint8Array<ArrayBuffer> {
  const names = Object.keys(sheets);
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relations = (list: readonly string[]) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`;
  const relation = (id: number, type: string, target: string) => `<Relationship Id="r${id}" Type="${office}/${type}" Target="${target}"/>`;
  const cell = (text: string) => (/^\d+$/.test(text) ? `<c><v>${text}</v></c>` : `<c t="inlineStr"><is><t>${text}</t></is></c>`);
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations([relation(1, 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(names.map((_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`)))
  };
  names.forEach((name, i) => {
    const rows = sheets[name]!.map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
    parts[`xl/worksheets/sheet${i + 1}.xml`] = `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`;
  });
  return zipped(parts);
}

const zipped = (parts: Readonly<Record<string, string>>) =>
  Uint8Array.from(zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)]))));

async function filesProject() {
  const opened = await openProject();
  const { storage, services, projectId } = opened;
  const take = async (content: string | Uint8Array<ArrayBuffer>, fileName: string, options: FileOptions = {}) => {
    const id = await importFile({ projectId, source: new Blob([content]), fileName, options }, services, context());
    return storage.datasets.get(id);
  };
  const recipes = async () => (await storage.projects.get(projectId)).importRecipes ?? [];
  return { ...opened, take, recipes };
}

describe('files of every kind', () => {
  const sales = (first: string) =>
    ({
      Notes: [['about'], ['text']],
      Sales: [
        ['shop', 'sum'],
        [first, '3'],
        ['02', '4']
      ]
    }) as const;

  test('the sheet, types and roles of a workbook are taken over by the next one, in the preview too', async () => {
    const { take, services, recipes } = await filesProject();
    const first = await take(workbook(sales('01')), 'jan.xlsx', { table: 'Sales', types: { shop: 'text' } });
    await setColumn({ datasetId: first.id, column: 'sum', role: 'target' }, services);
    const second = await take(workbook(sales('05')), 'feb.xlsx');
    expect(typesOf(second)).toEqual({ shop: 'text', sum: 'integer' });
    expect(second.columns.find(({ name }) => name === 'sum')!.role).toBe('target');
    expect(second.report).toMatchObject({
      table: 'Sales',
      recipe: { fileName: 'jan.xlsx', said: ['the table', 'the types of “shop”', 'the roles of “sum”'] }
    });
    const job = { source: new Blob([workbook(sales('06'))]), fileName: 'mar.xlsx', recipes: await recipes() };
    const preview = await previewFile({ ...job, options: {} }, context());
    expect(preview).toMatchObject({ table: 'Sales', recipe: { fileName: 'feb.xlsx' } });
    expect(preview.columns).toMatchObject([
      { name: 'shop', type: 'text' },
      { name: 'sum', role: 'target' }
    ]);
    expect(await previewFile({ ...job, options: { table: 'Notes' } }, context())).toMatchObject({ table: 'Notes', recipe: null });
    expect(await previewFile({ ...job, options: { recipe: false } }, context())).toMatchObject({ table: 'Notes', recipe: null });
  });

  test('a sheet of that name with other columns is not taken', async () => {
    const { take } = await filesProject();
    await take(workbook(sales('01')), 'jan.xlsx', { table: 'Sales' });
    const other = await take(
      workbook({
        Notes: [['about'], ['text']],
        Sales: [
          ['shop', 'day'],
          ['01', '3']
        ]
      }),
      'feb.xlsx'
    );
    expect(other.report).toMatchObject({ table: 'Notes' });
    expect(other.report!.recipe).toBeUndefined();
  });

  test('the file that was chosen in a zip, and how it is read', async () => {
    const { take } = await filesProject();
    const zip = (shop: string) => zipped({ 'a.csv': 'x,y\n1,2\n', 'b.csv': `made by hand\nshop;sum\n${shop};3\n` });
    await take(zip('01'), 'jan.zip', { table: 'b.csv', skipLines: 1, types: { shop: 'text' } });
    const next = await take(zip('7'), 'feb.zip');
    expect(next.report).toMatchObject({ table: 'b.csv', recipe: { fileName: 'jan.zip' } });
    expect(typesOf(next)).toEqual({ shop: 'text', sum: 'integer' });
    const other = await take(zipped({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'other;names\n1;2\n' }), 'mar.zip');
    expect(other.report).toMatchObject({ table: 'a.csv' });
  });

  test('records of JSON may leave keys out; a file of few of them, or with others, is read by itself', async () => {
    const { take } = await filesProject();
    await take('{"shop":1,"sum":3,"note":"x"}\n{"shop":2,"sum":4}', 'jan.jsonl', { types: { shop: 'text' } });
    expect(typesOf(await take('{"sum":3,"shop":7}', 'feb.jsonl'))).toEqual({ sum: 'integer', shop: 'text' });
    expect(typesOf(await take('{"shop":7}', 'mar.jsonl'))).toEqual({ shop: 'integer' });
    expect(typesOf(await take('{"shop":7,"sum":1,"day":2}', 'apr.jsonl'))).toMatchObject({ shop: 'integer' });
  });

  test('a Parquet file is read as the one before was; a CSV with the same columns is another kind', async () => {
    const { take, recipes } = await filesProject();
    const { columns } = await take(fixture('same.parquet'), 'jan.parquet');
    const number = columns.find(({ type }) => type === 'integer')!.name;
    expect(await recipes()).toEqual([]);
    await take(fixture('same.parquet'), 'feb.parquet', { types: { [number]: 'text' } });
    expect(typesOf(await take(fixture('same.parquet'), 'mar.parquet'))[number]).toBe('text');
    const csv = await take(fixture('same.csv'), 'apr.csv');
    expect([typesOf(csv)[number], csv.report!.recipe]).toEqual(['integer', undefined]);
    expect(await recipes()).toMatchObject([{ format: 'parquet', fileName: 'mar.parquet' }]);
    await take(fixture('same.parquet'), 'may.parquet', { recipe: false });
    expect(await recipes()).toEqual([]);
  });
});
