import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../tools/serve.js';
import { openApp, type OpenApp } from '../e2e/support.ts';
import { mixedCsv } from './mixed-csv.ts';
import { largestRenderer } from './renderer-memory.ts';

/** Figures of the built app in a real browser. Report only: no time is asserted. */
const MEGABYTES = Number(process.env['LATHE_BENCH_MB'] ?? 200);
const ROUNDS = 3;
const folder = mkdtempSync(join(tmpdir(), 'lathe-bench-'));
let app: OpenApp;

beforeAll(async () => {
  app = await openApp();
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

test(`import of ${MEGABYTES} MB in Chromium against pandas and PapaParse alone, in turns`, async () => {
  const csv = mixedCsv(MEGABYTES * 1e6, true);
  const file = join(folder, 'bench.csv');
  writeFileSync(file, csv);
  const [papa, pandas]: number[][] = [[], []];
  const lathe: Awaited<ReturnType<typeof importOnce>>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    Papa.parse(csv, { header: false });
    papa!.push(performance.now() - began);
    if (existsSync(PYTHON)) pandas!.push(pandasOnce(file));
    lathe.push(await importOnce(file));
  }
  const own = median(lathe.map(({ ms }) => ms));
  const line = (ms: number) => ({
    seconds: (ms / 1000).toFixed(1),
    'MB/s': (MEGABYTES / (ms / 1000)).toFixed(0),
    'throughput of the import by this one': (ms / own).toFixed(2)
  });
  console.table({
    'import, Chromium (parse, infer, hash, store)': line(own),
    ...(pandas!.length > 0 && { 'pandas.read_csv, C engine': line(median(pandas!)) }),
    'PapaParse alone, Node': line(median(papa!))
  });
  console.table({
    'longest task on the main thread, ms': Math.max(...lathe.map(({ longest }) => longest)).toFixed(0),
    'largest process of the browser, MB': largestRenderer().toFixed(0)
  });
  expect(new Set(lathe.map(({ rows, hash }) => `${rows} ${hash}`)).size).toBe(1);
});

test('10 million rows x 10 columns: memory of the tab while they come in', { timeout: 1_800_000 }, async () => {
  const file = join(folder, 'tall.csv');
  const rows = Number(process.env['LATHE_BENCH_ROWS'] ?? 10_000_000);
  writeTall(file, rows);
  const curve: number[] = [];
  const watch = setInterval(() => curve.push(largestRenderer('VmRSS')), 250);
  const { ms, rows: read } = await importOnce(file);
  clearInterval(watch);
  rmSync(file);
  expect(read).toBe(rows);
  const step = Math.max(1, Math.floor(curve.length / 12));
  console.table({ seconds: (ms / 1000).toFixed(1), 'largest, MB': Math.max(...curve).toFixed(0) });
  console.log(`MB over time: ${curve.filter((_, i) => i % step === 0).map((megabytes) => megabytes.toFixed(0))}`);
});

const PYTHON = '/usr/bin/python3';

/** Milliseconds of one reading, without the start of Python. */
function pandasOnce(file: string): number {
  const script = 'import pandas, sys, time; t = time.perf_counter(); pandas.read_csv(sys.argv[1]); print(time.perf_counter() - t)';
  return 1000 * Number(execFileSync(PYTHON, ['-c', script, file], { encoding: 'utf8' }));
}

function writeTall(file: string, rows: number): void {
  const lines = Array.from(
    { length: 10_000 },
    (_, i) => `${i % 97},${i % 7},${(i % 1000) / 10},${i * 3},w${i % 50},${i % 2},${i % 13},x,${i},${i % 5}`
  );
  writeFileSync(file, 'a,b,c,d,e,f,g,h,i,j\n');
  for (let row = 0; row < rows; row += lines.length) appendFileSync(file, `${lines.slice(0, rows - row).join('\n')}\n`);
}

/** From a file on the disk, as a person would choose it. */
async function importOnce(file: string) {
  await app.page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'bench' })));
  await app.page.setInputFiles('#bench', file);
  return app.page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('#bench')!;
    const project = await window.lathe.projects.create({ name: 'Bench' });
    let longest = 0;
    const observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => (longest = Math.max(longest, entry.duration))));
    observer.observe({ type: 'longtask' });
    const began = performance.now();
    const dataset = await project.data.importCsv(input.files![0]!);
    const ms = performance.now() - began;
    observer.disconnect();
    input.remove();
    await window.lathe.projects.remove(project.info.id);
    return { ms, longest, rows: dataset.rows, hash: dataset.hash };
  });
}

test('one row through 100 boosted trees, in Chromium', async () => {
  const made = await app.page.evaluate(async () => {
    const project = await window.lathe.projects.create({ name: 'Speed', sample: 'adult' });
    const run = await project.train({ model: 'boosting', params: { maxIter: 100, earlyStopping: 'off' } });
    await project.registry.register(run.id, 'speed');
    const { file } = await project.export('speed@1', 'javascript');
    const [row] = await project.data.rows((await project.data.current())!.id, { count: 1 });
    return { module: await file.text(), row };
  });
  writeFileSync(join(folder, 'speed.mjs'), made.module);
  writeFileSync(join(folder, 'index.html'), SPEED_PAGE.replace('ROW', JSON.stringify(made.row)));
  const server = await serve(folder, { headers: {} });
  const page = await app.context.newPage();
  await page.goto(server.url);
  const micros = await page.waitForFunction(() => (window as unknown as { micros?: number }).micros, null, { timeout: 60_000 });
  console.table({ 'one row, 14 inputs, 100 trees of 31 leaves, warm, microseconds': ((await micros.jsonValue()) as number).toFixed(1) });
  await page.close();
  await server.close();
});

/** Reads, scores and tells one row, thousands of times. */
const SPEED_PAGE = `<script type="module">
  import { predict } from './speed.mjs';
  const rows = [ROW];
  for (let i = 0; i < 5000; i++) predict(rows);
  const began = performance.now();
  for (let i = 0; i < 10000; i++) predict(rows);
  window.micros = ((performance.now() - began) / 10000) * 1000;
</script>`;

test('what the first page fetches', () => {
  const dist = join(import.meta.dirname, '../../dist');
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map((match) => match[1]!);
  const bytes = scripts.map((script) => gzipSync(readFileSync(join(dist, script))).length);
  console.table({ 'JavaScript named by index.html, kB gzip': (bytes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(0) });
});
