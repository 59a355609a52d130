import { afterAll, beforeAll, test } from 'vitest';
import { openApp, type OpenApp } from '../e2e/support.ts';

/** How a large set of images feels: time to import, frames while the gallery scrolls, memory. Prints; asserts nothing. LATHE_IMAGES makes it smaller. */
const COUNT = Number(process.env['LATHE_IMAGES'] ?? 50_000);
const PHOTOS = Math.ceil(COUNT / 10);
let app: OpenApp;
beforeAll(async () => void (app = await openApp()));
afterAll(() => app.close());

const make = async ({ count, edge, type }: { count: number; edge: number; type: string }) => {
  const canvas = new OffscreenCanvas(edge, edge);
  const pen = canvas.getContext('2d')!;
  const files: File[] = [];
  for (let i = 0; i < count; i++) {
    const light = pen.createLinearGradient(0, 0, edge, (i % 7) * edge * 0.2);
    light.addColorStop(0, `hsl(${i % 360} 60% ${20 + (i % 60)}%)`);
    light.addColorStop(1, `hsl(${(i * 7) % 360} 60% ${20 + ((i * 3) % 60)}%)`);
    pen.fillStyle = light;
    pen.fillRect(0, 0, edge, edge);
    pen.fillStyle = `hsl(${(i * 13) % 360} 80% 50%)`;
    pen.fillRect((i * 17) % edge, (i * 29) % edge, edge / 5, edge / 4);
    files.push(new File([await canvas.convertToBlob({ type, quality: 0.8 })], `${i % 5}/${i}`));
  }
  const project = await window.lathe.projects.create({ name: `${count} images` });
  const began = performance.now();
  const dataset = await project.data.importImages(files, { name: 'many', ...(edge > 64 ? { size: 64 } : {}) });
  const importMs = performance.now() - began;
  const compared = performance.now();
  const alike = await project.data.alikeImages(dataset.id);
  return { id: project.info.id, importMs, compareMs: performance.now() - compared, groups: alike.found.groups };
};

/** Frame times in ms while the box scrolls from top to bottom in three seconds. */
const scroll = async () => {
  const box = document.querySelector('[role=region][tabindex]')!;
  const times: number[] = [];
  const SPAN = 3000;
  await new Promise<void>((done) => {
    const began = performance.now();
    let last = began;
    const step = (now: number) => {
      times.push(now - last);
      last = now;
      box.scrollTop = ((now - began) / SPAN) * box.scrollHeight;
      if (now - began < SPAN) requestAnimationFrame(step);
      else done();
    };
    requestAnimationFrame(step);
  });
  times.sort((a, b) => a - b);
  const heap = (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
  return { median: times[times.length >> 1]!, p95: times[Math.floor(times.length * 0.95)]!, worst: times.at(-1)!, heap };
};

test.each([
  { what: 'small images', count: COUNT, edge: 64, type: 'image/png' },
  { what: 'photographs', count: PHOTOS, edge: 1024, type: 'image/jpeg' }
])('$what', async ({ what, ...set }) => {
  const { page } = app;
  const made = await page.evaluate(make, set);
  await page.goto(`${app.url}#/p/${made.id}/data`);
  await page
    .getByRole('region', { name: /^Images of/ })
    .locator('canvas')
    .first()
    .waitFor();
  const felt = await page.evaluate(scroll);
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  console.log(
    `${set.count.toLocaleString('en')} ${what} of ${set.edge} px: import ${(made.importMs / 1000).toFixed(1)} s, alike ${(made.compareMs / 1000).toFixed(1)} s (${made.groups} groups), ` +
      `scrolling: frame ${ms(felt.median)}, 95 % ${ms(felt.p95)}, worst ${ms(felt.worst)}; heap of the page ${(felt.heap / 2 ** 20).toFixed(0)} MB`
  );
});
