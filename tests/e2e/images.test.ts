import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type OpenApp } from './support.ts';

let app: OpenApp;
let page: Page;
let projectId: string;

beforeAll(async () => {
  app = await openApp({ flags: ['--use-fake-device-for-media-stream'] });
  page = app.page;
  projectId = await page.evaluate(makeProject);
  await page.goto(`${app.url}#/p/${projectId}/data`);
  await page.getByRole('region', { name: /^Images of/ }).waitFor();
});

afterAll(async () => {
  expect(app.complaints).toEqual([]);
  await app.close();
});

/** 300 pictures in three classes, one of them twice and once more in another class. */
async function makeProject(): Promise<string> {
  const paint = async (seed: number, size: number) => {
    const canvas = new OffscreenCanvas(size, size);
    const pen = canvas.getContext('2d')!;
    const random = (i: number) => Math.abs(Math.sin(seed * 12.9898 + i * 78.233) * 43758.5453) % 1;
    pen.fillStyle = `hsl(${(seed % 3) * 120} 50% ${20 + random(0) * 60}%)`;
    pen.fillRect(0, 0, size, size);
    for (let i = 1; i < 8; i++) {
      const [x, y, reach] = [random(i + 10) * size, random(i + 20) * size, (0.15 + random(i + 30) * 0.4) * size];
      const light = pen.createRadialGradient(x, y, 0, x, y, reach);
      const shade = random(i + 50) < 0.5 ? '0 0 0' : '255 255 255';
      light.addColorStop(0, `rgb(${shade} / 80%)`);
      light.addColorStop(1, `rgb(${shade} / 0%)`);
      pen.fillStyle = light;
      pen.fillRect(0, 0, size, size);
    }
    return canvas.convertToBlob({ type: 'image/png' });
  };
  const files: File[] = [];
  for (let i = 0; i < 300; i++)
    files.push(new File([await paint(i, 64)], `${['ant', 'bee', 'cat'][i % 3]}/${String(i).padStart(4, '0')}.png`));
  files.push(new File([await paint(7, 64)], 'cat/again.png'), new File([await paint(9, 200)], 'ant/larger.png'));
  const project = await window.lathe.projects.create({ name: 'Insects' });
  await project.data.importImages(files, { name: 'insects', size: 32 });
  return project.info.id;
}

const rowsNow = () =>
  page.evaluate(async (id) => {
    const data = await (await window.lathe.projects.open(id)).data.current();
    return [data!.version, data!.rows] as const;
  }, projectId);

/** Until the heading tells the version: the feed has caught up with the database. */
const atVersion = (version: number) =>
  page.waitForFunction((number) => document.querySelector('main h1')?.textContent?.includes(`version ${number}`), version, {
    timeout: 60_000
  });

test('every image can be reached, and only those on the screen are drawn', async () => {
  const box = page.getByRole('region', { name: /^Images of/ });
  await box.locator('canvas').first().waitFor();
  expect(await box.locator('li').count()).toBeLessThan(160);
  await box.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await box.getByText('Image 302, class').waitFor({ state: 'attached' });
});

test('images that show the same stand beside each other, are mended, and the mending is taken back', async () => {
  await page.getByRole('button', { name: 'Look for them' }).click();
  await page.getByText(/4 images in 2 groups show the same as another/).waitFor();
  await page.getByText('The very same pixels, in the classes “bee” and “cat”.').waitFor();
  await page.getByRole('button', { name: 'Keep one of each group' }).click();
  await atVersion(2);
  expect(await rowsNow()).toEqual([2, 300]);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await atVersion(3);
  expect(await rowsNow()).toEqual([3, 302]);
});

async function burstOf(name: string): Promise<void> {
  await page.getByLabel('Class', { exact: true }).fill(name);
  const hold = page.getByRole('button', { name: `Hold to take pictures of “${name}”` });
  // A button that can't be pressed yet takes no focus: the camera has to have begun.
  await expect.poll(() => hold.isEnabled()).toBe(true);
  await hold.focus();
  await page.keyboard.down(' ');
  await page.getByRole('button', { name: /Add ([4-9]|\d\d) pictures/ }).waitFor();
  await page.keyboard.up(' ');
  await page.getByRole('button', { name: /Add \d+ pictures/ }).click();
}

