import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import type { Lathe } from '../../src/app/api/lathe.ts';
import { chromiumFlags, findChromium } from '../../tools/chromium.js';
import { serve } from '../../tools/serve.js';

declare global {
  interface Window {
    lathe: Lathe;
  }
}

const dist = join(import.meta.dirname, '../../dist');

/** The built app in a real browser with a profile of its own. */
export interface OpenApp {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly url: string;
  readonly server: { readonly url: string; readonly close: () => Promise<void> };
  /** Page errors, console errors, content-policy violations, and requests that left the origin. */
  readonly complaints: string[];
  /** Another page of the same profile, the app loaded. */
  open(path?: string): Promise<Page>;
  close(): Promise<void>;
}

export interface AppOptions {
  /** Headers of the host; Lathe's own unless given, none for a plain host. */
  readonly headers?: Record<string, string>;
  /** A profile to come back to. */
  readonly profile?: string;
  /** The port of an earlier visit: data belong to an address. */
  readonly port?: number;
  /** Room the browser gives beyond what the profile takes already. */
  readonly roomBytes?: number;
  readonly viewport?: { width: number; height: number };
  /** Further flags of the browser. */
  readonly flags?: readonly string[];
}

export const newProfile = (): string => mkdtempSync(join(tmpdir(), 'lathe-e2e-'));

export async function openApp({
  headers,
  profile = newProfile(),
  viewport = { width: 1360, height: 900 },
  port = 0,
  roomBytes,
  flags = []
}: AppOptions = {}): Promise<OpenApp> {
  if (!existsSync(join(dist, 'index.html'))) throw new Error('dist/ is missing: run "npm run build" first.');
  const server = await serve(dist, headers ? { headers, port } : { port });
  const executablePath = findChromium();
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: [...chromiumFlags, ...flags],
    viewport,
    acceptDownloads: true
  });
  if (roomBytes !== undefined) await limitRoom(context, new URL(server.url).origin, roomBytes);
  const complaints: string[] = [];
  const listen = (page: Page) => {
    page.on('pageerror', (error) => complaints.push(`page error: ${error.stack ?? error.message}`));
    page.on('console', (message) => message.type() === 'error' && complaints.push(`console: ${message.text()}`));
    page.on('request', (request) => {
      const { origin } = new URL(request.url());
      if (/^https?:/.test(request.url()) && origin !== new URL(server.url).origin) complaints.push(`left the origin: ${request.url()}`);
    });
  };
  const open = async (path = '') => {
    const page = await context.newPage();
    listen(page);
    await page.goto(server.url + path);
    await appReady(page);
    return page;
  };
  const page = await open();
  const close = async () => {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { page, context, url: server.url, server, complaints, open, close };
}

/** For as long as the context is open. */
async function limitRoom(context: BrowserContext, origin: string, roomBytes: number): Promise<void> {
  const session = await context.newCDPSession(context.pages()[0] ?? (await context.newPage()));
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + roomBytes });
}

/** The app has started and its service worker answers; a reload for isolation may come in between. */
export async function appReady(page: Page): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await page.waitForFunction(() => Boolean(window.lathe), null, { timeout: 30_000 });
      await page.evaluate(() => window.lathe.ready);
      // The door opens before the screen stands; what is pasted or dropped in between reaches nobody.
      await page.waitForFunction(() => !document.querySelector('.first-paint'), null, { timeout: 30_000 });
      return;
    } catch (error) {
      if (tries >= 3) throw error;
      await page.waitForLoadState('load');
    }
  }
}
