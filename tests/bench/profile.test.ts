import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import type { Column } from '../../src/core/table.ts';
import { profileTable } from '../../src/stages/explore/profile.ts';
import type { NumberProfile } from '../../src/stages/explore/profile-type.ts';

const ROWS = 1_000_000;
const NUMBERS = 14;
const CATEGORIES = 6;
const ROUNDS = 5;
const PYTHON = '/usr/bin/python3';

/** Continuous ones, whole ones, lopsided ones, with gaps in every third. */
function makeColumns() {
  const rng = createRng(5);
  const shapes = [() => normal(rng), () => Math.floor(rng() * 90), () => Math.exp(normal(rng)), () => Math.round(normal(rng) * 1000) / 100];
  const numbers = Array.from({ length: NUMBERS }, (_, j) =>
    Float64Array.from({ length: ROWS }, () => (j % 3 === 0 && rng() < 0.05 ? NaN : shapes[j % 4]!()))
  );
  const levels = [2, 3, 8, 20, 60, 400];
  const codes = Array.from({ length: CATEGORIES }, (_, j) => Int32Array.from({ length: ROWS }, () => Math.floor(rng() ** 2 * levels[j]!)));
  return { numbers, codes, levels };
}
const { numbers, codes, levels } = makeColumns();
const columns: Column[] = [
  ...numbers.map((values, j) => ({ kind: 'number' as const, name: `x${j}`, values })),
  ...codes.map((own, j) => ({ kind: 'category' as const, name: `c${j}`, codes: own, labels: Array.from({ length: levels[j]! }, (_, i) => `level ${i}`) })) // prettier-ignore
];

async function own() {
  const start = performance.now();
  const quiet = { signal: new AbortController().signal, breathe: () => Promise.resolve(), onProgress: () => undefined };
  const profile = await profileTable({ rows: ROWS, columns }, [], quiet);
  return { seconds: (performance.now() - start) / 1000, median: (profile.columns['x0'] as NumberProfile).median! };
}

/** pandas in a process of its own, one profile per call. */
async function openPeer() {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'));
  const path = join(folder, 'data.bin');
  writeFileSync(path, Buffer.concat([...numbers, ...codes].map((values) => Buffer.from(values.buffer))));
  const script = join(import.meta.dirname, 'profile_peer.py');
  const child = spawn(PYTHON, [script, String(ROWS), String(NUMBERS), String(CATEGORIES), path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return {
    async profile(what: 'four' | 'all') {
      child.stdin.write(`${what}\n`);
      const [four, whole, median] = String((await lines.next()).value).split(' ').map(Number); // prettier-ignore
      return { four: four!, whole: whole!, median: median! };
    },
    async close() {
      child.stdin.end();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    }
  };
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

test(`full profile of ${ROWS} rows x ${NUMBERS + CATEGORIES} columns`, async () => {
  const peer = existsSync(PYTHON) ? await openPeer() : null;
  const [mine, four, ratios]: [number[], number[], number[]] = [[], [], []];
  let whole = NaN;
  for (let round = 0; round < ROUNDS; round++) {
    const one = await own();
    mine.push(one.seconds);
    if (!peer) continue;
    const other = await peer.profile(round === 0 ? 'all' : 'four');
    four.push(other.four);
    ratios.push(one.seconds / other.four);
    if (round === 0) whole = other.whole;
    expect(one.median).toBe(other.median);
  }
  await peer?.close();
  const rows: Record<string, Record<string, string>> = { Lathe: { 'median s': middle(mine).toFixed(2) } };
  if (peer)
    Object.assign(rows, {
      'pandas: describe, value_counts, quantile, corr': {
        'median s': middle(four).toFixed(2),
        'Lathe takes (median of the rounds)': `${middle(ratios).toFixed(2)} x`,
        'from to': `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`
      },
      'pandas: all a profile holds, once': {
        'median s': whole.toFixed(2),
        'Lathe takes (median of the rounds)': `${(middle(mine) / whole).toFixed(2)} x`
      }
    });
  else console.log(`No ${PYTHON} here: own times only, no ratio.`);
  console.table(rows);
});