test('a camera that is refused is explained; one that is allowed gives bursts into a class', async () => {
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await page.getByText('The browser does not let Lathe use the camera.').waitFor();
  await app.context.grantPermissions(['camera']);
  await page.getByRole('button', { name: 'Try again' }).click();
  await burstOf('me');
  await atVersion(4);
  const [, rows] = await rowsNow();
  expect(rows).toBeGreaterThanOrEqual(306);
});

test('images are labelled by the keyboard; closing the tab loses nothing; the labels become a version', async () => {
  const id = await page.evaluate(async (from) => {
    const source = await window.lathe.projects.open(from);
    const [first] = await source.data.versions().then((all) => all.filter(({ version }) => version === 1));
    const pixels = await source.data.images(
      first!.id,
      Array.from({ length: 40 }, (_, i) => i)
    );
    const files = await Promise.all(
      pixels.map(async ({ width, height, pixels: bytes }, i) => {
        const canvas = new OffscreenCanvas(width, height);
        const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
        for (let p = 0; p < width * height; p++) rgba.set(bytes.subarray(p * 3, p * 3 + 3), p * 4);
        canvas.getContext('2d')!.putImageData(new ImageData(rgba, width, height), 0, 0);
        return new File([await canvas.convertToBlob()], `${i}.png`);
      })
    );
    const project = await window.lathe.projects.create({ name: 'Unlabelled' });
    await project.data.importImages(files, { name: 'pictures' });
    return project.info.id;
  }, projectId);
  projectId = id;
  await page.goto(`${app.url}#/p/${id}/data?label=1`);
  const begin = async (name: string) => {
    await page.getByLabel('Who is labelling').fill(name);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('listbox', { name: 'Rows to label' }).getByRole('option').first().waitFor();
  };
  await begin('Ada');
  for (const name of ['ant', 'bee']) {
    await page.getByLabel('New class').fill(name);
    await page.getByRole('button', { name: 'Add the class' }).click();
  }
  const list = page.getByRole('listbox', { name: 'Rows to label' });
  await list.focus();
  await page.keyboard.press('1');
  await page.getByText('Row 1: ant. Kept.').waitFor();
  await page.keyboard.press('b');
  await page.getByText('Row 2: bee. Kept.').waitFor();
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  await page.keyboard.press('1');
  await page.getByText('2 rows: ant. Kept.').waitFor();
  await page.keyboard.press('u');
  await page.getByText('Taken back: 2 rows.').waitFor();
  await list.getByRole('option').first().click();
  await page.keyboard.type('1bu1', { delay: 0 });
  await page.getByText('Row 4: ant. Kept.').waitFor();
  expect(await list.evaluate((element) => element === document.activeElement)).toBe(true);
  const current = await list.getAttribute('aria-activedescendant');
  expect(await page.locator(`[id="${current}"]`).textContent()).toMatch(/^\s*5/);
  await page.keyboard.type('uu');
  await page.getByText('Taken back: row 3.').waitFor();
  await page.close();
  page = await app.open(`#/p/${id}/data?label=1`);
  await begin('Ada');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Rows to label');
  await page.getByText(/^2 of 40 rows have a class; 2 new ones wait/).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Row 3: what was suggested. Kept.').waitFor();
  await page.getByRole('button', { name: 'Make a version of 3 labels' }).click();
  await atVersion(2);
  const labels = await page.evaluate(async (project) => {
    const opened = await window.lathe.projects.open(project);
    const data = await opened.data.current();
    return data!.columns.find(({ name }) => name === 'label');
  }, id);
  expect(labels).toMatchObject({ type: 'category', role: 'target', missing: 37 });
});

test('a project can begin with the camera', async () => {
  const id = await page.evaluate(async () => (await window.lathe.projects.create({ name: 'Filmed' })).info.id);
  await page.goto(`${app.url}#/p/${id}/data`);
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await burstOf('mug');
  await page.getByRole('region', { name: /^Images of/ }).waitFor();
  const columns = () => page.evaluate(async (of) => (await (await window.lathe.projects.open(of)).data.current())?.columns, id);
  expect(JSON.stringify(await columns())).toContain('mug');
});
