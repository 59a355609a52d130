import { tick } from 'svelte';

/** Longest wait for charts that are drawn when a part is opened, ms. */
const LONGEST = 4_000;

/**
 * Prints the page as it reads: every part open, light, its charts drawn anew for that before the printer is asked. Afterwards everything is as it was.
 */
export async function printPage(page: Document = document): Promise<void> {
  const shut = [...page.querySelectorAll<HTMLDetailsElement>('main details:not([open])')];
  const { theme } = page.documentElement.dataset;
  for (const part of shut) part.open = true;
  page.documentElement.dataset.theme = 'light';
  await tick();
  await chartsDrawn(page);
  page.defaultView?.print();
  for (const part of shut) part.open = false;
  if (theme === undefined) delete page.documentElement.dataset.theme;
  else page.documentElement.dataset.theme = theme;
}

/** Until no place of a chart is empty; a chart that can't be drawn is not waited for any longer. */
async function chartsDrawn(page: Document): Promise<void> {
  const until = performance.now() + LONGEST;
  const isBare = () => [...page.querySelectorAll('main .host')].some((host) => host.childElementCount === 0);
  do await new Promise((over) => setTimeout(over, 200));
  while (isBare() && performance.now() < until);
}
