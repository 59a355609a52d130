import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settled, violations } from './drive.ts';
import { openApp, type OpenApp } from './support.ts';

let app: OpenApp;

beforeAll(async () => {
  app = await openApp();
});

afterAll(async () => {
  expect(app.complaints).toEqual([]);
  await app.close();
});

/** The versions of the project on the screen, as a script sees them. */
const versions = (page: Page) =>
  page.evaluate(async () => {
    const project = await window.lathe.projects.open(/\/p\/([^/]+)/.exec(location.hash)![1]!);
    const all = await project.data.versions();
    return { rows: all.map(({ rows }) => rows), tags: all.map(({ tags }) => tags), made: all.map(({ made }) => made?.join(' ')) };
  });

test('a table is filtered by keyboard alone, with suggestions, a preview, a new version and the way back', async () => {
  const page = app.page;
  await page
    .getByRole('button', { name: /^Penguins/ })
    .first()
    .click();
  await page.waitForURL('**/p/**');
  await page.locator('nav a[href$="/data"]').first().click();
  await page.getByLabel('What to do').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const field = page.getByRole('combobox', { name: 'Keep the rows where' });
  await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
  await page.keyboard.type('bod');
  await page.keyboard.press('Enter');
  await page.keyboard.type('> 4000 and isl');
  await page.keyboard.press('Tab');
  await page.keyboard.type('= ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await field.inputValue()).toBe("body_mass_g > 4000 and island = 'Dream' ");
  await page.getByText('28 rows, 7 columns').waitFor();
  expect(await violations(page)).toEqual([]);
  await field.fill('body_mas > 4000');
  await page.getByText('Did you mean body_mass_g?').waitFor();
  expect(await violations(page)).toEqual([]);
  await field.fill("island = 'Dream'");
  await page.getByText('124 rows, 7 columns').waitFor();
  await page.getByRole('button', { name: 'Make the new version' }).press('Enter');
  await page.getByText('Version 2 is made').waitFor();
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await page.getByText('Version 3, in use').waitFor();
  expect(await versions(page)).toMatchObject({ rows: [344, 124, 344] });
});

test('a join is reported before it is added; versions are compared, tagged and removed', async () => {
  const page = app.page;
  await page.evaluate(async () => {
    const other = await window.lathe.projects.create({ name: 'Islands' });
    await other.data.importCsv('island,sea\nBiscoe,a\nBiscoe,b\ndream,c\n', { name: 'islands' });
  });
  await page.getByLabel('What to do').selectOption('join');
  await page.getByRole('button', { name: 'Choose the table' }).click();
  await page.getByLabel('The other table').selectOption({ label: 'islands, version 1, of Islands (3 rows)' });
  await page.getByText('168 of 344 rows match, several with several rows: 344 rows become 512.').waitFor();
  await page.getByText('124 rows would match if capitals').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add this join' }).click();
  await page.getByText('512 rows, 8 columns').waitFor();
  await page.getByRole('button', { name: 'Take all steps back' }).click();
  await page.getByRole('button', { name: 'More about version 2' }).click();
  await page.getByLabel('Tags of version 2, parted by commas').fill('dream only');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await versions(page)).tags[1]).toEqual(['dream only']);
  await page.getByRole('button', { name: 'Compare with another version' }).click();
  await page.getByText('220 rows removed, 124 the same').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect.poll(async () => (await versions(page)).rows).toEqual([344, 344]);
  expect(await page.evaluate(() => window.lathe.integrityCheck())).toEqual([]);
});

test('a version that a model was trained on stays, and the door says which', async () => {
  const refused = await app.page.evaluate(async () => {
    const project = await window.lathe.projects.create({ name: 'Kept', sample: 'penguins' });
    const first = (await project.data.current())!;
    await project.train({ model: 'baseline' });
    await project.data.shape(first.id, [{ kind: 'sample', share: 0.5 }]);
    return project.data.removeVersion(first.id).then(
      () => null,
      ({ code, message }: { code: string; message: string }) => ({ code, message })
    );
  });
  expect(refused).toMatchObject({ code: 'version-in-use' });
  expect(refused!.message).toMatch(/the run .* was trained on it/);
});

