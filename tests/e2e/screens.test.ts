import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, comesToRest, doItForMe, goTo, heading, searchShortly, settled, violations } from './drive.ts';
import { openApp, type OpenApp } from './support.ts';

/** The main job through the screens: a sample chosen, then at each step what the step offers to do by itself. */
const STEPS = [
  'problem',
  'data',
  'explore',
  'features',
  'models',
  'train',
  'evaluate',
  'package',
  'deploy',
  'monitor',
  'govern',
  'share'
] as const;
/** Large tables take a while through every family; their door is tested with each run (door.test.ts). */
const samples = [
  'Penguins',
  'Titanic',
  'Wine quality',
  'Digits',
  ...(process.env['LATHE_FULL'] === undefined ? [] : ['Diamonds', 'Adult'])
];
let app: OpenApp;

beforeAll(async () => {
  app = await openApp();
});

afterAll(async () => {
  expect(app.complaints).toEqual([]);
  await app.close();
});

async function begin(page: Page, sample: string): Promise<void> {
  await page.goto(app.url);
  await page
    .getByRole('button', { name: new RegExp(`^${sample}`) })
    .or(page.getByRole('link', { name: new RegExp(`^${sample}`) }))
    .first()
    .click();
  await page.waitForURL('**/p/**');
  await settled(page);
}

const idOf = (page: Page) => /\/p\/([^/]+)/.exec(page.url())![1]!;

/** The whole minute of a search is taken once; it is the same button everywhere. */
async function trainShortly(page: Page, sample: string): Promise<void> {
  if (sample !== 'Digits') return searchShortly(page, idOf(page));
  await page.evaluate(async (id) => {
    const project = await window.lathe.projects.open(id);
    const cv = { kind: 'stratified', folds: 2 } as const;
    await project.train({ model: 'baseline', cv });
    await project.train({ model: 'cnn', cv, params: { maxIter: 2 } });
  }, idOf(page));
  await settled(page);
}

/** In every way there is for the model and what it is given. */
async function explainOneRow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Why does it say so?' }).click();
  const ways = page.getByLabel('Explained by');
  const labels = await ways.locator('option').allInnerTexts();
  expect(labels.length).toBeGreaterThan(2);
  for (const label of labels) {
    await ways.selectOption({ label });
    await page.locator('#what-if p', { hasText: /…$/ }).waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Look again' }).count(), label).toBe(0);
  }
}

test.each(samples)('%s: every step done from its own screen', async (sample) => {
  const page = await app.open();
  await begin(page, sample);
  for (const step of STEPS) {
    await goTo(page, step);
    if (step === 'train' && sample !== 'Penguins') await trainShortly(page, sample);
    else await doItForMe(page);
    if (step === 'evaluate' && (sample === 'Penguins' || sample === 'Digits')) await explainOneRow(page);
    expect((await heading(page).innerText()).length).toBeGreaterThan(10);
    expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
  }
  const seen = await page.evaluate(async () => {
    const [info] = await window.lathe.projects.list();
    const project = await window.lathe.projects.open(info!.id);
    const runs = await project.runs();
    return {
      done: runs.filter((run) => run.status === 'done').length,
      failed: runs.filter((run) => run.status === 'failed').map((run) => run.error?.message),
      versions: (await project.registry.list()).length,
      deployments: (await project.deployments.list()).length,
      columns: (await project.data.current())!.columns.map(({ name, role }) => [name, role])
    };
  });
  expect(seen.done).toBeGreaterThan(1);
  expect(seen.failed).toEqual([]);
  expect(seen.versions).toBeGreaterThan(0);
  expect(seen.deployments).toBeGreaterThan(0);
  if (sample === 'Titanic') expect(seen.columns).not.toContainEqual(['alive', 'feature']);
  await page.close();
});

interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}
const looks: readonly Look[] = [
  { colorScheme: 'light', width: 1360 },
  { colorScheme: 'dark', width: 1360 },
  { colorScheme: 'light', width: 390 }
];

async function faultsOf(page: Page, { colorScheme, width }: Look): Promise<string[]> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 900 });
  await settled(page);
  const found = await violations(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) found.push(`${overflow} px wider than the screen`);
  return found.map((fault) => `${colorScheme}, ${width} px: ${fault}`);
}

test('every screen comes to rest, is accessible and fits, light and dark, wide and narrow', async () => {
  const page = await app.open();
  const id = await page.evaluate(async () => (await window.lathe.projects.list()).find((project) => project.name === 'Titanic')!.id);
  const found: string[] = [];
  for (const step of STEPS) {
    await at(page, app.url, id, step);
    if (!(await comesToRest(page))) found.push(`${step}: never comes to rest`);
    for (const look of looks) found.push(...(await faultsOf(page, look)).map((fault) => `${step}, ${fault}`));
  }
  expect(found).toEqual([]);
  await page.close();
});
