import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { mixedCsv } from '../bench/mixed-csv.ts';
import { newProfile, openApp, type OpenApp } from './support.ts';

/** An import that is cut off, however brutally, leaves the store whole, the earlier data there, and nothing half-written to be seen. */

/** Digits nobody can pack much: 15,000 rows and 0.75 MB of text a part. */
const makeBigFile = (count: number) => {
  const parts: BlobPart[] = ['a,b,c,d\n'];
  const words = new Uint32Array(4 * 15_000);
  for (let part = 0; part < count; part++) {
    for (let from = 0; from < words.length; from += 15_000) crypto.getRandomValues(words.subarray(from, from + 15_000));
    let text = '';
    for (let i = 0; i < words.length; i += 4) text += `${words[i]! / 7},${words[i + 1]},${words[i + 2]! / 3},${words[i + 3]}\n`;
    parts.push(text);
  }
  return new File(parts, 'big.csv');
};

const PARTS = 20;
const BIG_ROWS = 15_000 * PARTS;

/** A project with a small table in it. @returns its id */
const projectWithTable = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const project = await window.lathe.projects.create({ name: 'Cut off' });
    await project.data.importCsv('x,y\n1,a\n2,b\n', { name: 'earlier' });
    return project.info.id;
  });

/** Begins the import of the big file, and returns when it is well under way. */
async function beginBigImport(page: Page, id: string): Promise<void> {
  await page.evaluate(`(async () => {
    const project = await lathe.projects.open(${JSON.stringify(id)});
    const file = (${makeBigFile.toString()})(${PARTS});
    window.started = new Promise((tell) => {
      project.data.importFile(file, { onProgress: ({ share }) => share > 0.4 && tell() }).catch(() => undefined);
    });
  })()`);
  await page.evaluate('window.started');
}

/** What stands in the project, and whether an import works in it now. */
const state = (page: Page, id: string) =>
  page.evaluate(async (projectId) => {
    const whole = await window.lathe.integrityCheck();
    const project = await window.lathe.projects.open(projectId);
    const versions = await project.data.versions();
    const [first] = await project.data.rows(versions[0]!.id, { count: 1 });
    return { whole, versions: versions.map(({ name, rows }) => `${name}: ${rows}`), first };
  }, id);

const UNTOUCHED = { whole: [], versions: ['earlier: 2'], first: { x: 1, y: 'a' } };

/** Bytes of all stored pieces. */
const storedBytes = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('lathe');
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const all = opening.result.transaction('chunkSizes').objectStore('chunkSizes').getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve((all.result as { size: number }[]).reduce((sum, { size }) => sum + size, 0));
          };
        };
      })
  );

/** What an import has read before it was cut off is kept until then. */
const giveUpAll = (page: Page, id: string): Promise<void> =>
  page.evaluate(async (projectId) => {
    const { data } = await window.lathe.projects.open(projectId);
    for (const unfinished of await data.unfinishedImports()) await data.giveUpImport(unfinished.id);
  }, id);

async function importsAgain(page: Page, id: string): Promise<void> {
  const rows = await page.evaluate(
    `(async () => (await (await lathe.projects.open(${JSON.stringify(id)})).data.importFile((${makeBigFile.toString()})(${PARTS}))).rows)()`
  );
  expect(rows).toBe(BIG_ROWS);
  expect(await page.evaluate(() => window.lathe.integrityCheck())).toEqual([]);
}

/** The browser's own process: the one started with this profile that is of no special kind. */
function browserPid(profile: string): number {
  const commandOf = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  };
  const found = readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && commandOf(pid).includes(`--user-data-dir=${profile}`) && !commandOf(pid).includes('--type=')
  );
  expect(found).toHaveLength(1);
  return Number(found[0]);
}

/** A table of 40 parts takes 13 MB. The browser asks for the quota when it opens a database, and then again only when that is used up. */
const LITTLE_ROOM = 5_000_000;

