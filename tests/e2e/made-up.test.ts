import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type OpenApp } from './support.ts';

let app: OpenApp;

beforeAll(async () => {
  app = await openApp();
});

afterAll(async () => {
  expect(app.complaints).toEqual([]);
  await app.close();
});

const current = () =>
  app.page.evaluate(async () => {
    const project = await window.lathe.projects.open(/\/p\/([^/]+)/.exec(location.hash)![1]!);
    return project.data.current();
  });

const goTo = async (step: string) => {
  await app.page.locator(`nav a[href$="/${step}"]`).first().click();
  await app.page.waitForURL(`**/${step}**`);
};

test('levels are put in order by keys, from an order their words propose', async () => {
  const page = app.page;
  await page
    .getByRole('button', { name: /^Titanic/ })
    .first()
    .click();
  await page.waitForURL('**/p/**');
  await goTo('data');
  await page.getByText('Looks ordered by ranks: First < Second < Third').waitFor();
  await page.getByRole('button', { name: 'Order the levels' }).first().press('Enter');
  const levels = page.getByRole('list', { name: 'Levels from least to most' }).getByRole('listitem');
  await levels.filter({ hasText: 'Third' }).press('Alt+ArrowUp');
  await expect.poll(() => levels.nth(1).innerText()).toContain('Third');
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => levels.nth(2).innerText()).toContain('Third');
  await page.getByRole('button', { name: 'This is the order' }).press('Enter');
  await page.getByText('“class” is ordinal now').waitFor();
  const column = (await current())!.columns.find(({ name }) => name === 'class');
  expect(column).toMatchObject({ isOrdinal: true, labels: ['First', 'Second', 'Third'] });
});

test('rows of the rare class are made up inside the recipe, before levels become columns', async () => {
  const page = app.page;
  await goTo('features');
  await page.getByRole('button', { name: 'Add a step' }).click();
  await page.getByLabel('Step to add').fill('smote');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Use these' }).click();
  await page.getByText(/Made up, in training rows only: \d+ rows of/).waitFor();
  await page.getByRole('button', { name: 'Keep this recipe' }).click();
  await page.getByText('This is your own recipe').waitFor();
  const kinds = await page.evaluate(async () => {
    const project = await window.lathe.projects.open(/\/p\/([^/]+)/.exec(location.hash)![1]!);
    return (await project.recipe.get()).map(({ kind }) => kind);
  });
  expect(kinds.indexOf('smote')).toBeLessThan(kinds.indexOf('one-hot'));
});

test('a synthetic version says what it is worth, is marked on every screen, and another is brought back', async () => {
  const page = app.page;
  await goTo('data');
  await page.getByText('Make rows up, for sharing').click();
  await page.getByRole('button', { name: 'Make a synthetic version' }).click();
  await page.getByRole('heading', { name: 'Made-up rows: what they are worth, and what they give away' }).waitFor();
  await page.getByText('Synthetic rows are no guarantee of privacy').first().waitFor();
  expect((await current())!.synthetic).toMatchObject({ method: 'gaussian-copula' });
  for (const step of ['models', 'evaluate', 'share']) {
    await goTo(step);
    await page.getByText('The rows in use were made up').waitFor();
  }
  await goTo('data');
  await page.getByRole('button', { name: 'More about version 2' }).click();
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await page.getByText('The rows in use were made up').waitFor({ state: 'hidden' });
  expect((await current())!.synthetic).toBeUndefined();
});
