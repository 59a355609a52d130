import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type OpenApp } from './support.ts';

/** Files of every kind, in the built app under its content policy. */
let app: OpenApp;
const folder = join(import.meta.dirname, '../reference/formats');

beforeAll(async () => {
  app = await openApp();
});

afterAll(async () => {
  expect(app.complaints).toEqual([]);
  await app.close();
});

const importHere = (name: string) =>
  app.page.evaluate(
    async ([base64, fileName]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const project = await window.lathe.projects.create({ name: fileName });
      const first = await project.data.importCsv(new File([bytes], fileName));
      // A workbook has no zones: that its times are those of UTC has to be said.
      const bare = fileName.endsWith('.xlsx') ? first.columns.find(({ type }) => type === 'time') : undefined;
      const dataset = bare ? await project.data.setColumn(first.id, bare.name, { zone: 'UTC' }) : first;
      const saved: Record<string, unknown> = {};
      for (const { id } of await project.data.exportFormats()) {
        const { file, name: savedName, isChecked } = await project.data.export(dataset.id, id);
        const again = await (await window.lathe.projects.create({ name: 'again' })).data.importFile(new File([file], savedName));
        saved[id] = [isChecked, again.hash === dataset.hash];
      }
      return { hash: dataset.hash, saved };
    },
    [readFileSync(join(folder, name)).toString('base64'), name] as const
  );

test('the same rows in each format have one hash, and each file that is saved gives it again', async () => {
  const hashes = new Set<string>();
  for (const name of [
    'same.csv',
    'same.jsonl',
    'same.parquet',
    'same-zstd.parquet',
    'same.arrow',
    'same-lz4.feather',
    'same.xlsx',
    'same.csv.gz',
    'same.zip'
  ]) {
    const { hash, saved } = await importHere(name);
    hashes.add(hash);
    expect(saved).toEqual({ csv: [true, true], 'csv-spreadsheet': [false, true], parquet: [true, true], arrow: [true, true] });
  }
  expect(hashes.size).toBe(1);
});

test('a workbook with two sheets: the start page asks which, the data page lets one change it, the menu saves it', async () => {
  const page = await app.open();
  await page.locator('input[type=file]').first().setInputFiles(join(folder, 'same.xlsx'));
  await page.getByRole('dialog').getByRole('button', { name: 'Other' }).click();
  await page.getByRole('heading', { name: /2 rows, 2 columns/ }).waitFor();
  await page.getByRole('button', { name: 'Import a further version' }).click();
  await page.locator('input[type=file]').first().setInputFiles(join(folder, 'same.xlsx'));
  // The sheet chosen last is taken over, and can be changed.
  await page.getByText('XLSX: 2 columns, judged by all 2 rows.').waitFor();
  await page.getByLabel('Sheet').selectOption({ index: 0 });
  await page.getByText('XLSX: 9 columns, judged by all 300 rows.').waitFor();
  await page.getByLabel('Sheet').selectOption('Other');
  await page.getByText('XLSX: 2 columns, judged by all 2 rows.').waitFor();
  await page.getByRole('button', { name: 'Import it' }).click();
  await page.getByRole('heading', { name: /version 2/ }).waitFor();
  await page.getByRole('button', { name: 'Save as' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Parquet/ }).click()]);
  expect(download.suggestedFilename()).toBe('same-version-2.parquet');
  await page.close();
});

test('a table pasted from a page or a spreadsheet is shown before it is stored', async () => {
  const page = await app.open();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/html', '<table><tr><td>day</td><td>note</td></tr><tr><td>2024-01-05</td><td>two<br>lines</td></tr></table>');
    data.setData('text/plain', 'day\tnote\n2024-01-05\ttwo lines');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  await page.getByRole('heading', { name: /1 row, 2 columns/ }).waitFor();
  await page.close();
});
