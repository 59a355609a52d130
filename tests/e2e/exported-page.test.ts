import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import * as kit from 'virtual:predict-runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodePackage } from '../../src/predict/package-file.ts';
import type { ModelPackage } from '../../src/predict/package-type.ts';
import { createScorer } from '../../src/predict/scorer.ts';
import { exportModel } from '../../src/stages/export/export-model.ts';
import { chromiumFlags, findChromium } from '../../tools/chromium.js';
import { classPackage, numberPackage } from '../predict/test-packages.ts';

let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium() ?? '/usr/bin/chromium', args: chromiumFlags });
  folder = mkdtempSync(join(tmpdir(), 'lathe-page-'));
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  readonly faults: string[];
  /** Addresses asked for beside the file itself. */
  readonly requests: string[];
}

/** The exported page as its reader opens it: from the disk, offline. */
async function open(pkg: ModelPackage, title: string): Promise<Opened> {
  const scorer = createScorer(pkg);
  const heldOut = scorer.readRows([{ age: 42, sex: 'm' }, {}]).table;
  const { bytes } = exportModel({
    format: 'html',
    bytes: encodePackage(pkg),
    scorer,
    title,
    heldOut,
    kit
  });
  const file = join(folder, `page-${title.length}.html`);
  writeFileSync(file, bytes);
  const context = await browser.newContext({ offline: true, acceptDownloads: true });
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('request', (request) => request.url() !== pathToFileURL(file).href && requests.push(request.url()));
  page.on('dialog', (dialog) => faults.push(dialog.message()));
  await page.goto(pathToFileURL(file).href);
  return { page, faults, requests };
}

test('an exported page answers a form and a batch, offline, and asks nothing of anybody', async () => {
  const { page, faults, requests } = await open(classPackage(), 'Who survives <b>"it"</b>?');
  expect(await page.textContent('h1')).toBe('Who survives <b>"it"</b>?');
  await page.getByLabel('age').fill('42');
  await page.getByLabel('sex').selectOption({ label: 'm' });
  await page.getByLabel('since').fill('2009-05-01T00:00:00');
  const [expected] = createScorer(classPackage()).scoreRows([{ age: 42, sex: 'm', member: 'no', since: '2009-05-01' }]);
  expect(await page.textContent('.headline')).toBe(String(expected!.prediction));
  expect(await page.textContent('.bars')).toContain(`${(expected!.probabilities!['no']! * 100).toFixed(1)} %`);
  await page.getByLabel('age').fill('old');
  expect(await page.textContent('.field .wrong')).toContain('must be a number');
  await page.getByLabel('CSV text').fill('age,sex\n42,m');
  await page.getByRole('button', { name: 'Answer all rows' }).click();
  expect(await page.textContent('#batch-result')).toContain('lacks the columns “member” and “since”');
  expect(await page.locator('#batch-save').isHidden()).toBe(true);
  await page.getByLabel('CSV text').fill('age,sex,member,since\n42,m,,\n8,f,no,2009-05-01\nx,m,,');
  await page.getByRole('button', { name: 'Answer all rows' }).click();
  expect(await page.locator('#batch-result tbody tr').count()).toBe(3);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save as CSV' }).click()]);
  expect(download.suggestedFilename()).toBe('predictions.csv');
  expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
  expect(faults).toEqual([]);
});

test('a number is shown with its interval', async () => {
  const { page, faults } = await open(numberPackage(), 'Price');
  expect(await page.textContent('#answer')).toContain('95 % interval');
  expect(faults).toEqual([]);
});

test('the policy of the page stops a script that got into it', async () => {
  const { page, faults } = await open(classPackage(), 'Policy of the page');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.got = true';
    document.body.append(script);
    const image = document.createElement('img');
    image.src = 'https://example.org/x.png';
    document.body.append(image);
  });
  expect(await page.evaluate(() => 'got' in window)).toBe(false);
  expect(faults.length).toBeGreaterThan(0);
});

test('an image is answered as training would have seen it', async () => {
  const pixels = 4;
  const pkg: ModelPackage = {
    ...numberPackage(),
    inputs: [{ name: 'photo', type: 'image', missingShare: 0, typical: null, image: { width: 2, height: 2, channels: 1 } }],
    recipe: [],
    model: {
      id: 'cnn',
      label: 'Network',
      params: {},
      state: {
        layers: [{ kind: 'dense', inputs: pixels, outputs: 1 }],
        weights: [Float32Array.of(1, 2, 4, 8), Float32Array.of(0)],
        output: 'linear',
        outputs: 1,
        targetMean: 0,
        targetScale: 1,
        column: 'photo',
        width: 2,
        height: 2,
        channels: 1,
        pixelMean: 0,
        pixelScale: 1
      }
    }
  };
  const scorer = createScorer(pkg);
  const heldOut = scorer.readRows([{ photo: [0, 1, 2, 3] }]).table;
  const { bytes } = exportModel({
    format: 'html',
    bytes: encodePackage(pkg),
    scorer,
    title: 'Photo',
    heldOut,
    kit
  });
  const file = join(folder, 'photo.html');
  writeFileSync(file, bytes);
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  // a 2 by 2 PNG: white, black, black, white
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGP4z8DA8B8ABgAB/3hctoEAAAAASUVORK5CYII=';
  await page.getByLabel('photo').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') });
  await page.waitForSelector('.headline');
  expect(await page.textContent('.headline')).toBe('9');
  await page.close();
});
