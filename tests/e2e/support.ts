import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import type { Lathe } from '../../src/app/lathe-api.ts';
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
  readonly viewport?: { width: number; height: number };
}

export const newProfile = (): string => mkdtempSync(join(tmpdir(), 'lathe-e2e-'));

export async function openApp({
  headers,
  profile = newProfile(),
  viewport = { width: 1360, height: 900 }
}: AppOptions = {}): Promise<OpenApp> {
  if (!existsSync(join(dist, 'index.html'))) throw new Error('dist/ is missing: run "npm run build" first.');
  const server = await serve(dist, headers ? { headers } : {});
  const executablePath = findChromium();
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: chromiumFlags,
    viewport,
    acceptDownloads: true
  });
  const complaints: string[] = [];
  const listen = (page: Page) => {
    page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
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

/** The app has started and its service worker answers; a reload for isolation may come in between. */
export async function appReady(page: Page): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await page.waitForFunction(() => Boolean(window.lathe), null, { timeout: 30_000 });
      await page.evaluate(() => window.lathe.ready);
      return;
    } catch (error) {
      if (tries >= 3) throw error;
      await page.waitForLoadState('load');
    }
  }
}
