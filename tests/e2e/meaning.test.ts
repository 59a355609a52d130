import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, settled, violations } from './drive.ts';
import { openApp, type OpenApp } from './support.ts';

/** What a person says of columns: how their dates are written, in which unit and zone they are, and which features are made of them. */
let app: OpenApp;
const rows = Array.from(
  { length: 120 },
  (_, i) => `0${1 + (i % 9)}/0${1 + ((i * 7) % 9)}/2024,${50 + ((i * 7) % 40)},${150 + ((i * 3) % 40)},${i % 3}`
);
const csv = `when,weight (kg),height_cm,ill\n${rows.join('\n')}\n`;

beforeAll(async () => {
  app = await openApp();
});

afterAll(async () => {
  expect(app.complaints).toEqual([]);
  await app.close();
});

const columnsOf = (page: Page, id: string) =>
  page.evaluate(async (project) => (await (await window.lathe.projects.open(project)).data.current())?.columns, id);

test('dates that read both ways are asked about once; a unit and a zone are said and taken back', async () => {
  const page = app.page;
  const id = await page.evaluate(async () => (await window.lathe.projects.create({ name: 'Visits' })).info.id);
  await at(page, app.url, id, 'data');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'visits.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  const question = page.getByRole('group', { name: /^Which day is/ });
  await question.getByRole('radio', { name: /the day stands first/ }).check();
  await expect
    .poll(() =>
      page
        .getByRole('group', { name: /^Which day is/ })
        .getByRole('radio', { name: /the day/ })
        .isChecked()
    )
    .toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Import it' }).click();
  await expect.poll(() => columnsOf(page, id).then((columns) => columns?.length)).toBe(4);
  const second = await page.evaluate(async (project) => {
    const { data } = await window.lathe.projects.open(project);
    return (await data.rows((await data.current())!.id, { start: 1, count: 1 }))[0]!['when'];
  }, id);
  expect(second).toBe('2024-08-02');

  await settled(page);
  await page
    .getByRole('button', { name: /^That is its unit/ })
    .first()
    .press('Enter');
  await expect.poll(async () => (await columnsOf(page, id))?.find(({ name }) => name === 'weight (kg)')?.unit).toBe('kg');
  await settled(page);
  await page
    .getByRole('button', { name: /^Say the zone/ })
    .first()
    .press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Zone').fill('Europe/Berlin');
  await dialog.getByText(/^Noon there is 2024-01-15T12:00:00\+01:00 in January/).waitFor();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Use this zone' }).click();
  await expect.poll(async () => (await columnsOf(page, id))?.find(({ name }) => name === 'when')?.zone).toBe('Europe/Berlin');
});

test('a formula is saved as a feature, used in another project, and moved to its next version', async () => {
  const page = app.page;
  const id = await page.evaluate(async (text) => {
    const project = await window.lathe.projects.create({ name: 'Ward' });
    await project.data.importCsv(text, { dateOrder: 'day-first' });
    await project.problem.set({ task: 'classification', target: 'ill' });
    await project.split.set({ kind: 'random', seed: 1 });
    const elsewhere = await window.lathe.projects.create({ name: 'Clinic' });
    await elsewhere.data.importCsv('mass,height_cm,ill\n70,170,0\n80,180,1\n60,160,0\n', {});
    await elsewhere.features.save({ name: 'bmi', expression: 'mass / (height_cm / 100) ^ 2', owner: 'Ada' });
    return project.info.id;
  }, csv);
  await at(page, app.url, id, 'features');
  await page.getByRole('button', { name: 'Use it here: bmi' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: 'Use it' }).isDisabled()).toBe(true);
  await dialog.getByLabel('mass').selectOption('weight (kg)');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await page.getByText(/^This project uses version 1 as bmi/).waitFor();
  const step = await page.evaluate(async (project) => (await (await window.lathe.projects.open(project)).recipe.get())[0], id);
  expect(step).toMatchObject({ kind: 'formula', params: { name: 'bmi', expression: '`weight (kg)` / (height_cm / 100) ^ 2' } });

  await settled(page);
  await page.getByRole('button', { name: 'Change bmi' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'Formula' }).fill('`weight (kg)` / (height_cm / 100) ^ 2 - 25');
  await page.getByRole('dialog').getByRole('button', { name: 'Save it' }).click();
  await page.getByText(/It stays on it until you move it to version 2/).waitFor();
  expect(await violations(page)).toEqual([]);
});
