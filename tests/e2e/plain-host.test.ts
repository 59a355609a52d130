import { expect, test } from 'vitest';
import { openApp } from './support.ts';

test('on a host that sends no headers the service worker isolates the page', async () => {
  const app = await openApp({ headers: {} });
  const isIsolated = await app.page.waitForFunction(() => window.crossOriginIsolated, null, { timeout: 20_000 });
  expect(await isIsolated.jsonValue()).toBe(true);
  await app.close();
});