test('a quota that is full in the middle of an import is said with a hint, and what the import took is given back', async () => {
  const profile = newProfile();
  const first = await openApp({ profile });
  const id = await projectWithTable(first.page);
  await first.context.close();
  const app = await openAgain(first, profile, LITTLE_ROOM);
  const before = await storedBytes(app.page);
  const peak = pollPeak(() => storedBytes(app.page));
  const error = await app.page.evaluate(`(async () => {
    const project = await lathe.projects.open(${JSON.stringify(id)});
    return project.data.importFile((${makeBigFile.toString()})(40)).then(() => null, ({ code, message, hint }) => ({ code, message, hint }));
  })()`);
  expect(await peak.stop()).toBeGreaterThan(before);
  expect(error).toMatchObject({ code: 'storage-full', hint: expect.stringContaining('free disk space') as string });
  expect(await state(app.page, id)).toEqual(UNTOUCHED);
  expect(await storedBytes(app.page)).toBe(before);
  expect(app.complaints).toEqual([]);
  await app.close();
});

/** The largest of what is measured over and over until it is stopped. */
function pollPeak(measure: () => Promise<number>): { stop: () => Promise<number> } {
  let isOver = false;
  const polling = (async () => {
    let peak = 0;
    while (!isOver) peak = Math.max(peak, await measure());
    return peak;
  })();
  return { stop: () => ((isOver = true), polling) };
}

/** The same profile and the same address: the data belong to both. */
async function openAgain({ url, server }: OpenApp, profile: string, roomBytes?: number): Promise<OpenApp> {
  await server.close();
  return openApp({ profile, port: Number(new URL(url).port), ...(roomBytes === undefined ? {} : { roomBytes }) });
}

const CUTS: Record<string, (app: OpenApp, profile: string) => Promise<void>> = {
  'a tab that is closed': (app) => app.page.close(),
  'a tab that crashes': async (app) => {
    const session = await app.context.newCDPSession(app.page);
    const crashed = app.page.waitForEvent('crash');
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
  },
  'a browser that is killed': async (app, profile) => {
    const gone = app.context.waitForEvent('close');
    process.kill(browserPid(profile), 'SIGKILL');
    await gone;
  }
};

test.each(Object.entries(CUTS))('%s in the middle of an import leaves the store whole and the earlier data there', async (_, cut) => {
  const profile = newProfile();
  const first = await openApp({ profile });
  const id = await projectWithTable(first.page);
  const before = await storedBytes(first.page);
  await beginBigImport(first.page, id);
  await cut(first, profile);
  const isBrowserGone = first.context.browser()?.isConnected() === false || first.context.pages().length === 0;
  const second = isBrowserGone ? await openAgain(first, profile) : first;
  const page = await second.open();
  expect(await state(page, id)).toEqual(UNTOUCHED);
  await giveUpAll(page, id);
  expect(await storedBytes(page)).toBe(before);
  await importsAgain(page, id);
  await second.close();
});

/** How many groups of columns have kept what they read. */
const checkpoints = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('lathe');
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const all = opening.result.transaction('checkpoints').objectStore('checkpoints').count();
          all.onsuccess = () => {
            opening.result.close();
            resolve(all.result);
          };
        };
      })
  );

/** Nothing can be written of the versions of data, in any tab, so that no import can end. */
const holdVersions = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('lathe');
        opening.onerror = () => reject(opening.error!);
        opening.onsuccess = () => {
          const versions = opening.result.transaction('datasets').objectStore('datasets');
          let isHeld = true;
          Object.assign(window, { letVersionsGo: () => (isHeld = false) });
          // A transaction lives as long as something is asked of it.
          const askOn = () => {
            resolve();
            if (isHeld) versions.count().onsuccess = askOn;
            else opening.result.close();
          };
          versions.count().onsuccess = askOn;
        };
      })
  );

