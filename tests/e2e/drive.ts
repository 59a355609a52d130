import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** What a person's hand and eye do on a page, waiting for what a person would wait for. */

export const heading = (page: Page) => page.locator('main h1');

/** The screen stands and nothing is read or worked on; for a moment, since a screen that has the first answer may ask for a second. */
export async function settled(page: Page): Promise<void> {
  const isStill = () => document.querySelector('main h1') && !document.querySelector('main[data-busy]');
  for (let stillFor = 0; stillFor < 4;) {
    await page.waitForFunction(isStill, null, { timeout: 180_000 });
    await page.waitForTimeout(60);
    stillFor = (await page.evaluate(isStill)) ? stillFor + 1 : 0;
  }
}

/** How often an untouched screen begins to read or work anew within a moment. */
const stirs = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let count = 0;
    const observer = new MutationObserver((changes) => (count += changes.length));
    observer.observe(document.querySelector('main')!, { attributes: true, attributeFilter: ['data-busy'] });
    await new Promise((over) => setTimeout(over, 600));
    observer.disconnect();
    return count;
  });

/** False for a screen that wakes itself by what it does, and so works for ever; one that looks again once, when the hand rests, may. */
export async function comesToRest(page: Page): Promise<boolean> {
  for (let tries = 0; tries < 6; tries++) if ((await stirs(page)) === 0) return true;
  return false;
}

/** By the link in the rail. */
export async function goTo(page: Page, step: string): Promise<void> {
  await page.locator(`nav a[href$="/${step}"]`).first().click();
  await page.waitForURL(`**/${step}**`);
  await page.waitForFunction((id) => document.querySelector('nav [aria-current="step"]')?.getAttribute('href')?.endsWith(`/${id}`), step);
  await settled(page);
}

/** By the address. */
export async function at(page: Page, url: string, projectId: string, step: string): Promise<void> {
  await page.goto(`${url}#/p/${projectId}/${step}`);
  await settled(page);
}

/** A step where nothing is left to do offers no button. */
export async function doItForMe(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /^(Do it for me|Try all families)$/ }).first();
  if ((await button.count()) === 0) return;
  await button.click();
  await settled(page);
}

/** As "Try all families" does, in less than its minute. */
export async function searchShortly(page: Page, projectId: string): Promise<void> {
  await page.evaluate(async (id) => void (await (await window.lathe.projects.open(id)).auto({ budgetMs: 8_000 })), projectId);
  await settled(page);
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Nothing is on its way: the colours of a button that fades in are none that anybody reads. */
const stillStanding = (page: Page) =>
  page.evaluate(async () => {
    await new Promise((drawn) => setTimeout(drawn, 50));
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
  });

/** What axe finds. The policy lets no script in from outside, so axe is evaluated over the protocol, which it does not bind. */
export async function violations(page: Page): Promise<string[]> {
  await stillStanding(page);
  await page.evaluate(readFileSync(axePath, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 120)}`);
  });
}
