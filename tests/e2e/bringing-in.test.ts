import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { heading } from './drive.ts';
import { openApp, type OpenApp } from './support.ts';

/** Every way data come in by hand: dropped files and folders, a pasted table, with and without a field for it. */
const CSV = 'name,weight,colour\nMinka,4.1,grey\nTom,5.3,black\nPaul,4.8,grey\n';
const TSV = 'name\tweight\tborn\nMinka\t4,1\t2019-03-02\nTom\t5,3\t2020-11-30\nPaul\t4,8\t2018-01-15\n';
/** A red dot, the smallest PNG there is. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==', 'base64');
let app: OpenApp;
let files: string;

beforeAll(async () => {
  app = await openApp();
  await app.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  files = mkdtempSync(join(tmpdir(), 'lathe-files-'));
  writeFileSync(join(files, 'cats.csv'), CSV);
  for (const [animal, n] of ['cat', 'dog', 'cat', 'dog', 'cat', 'dog'].map((name, i) => [name, i] as const)) {
    mkdirSync(join(files, 'animals', animal), { recursive: true });
    writeFileSync(join(files, 'animals', animal, `${n}.png`), PNG);
  }
});

afterAll(async () => {
  rmSync(files, { recursive: true, force: true });
  expect(app.complaints).toEqual([]);
  await app.close();
});

const zone = (page: Page) => page.getByRole('group', { name: /own data|Import data/ });

async function firstPage(): Promise<Page> {
  const page = await app.open();
  await zone(page).waitFor();
  return page;
}

async function emptyProject(): Promise<Page> {
  const page = await app.open();
  const id = await page.evaluate(async () => (await window.lathe.projects.create({ name: `Empty ${Math.random()}` })).info.id);
  await page.goto(`${app.url}#/p/${id}/data`);
  await zone(page).waitFor();
  return page;
}

/** As the system drops them: the browser makes its own entries of the paths. */
async function dropPaths(page: Page, target: Locator, paths: string[]): Promise<void> {
  const box = (await target.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(40, box.height / 2)];
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x, y, data });
}

/** As a page hands them over: a DataTransfer with a File in it. */
async function dropFile(page: Page, target: Locator, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content!], fileName!, { type: fileName!.endsWith('.csv') ? 'text/csv' : 'audio/mpeg' }));
      return transfer;
    },
    [name, text]
  );
  await target.dispatchEvent('dragover', { dataTransfer });
  await target.dispatchEvent('drop', { dataTransfer });
}

async function arrivedAtData(page: Page): Promise<string> {
  await page.waitForURL('**/data**');
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await page.waitForFunction(() => document.querySelector('main h1')?.textContent?.includes('row'));
  return heading(page).innerText();
}

async function importShown(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import it' }).click();
  await page.waitForFunction(() => document.querySelector('main h1')?.textContent?.includes('3 rows'));
}

test('a CSV file dropped on the first page becomes a project, and the reader stands at its heading', async () => {
  const page = await firstPage();
  await dropPaths(page, zone(page), [join(files, 'cats.csv')]);
  expect(await arrivedAtData(page)).toMatch(/^3 rows, 3 columns, none with gaps.*from cats\.csv\.$/);
});

test('a file handed over by another page is taken as well', async () => {
  const page = await firstPage();
  await dropFile(page, zone(page), 'tomcats.csv', CSV);
  expect(await arrivedAtData(page)).toMatch(/^3 rows.*from tomcats\.csv\.$/);
});

test('a folder of images dropped on the first page: its folders are the classes', async () => {
  const page = await firstPage();
  await dropPaths(page, zone(page), [join(files, 'animals')]);
  await arrivedAtData(page);
  const labels = await page.evaluate(async () => {
    const [info] = await window.lathe.projects.list();
    const dataset = await (await window.lathe.projects.open(info!.id)).data.current();
    return { project: info!.name, labels: dataset!.columns.find(({ labels: levels }) => levels)?.labels };
  });
  expect(labels).toEqual({ project: 'animals', labels: ['cat', 'dog'] });
});

test('on the Data step a dropped file is looked at before it is stored', async () => {
  const page = await emptyProject();
  await dropPaths(page, zone(page), [join(files, 'cats.csv')]);
  await page.getByText('3 columns, parted by comma').waitFor();
  await importShown(page);
  expect(await heading(page).innerText()).toContain('from cats.csv');
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
});

test('a file that is dropped beside its place does not take the app away', async () => {
  const page = await firstPage();
  await dropPaths(page, heading(page), [join(files, 'cats.csv')]);
  await page.waitForTimeout(500);
  expect(page.url()).toBe(app.url);
  await zone(page).waitFor();
});

test('a table copied from a spreadsheet is pasted with Ctrl+V on the first page', async () => {
  const page = await firstPage();
  await page.evaluate((text) => navigator.clipboard.writeText(text), TSV);
  await page.keyboard.press('Control+v');
  expect(await arrivedAtData(page)).toMatch(/^3 rows, 3 columns.*from Pasted table\.$/);
  const rows = await page.evaluate(async () => {
    const [info] = await window.lathe.projects.list();
    const project = await window.lathe.projects.open(info!.id);
    return project.data.rows((await project.data.current())!.id);
  });
  expect(rows[0]).toMatchObject({ name: 'Minka', weight: 4.1 });
});

test('a table pasted into the field of the first page', async () => {
  const page = await firstPage();
  await page.getByRole('button', { name: 'Paste a table' }).click();
  const field = page.getByLabel('The table, with its header line');
  await page.evaluate((text) => navigator.clipboard.writeText(text), CSV);
  await field.press('Control+v');
  await expect.poll(() => field.inputValue()).toBe(CSV);
  await page.getByRole('button', { name: 'Import it' }).click();
  expect(await arrivedAtData(page)).toMatch(/^3 rows, 3 columns/);
});

test('on the Data step a pasted table is looked at, and what was pasted survives a look at another step', async () => {
  const page = await emptyProject();
  await page.getByRole('button', { name: 'Paste a table' }).click();
  await page.getByLabel('The table, with its header line').fill(TSV);
  await page.locator('nav a[href$="/problem"]').first().click();
  await page.waitForURL('**/problem**');
  await page.locator('nav a[href$="/data"]').first().click();
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByText('3 columns, parted by tab').waitFor();
  await importShown(page);
});

test('what can not be read is refused in words, and nothing half-made stays', async () => {
  const page = await firstPage();
  await dropFile(page, zone(page), 'song.mp3', 'no table');
  await page.getByText('Lathe cannot begin from these files.').waitFor();
  expect(await page.evaluate(async () => (await window.lathe.projects.list()).some(({ name }) => name.startsWith('song')))).toBe(false);
});
