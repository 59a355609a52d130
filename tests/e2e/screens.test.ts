import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let app: OpenApp;

beforeAll(async () => {
  app = await openApp();
});

afterAll(async () => {
  expect(app.complaints).toEqual([]);
  await app.close();
});

const heading = (page: Page) => page.locator('main h1');

async function goTo(page: Page, step: string): Promise<void> {
  const link = page.locator(`nav a[href$="/${step}"]`).first();
  await link.click();
  await page.waitForURL(`**/${step}**`);
  await heading(page).waitFor();
}

/** Jobs show in the tray with a Stop button; none is left when all are done. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(300);
  await page.waitForFunction(
    () => ![...document.querySelectorAll('button')].some((button) => button.textContent?.trim() === 'Stop'),
    null,
    { timeout: 180_000 }
  );
}

async function doItForMe(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /^(Do it for me|Try all families)$/ }).first();
  // A screen may first read what it is about; a step where nothing is left to do offers no button.
  const isOffered = await button.click({ timeout: 5_000 }).then(
    () => true,
    () => false
  );
  if (!isOffered) return;
  await settled(page);
}

async function begin(page: Page, sample: string): Promise<void> {
  await page.goto(app.url);
  await page
    .getByRole('button', { name: new RegExp(`^${sample}`) })
    .or(page.getByRole('link', { name: new RegExp(`^${sample}`) }))
    .first()
    .click();
  await page.waitForURL('**/p/**');
  await heading(page).waitFor();
}

test.each(['Penguins', 'Titanic', 'Diamonds', 'Digits', 'Adult'])('%s: every step done from its own screen', async (sample) => {
  const page = await app.open();
  await begin(page, sample);
  for (const step of STEPS) {
    await goTo(page, step);
    await doItForMe(page);
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
  readonly scheme: 'light' | 'dark';
  readonly width: number;
}

test.each<Look>([
  { scheme: 'light', width: 1360 },
  { scheme: 'dark', width: 1360 },
  { scheme: 'light', width: 390 }
])('every screen is accessible and fits: $scheme, $width px wide', async ({ scheme, width }) => {
  const page = await app.open();
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 900 });
  const id = await page.evaluate(async () => (await window.lathe.projects.list()).find((project) => project.name === 'Titanic')!.id);
  const found: string[] = [];
  for (const step of STEPS) {
    await page.goto(`${app.url}#/p/${id}/${step}`);
    await heading(page).waitFor();
    await settled(page);
    await page.waitForTimeout(500);
    found.push(...(await violations(page)).map((violation) => `${step}: ${violation}`));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) found.push(`${step}: ${overflow} px wider than the screen`);
  }
  expect(found).toEqual([]);
  await page.close();
});

/** The policy lets no script in from outside, so axe is evaluated over the protocol, which it does not bind. */
async function violations(page: Page): Promise<string[]> {
  const { readFileSync } = await import('node:fs');
  await page.evaluate(readFileSync(axePath, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 120)}`);
  });
}
