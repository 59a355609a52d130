import { join } from 'node:path';
import lighthouse, { desktopConfig } from 'lighthouse';
import { launch } from 'chrome-launcher';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findChromium } from '../../tools/chromium.js';
import { serve } from '../../tools/serve.js';

/** Lighthouse on the built app's first page. Report only. */
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve(join(import.meta.dirname, '../../dist'));
});

afterAll(() => server.close());

test.each(['desktop', 'mobile'] as const)('Lighthouse, first page, %s', async (form) => {
  const chromePath = findChromium();
  const chrome = await launch({
    chromeFlags: ['--headless=new', '--no-sandbox', '--disable-background-networking'],
    ...(chromePath ? { chromePath } : {})
  });
  const flags = {
    port: chrome.port,
    output: 'json',
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility', 'best-practices']
  } as const;
  const result = await lighthouse(
    server.url,
    { ...flags, onlyCategories: [...flags.onlyCategories] },
    form === 'desktop' ? desktopConfig : undefined
  );
  await chrome.kill();
  const scores = Object.values(result!.lhr.categories).map(({ title, score }) => [title, Math.round((score ?? 0) * 100)]);
  const timings = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index'];
  console.table({ ...Object.fromEntries(scores), ...Object.fromEntries(timings.map((id) => [id, result!.lhr.audits[id]!.displayValue])) });
  expect(scores).toHaveLength(3);
});