/** Begins an import that can't end, closes its tab as soon as something of it is kept, and goes to the Data screen of its project in another that is open already. */
async function cutOnceKept(app: OpenApp, page: Page, id: string, begin: () => Promise<void>): Promise<void> {
  await holdVersions(page);
  await begin();
  await expect.poll(() => checkpoints(page), { timeout: 120_000, interval: 20 }).toBeGreaterThan(0);
  await app.page.close();
  await page.evaluate('letVersionsGo()');
  const unfinished = () =>
    page.evaluate(async (projectId) => (await (await window.lathe.projects.open(projectId)).data.unfinishedImports()).length, id);
  await expect.poll(unfinished, { timeout: 30_000 }).toBe(1);
  await page.goto(`${app.url}#/p/${id}/data`);
}

test('an import cut off by a closed tab goes on when the person chooses the file again, and makes the same dataset', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lathe-cut-'));
  const file = join(folder, 'long.csv');
  writeFileSync(file, mixedCsv(120e6, true));
  const app = await openApp();
  const id = await projectWithTable(app.page);
  const page = await app.open();
  await app.page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'long' })));
  await app.page.setInputFiles('#long', file);
  const begin = () =>
    app.page.evaluate(async (projectId) => {
      const project = await window.lathe.projects.open(projectId);
      void project.data.importFile(document.querySelector<HTMLInputElement>('#long')!.files![0]!).catch(() => undefined);
    }, id);
  await cutOnceKept(app, page, id, begin);
  await page.getByText(/The import of .long\.csv. was cut off\. It goes on from row [\d,]+; what was read is kept until/).waitFor();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose the file and go on' }).click();
  await (await choosing).setFiles(file);
  await page.getByRole('heading', { level: 1, name: /, from long\.csv/ }).waitFor({ timeout: 180_000 });
  expect(await page.getByText('was cut off').count()).toBe(0);
  const [goneOn, whole] = await page.evaluate(
    async ([projectId]) => {
      const other = await window.lathe.projects.create({ name: 'In one go' });
      const input = Object.assign(document.createElement('input'), { type: 'file', id: 'again' });
      document.body.append(input);
      return [(await (await window.lathe.projects.open(projectId!)).data.current())!.hash, other.info.id];
    },
    [id]
  );
  await page.setInputFiles('#again', file);
  const hash = await page.evaluate(async (otherId) => {
    const other = await window.lathe.projects.open(otherId);
    return (await other.data.importFile(document.querySelector<HTMLInputElement>('#again')!.files![0]!)).hash;
  }, whole!);
  expect(goneOn).toBe(hash);
  expect(await page.evaluate(() => window.lathe.integrityCheck())).toEqual([]);
  expect(app.complaints).toEqual([]);
  await app.close();
  rmSync(folder, { recursive: true });
});

test('a file that the browser still has leave to open is gone on with by one click', async () => {
  const app = await openApp();
  const id = await projectWithTable(app.page);
  const page = await app.open();
  await app.page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('held.csv', { create: true });
    const writing = await handle.createWritable();
    await writing.write('a,b,c,d\n');
    for (let part = 0; part < 200; part++) {
      let text = '';
      for (let i = part * 20_000; i < (part + 1) * 20_000; i++) text += `${i},${(i * 7919) % 100_003},note ${(i * 31) % 50_021},${i % 9}\n`;
      await writing.write(text);
    }
    await writing.close();
  });
  const begin = () =>
    app.page.evaluate(async (projectId) => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle('held.csv');
      const project = await window.lathe.projects.open(projectId);
      void project.data.importFile(await handle.getFile(), { handle }).catch(() => undefined);
    }, id);
  await cutOnceKept(app, page, id, begin);
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /^4,000,000 rows, 4 columns.*held\.csv/ }).waitFor({ timeout: 180_000 });
  expect(await page.evaluate(() => window.lathe.integrityCheck())).toEqual([]);
  expect(app.complaints).toEqual([]);
  await app.close();
});
