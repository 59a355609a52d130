import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at as goTo, settled } from './drive.ts';
import { openApp, type OpenApp } from './support.ts';

/** What a person has typed or had done is kept, can be taken back, and what was refused is said where it was typed. */
let app: OpenApp;

beforeAll(async () => {
  app = await openApp();
});

afterAll(async () => {
  expect(app.complaints).toEqual([]);
  await app.close();
});

const newProject = (page: Page, sample: string): Promise<string> =>
  page.evaluate(async (id) => (await window.lathe.projects.create({ name: `${id} ${Math.random()}`, sample: id })).info.id, sample);

const at = (page: Page, id: string, step: string): Promise<void> => goTo(page, app.url, id, step);

/** A small model that answers under the name "m". */
const deployed = (page: Page, id: string): Promise<void> =>
  page.evaluate(async (projectId) => {
    const project = await window.lathe.projects.open(projectId);
    await project.split.set((await project.split.suggest()).spec);
    const run = await project.train({ model: 'boosting', params: { maxIter: 10 } });
    const version = await project.registry.register(run.id, 'm');
    await project.deployments.create({ name: `m-${projectId.slice(0, 8)}`, model: `m@${version.version}` });
  }, id);

test('what was typed is kept while typing, and nothing is lost when the tab is closed at once', async () => {
  const page = await app.open();
  const id = await newProject(page, 'penguins');
  await at(page, id, 'problem');
  const owner = page.getByLabel('Owner');
  await owner.pressSequentially('Ada ');
  await page.getByText('kept', { exact: true }).waitFor();
  await owner.pressSequentially('Lovelace');
  expect(await owner.inputValue()).toBe('Ada Lovelace');
  await page.close();

  const next = await app.open();
  await at(next, id, 'problem');
  await expect.poll(() => next.getByLabel('Owner').inputValue()).toBe('Ada Lovelace');
  const ownerOf = (projectId: string) =>
    next.evaluate(async (of) => (await (await window.lathe.projects.open(of)).problem.get()).owner, projectId);
  await expect.poll(() => ownerOf(id)).toBe('Ada Lovelace');
  await expect.poll(() => next.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('lathe-draft')))).toEqual([]);
});

test('what was done for the person can be taken back after the step was left', async () => {
  const page = await app.open();
  const id = await newProject(page, 'titanic');
  await at(page, id, 'explore');
  await page.getByRole('button', { name: 'Do it for me' }).click();
  await settled(page);
  const roleOf = (name: string) =>
    page.evaluate(
      async ([projectId, column]) =>
        (await (await window.lathe.projects.open(projectId!)).data.current())!.columns.find((entry) => entry.name === column)!.role,
      [id, name]
    );
  expect(await roleOf('alive')).toBe('ignore');
  await at(page, id, 'features');
  expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  await page.getByRole('button', { name: /^1 thing done/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Undo/ }).click();
  await page.getByText('Taken back.').waitFor();
  await expect.poll(() => roleOf('alive')).toBe('feature');
});

test('a deployment that is refused says so beside its name, and the focus goes there', async () => {
  const page = await app.open();
  const id = await newProject(page, 'penguins');
  await deployed(page, id);
  await at(page, id, 'deploy');
  await page.getByRole('button', { name: 'New deployment' }).click();
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill(`m-${id.slice(0, 8)}`);
  await page.getByRole('button', { name: 'Deploy it' }).click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
  expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
  const described = (await name.getAttribute('aria-describedby'))!.split(' ');
  expect(await page.locator(`[id="${described.at(-1)!}"]`).innerText()).toContain('is already there');
  expect(await page.locator('.notices').count()).toBe(0);
});

test('labels waiting for their answers are still there after another step was looked at', async () => {
  const page = await app.open();
  const id = await newProject(page, 'penguins');
  await deployed(page, id);
  await page.evaluate(async (projectId) => {
    const project = await window.lathe.projects.open(projectId);
    await project.deployments.sendTest(`m-${projectId.slice(0, 8)}`, { rows: 20 });
  }, id);
  await at(page, id, 'monitor');
  const labels = page.getByLabel('True answers: id,actual');
  await labels.fill('id,actual\nabc,Adelie');
  await at(page, id, 'govern');
  await at(page, id, 'monitor');
  await expect.poll(() => labels.inputValue()).toBe('id,actual\nabc,Adelie');
});