test('linked views: a range by keyboard and a value narrow all columns, and what is kept becomes a version and goes back', async () => {
  const page = await app.open();
  const id = await page.evaluate(async () => {
    const project = await window.lathe.projects.create({ name: 'linked', sample: 'penguins' });
    await project.problem.set({ target: 'species' });
    return project.info.id;
  });
  await page.goto(`${app.url}#/p/${id}/explore?look=linked`);
  const views = page.getByRole('region', { name: 'Linked views' });
  await views.getByRole('slider', { name: 'body_mass_g, from' }).focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
  await views.getByRole('button', { name: /^Adelie/ }).click();
  const status = views.getByRole('status');
  await page.waitForFunction(
    (element) => /^\d+ of 344 rows have .*Adelie/.test(element?.textContent?.trim() ?? ''),
    await status.elementHandle()
  );
  expect(await violations(page)).toEqual([]);
  await views.getByRole('button', { name: 'Keep these rows as a new version' }).click();
  // The number above follows the range a moment later: what is told of the version is the number that counts.
  const told = page.getByText(/holds the \d+ rows you chose/);
  const kept = Number(/holds the (\d+) rows/.exec(await told.innerText())![1]);
  expect(kept).toBeGreaterThan(10);
  expect((await versions(page)).rows).toEqual([344, kept]);
  await page.getByRole('button', { name: 'Undo' }).click();
  const rowsOf = (projectId: string) =>
    page.evaluate(async (of) => (await (await window.lathe.projects.open(of)).data.current())?.rows, projectId);
  await expect.poll(() => rowsOf(id)).toBe(344);
  await page.close();
});

async function exploring(look: string, sample: string, target: string) {
  const page = await app.open();
  const id = await page.evaluate(
    async ([name, column]) => {
      const project = await window.lathe.projects.create({ name: 'looking', sample: name! });
      await project.problem.set({ target: column! });
      await project.split.set({ kind: 'random', seed: 1 });
      return project.info.id;
    },
    [sample, target]
  );
  await page.goto(`${app.url}#/p/${id}/explore?look=${look}`);
  return { page, id };
}
const rowsNow = (page: Page, id: string, rows: number) =>
  expect
    .poll(() => page.evaluate(async (project) => (await (await window.lathe.projects.open(project)).data.current())?.rows, id))
    .toBe(rows);

test('outliers: strange rows are looked at, set aside, and brought back', async () => {
  const { page, id } = await exploring('outliers', 'titanic', 'survived');
  const outliers = page.getByRole('region', { name: 'Outliers' });
  await outliers.getByRole('checkbox').first().check();
  await outliers.getByText('1 row chosen').waitFor();
  await outliers.getByRole('button', { name: 'Show the rows' }).click();
  await outliers.getByRole('grid', { name: 'Chosen rows' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await outliers.getByRole('button', { name: 'Set aside' }).click();
  await page.getByText('is without the 1 row you set aside').waitFor();
  await rowsNow(page, id, 890);
  await page.getByRole('button', { name: 'Undo' }).click();
  await rowsNow(page, id, 891);
  await page.close();
});

test('the map: a line drawn around points chooses their rows, and the keyboard chooses one', async () => {
  const { page } = await exploring('map', 'penguins', 'species');
  const map = page.getByRole('region', { name: 'Map' });
  const plot = map.getByRole('application');
  await map.getByRole('list', { name: 'Colours of species' }).waitFor();
  // A part of the page that comes later would move the plot under the hand.
  await settled(page);
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  const corners = [[0.01, 0.01], [0.99, 0.01], [0.99, 0.99], [0.01, 0.99]].map(([x, y]) => [box.x + x! * box.width, box.y + y! * box.height]); // prettier-ignore
  await page.mouse.move(corners[0]![0]!, corners[0]![1]!);
  await page.mouse.down();
  for (const [x, y] of corners.slice(1)) await page.mouse.move(x!, y!, { steps: 4 });
  await page.mouse.up();
  await map.getByText('344 rows chosen').waitFor();
  await map.getByRole('button', { name: 'Choose none' }).click();
  await plot.focus();
  await page.keyboard.press('ArrowRight');
  await map.getByText(/^Row \d+: species/).waitFor();
  await page.keyboard.press('Enter');
  await map.getByText('1 row chosen').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.close();
});

test('the parts of the division are compared without opening the test part; a finding of the story leads to its evidence', async () => {
  const { page, id } = await exploring('compare', 'titanic', 'survived');
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await comparison.getByRole('button', { name: 'Compare' }).click();
  await comparison.getByText(/opens no seal/).waitFor();
  const openings = await page.evaluate(
    async (project) => (await (await window.lathe.projects.open(project)).split.get())?.testOpenings,
    id
  );
  expect(openings).toBe(0);
  const story = page.getByRole('region', { name: 'What matters most' });
  await story.getByRole('button', { name: /^Show the evidence: Values are missing/ }).click();
  await page.getByRole('region', { name: 'What is missing' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.close();
});
