import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settled } from './drive.ts';
import { openApp, type OpenApp } from './support.ts';

/** The main job without a pointer: only keys are pressed, and where one is can be seen at every stop. */
let app: OpenApp;

beforeAll(async () => {
  app = await openApp();
});

afterAll(async () => {
  expect(app.complaints).toEqual([]);
  await app.close();
});

interface Stop {
  readonly tag: string;
  readonly name: string;
  readonly isSeen: boolean;
}

/** Where the focus is: its name, and whether a person sees it. */
const stopAt = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent) : [];
    const name = element.getAttribute('aria-label') ?? (labels.length > 0 ? labels.join(' ') : element.textContent);
    return {
      tag: element.tagName.toLowerCase(),
      name: name.replace(/\s+/g, ' ').trim(),
      isSeen:
        style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.bottom > 0 && box.top < innerHeight
    };
  });

/** Presses Tab until the focus is on what is looked for; every stop on the way must be seen, and none may hold the focus. */
async function tabTo(page: Page, wanted: RegExp, key = 'Tab'): Promise<Stop> {
  let before = '';
  for (let press = 0; press < 120; press++) {
    await page.keyboard.press(key);
    const stop = await stopAt(page);
    if (stop.tag === 'body') continue;
    expect(stop, `after ${before}`).toMatchObject({ isSeen: true });
    if (wanted.test(stop.name)) return stop;
    before = `${stop.tag} ${stop.name.slice(0, 60)}`;
  }
  throw new Error(`No way by ${key} to ${wanted.source}; the last stop was ${before}.`);
}

/** A new screen begins at its heading, for the keyboard and the reader. */
async function arriveAt(page: Page, step: string): Promise<void> {
  await page.waitForURL(`**/${step}**`);
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  expect((await stopAt(page)).isSeen).toBe(true);
}

/** Any step is three keys away: the command palette. Typed at once, as one does who knows the way; no letter may be lost. */
async function callStep(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(label);
  await page
    .getByRole('option', { name: new RegExp(`^${label}`) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await arriveAt(page, label.toLowerCase());
}

test('a sample becomes a deployed model that answers, with the keyboard alone', async () => {
  const { page } = app;
  await tabTo(page, /^Penguins/);
  await page.keyboard.press('Enter');
  await arriveAt(page, 'problem');

  await tabTo(page, /^On to the data$/);
  await page.keyboard.press('Enter');
  await arriveAt(page, 'data');

  // Backwards through the rail to the skip link, and over the rail with it.
  await tabTo(page, /^Skip to the page$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  expect((await tabTo(page, /^Do it for me$/)).tag).toBe('button');

  await callStep(page, 'Train');
  await tabTo(page, /^Try all families$/);
  await page.keyboard.press('Enter');
  await settled(page);

  await callStep(page, 'Package');
  await tabTo(page, /^Do it for me$/);
  await page.keyboard.press('Enter');
  await settled(page);

  await callStep(page, 'Deploy');
  await tabTo(page, /^Do it for me$/);
  await page.keyboard.press('Enter');
  await settled(page);

  await tabTo(page, /^One row$/);
  await page.keyboard.press('ArrowRight');
  expect((await stopAt(page)).name).toBe('A whole table');
  await page.keyboard.press('ArrowLeft');
  await tabTo(page, /^Ask$/);
  await page.keyboard.press('Enter');
  await page.getByText(/says$/).first().waitFor();
  expect(await page.locator('.says').innerText()).toMatch(/Adelie|Gentoo|Chinstrap/);
});

test('a drawer gives the focus back to what opened it', async () => {
  const { page } = app;
  await callStep(page, 'Explore');
  await settled(page);
  await tabTo(page, /^Why this step$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => Boolean(document.activeElement?.closest('[role=dialog]')))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.textContent?.trim() === 'Why this step');
});

test('the palette forgets what was typed before, and what is typed before it stands', async () => {
  const { page } = app;
  const field = page.getByRole('combobox', { name: 'Step or action' });
  for (let round = 0; round < 10; round++) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Govern');
    await field.waitFor();
    expect(await field.inputValue()).toBe('Govern');
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
  }
});