test('a day is asked for as a day, with the days of training beside it, and goes to the model as it was given', async () => {
  const page = await app.open();
  const id = await newProject(page, 'temperatures');
  await page.evaluate(async (projectId) => {
    // Meant as a forecast; asked as a question of rows, the day is what goes in.
    await (await window.lathe.projects.open(projectId)).problem.set({ task: 'regression', metric: 'rmse' });
  }, id);
  await deployed(page, id);
  await at(page, id, 'deploy');
  const day = page.getByLabel('Date');
  expect(await day.getAttribute('type')).toBe('date');
  await page.getByText(/^1981-01-01 to \d{4}-\d\d-\d\d in training/).waitFor();
  await day.fill('1985-06-15');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.locator('.says').waitFor();
  const expected = await page.evaluate(async (projectId) => {
    const project = await window.lathe.projects.open(projectId);
    const [answer] = await project.deployments.predict(`m-${projectId.slice(0, 8)}`, [{ Date: Date.UTC(1985, 5, 15) }]);
    return Number(answer!.prediction);
  }, id);
  await expect.poll(async () => Number(await page.locator('.says').innerText())).toBeCloseTo(expected, 2);
  expect(await page.locator('.answer .warn').count()).toBe(0);
});

test('a project goes only when its removal is confirmed, and then it is gone', async () => {
  const page = await app.open();
  const name = `doomed ${Math.random()}`;
  await page.evaluate((given) => window.lathe.projects.create({ name: given }), name);
  const remove = page.getByRole('button', { name: `Remove ${name}` });
  const question = page.getByRole('dialog', { name: `Remove ${name}?` });
  await remove.click();
  await question.getByRole('button', { name: 'Keep it' }).click();
  await remove.click();
  await question.getByRole('button', { name: 'Remove' }).click();
  await remove.waitFor({ state: 'detached' });
  expect(await page.getByText('Something went wrong').count()).toBe(0);
  expect(await page.evaluate(async () => (await window.lathe.projects.list()).map((project) => project.name))).not.toContain(name);
  await page.close();
});

test('a tuning under way and a run that waits outlive their page, and go on in the next one', async () => {
  const page = await app.open();
  const id = await newProject(page, 'penguins');
  await page.evaluate(async (projectId) => {
    const project = await window.lathe.projects.open(projectId);
    await project.split.set((await project.split.suggest()).spec);
    void project.tune({ model: 'boosting', search: 'random', trials: 5 }).catch(() => undefined);
    void project.train({ model: 'tree', seed: 9 }).catch(() => undefined);
  }, id);
  const jobs = (from: Page) =>
    from.evaluate(async () => (await window.lathe.jobs.list()).map(({ kind, state, trials }) => ({ kind, state, trials })));
  const ofKind = async (from: Page, kind: string) => (await jobs(from)).find((job) => job.kind === kind);
  await expect.poll(async () => (await ofKind(page, 'tune'))?.trials, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
  expect(await ofKind(page, 'train')).toMatchObject({ state: 'waiting' });
  await page.close();

  const next = await app.open();
  for (const kind of ['tune', 'train']) expect(await ofKind(next, kind)).toMatchObject({ state: 'interrupted' });
  await at(next, id, 'train');
  await next.getByRole('button', { name: 'Resume: Tuning of Gradient boosting' }).click();
  await next.getByRole('button', { name: 'Resume: Decision tree' }).click();
  await expect.poll(() => jobs(next), { timeout: 120_000 }).toEqual([]);
  const made = await next.evaluate(
    async (projectId) => (await (await window.lathe.projects.open(projectId)).runs()).map(({ model, status }) => `${model} ${status}`),
    id
  );
  expect(made.toSorted()).toEqual([...Array.from({ length: 5 }, () => 'boosting done'), 'tree done']);
});
