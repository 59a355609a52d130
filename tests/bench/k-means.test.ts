import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { openFastKMeans } from '../../src/kernels/k-means/open-k-means-kernel.ts';
import { lloyd } from '../../src/stages/cluster/lloyd.ts';
import { processorSeconds } from './processor.ts';

/** Fewer on a machine that has other work: `LATHE_BENCH_ROWS=100000`. */
const ROWS = Number(process.env['LATHE_BENCH_ROWS'] ?? 1_000_000);
const COLS = 30;
const CENTRES = 10;
const STEPS = 20;
const ROUNDS = 3;
const PYTHON = '/usr/bin/python3';

const rng = createRng(11);
/** @param spread how far middles lie apart: at 2 two steps settle all, at 0.3 no row is settled for twenty */
function makeData(spread: number): Float64Array {
  const middles = Float64Array.from({ length: CENTRES * COLS }, () => spread * normal(rng));
  return Float64Array.from({ length: ROWS * COLS }, (_, i) => middles[(Math.floor(i / COLS) % CENTRES) * COLS + (i % COLS)]! + normal(rng));
}

/** scikit-learn on one thread in a process of its own. */
async function openPeer(data: Float64Array) {
  const folder = mkdtempSync(join(tmpdir(), 'k-means-'));
  const path = join(folder, 'data.bin');
  writeFileSync(path, Buffer.from(data.buffer));
  const script = join(import.meta.dirname, 'k_means_peer.py');
  const child = spawn(PYTHON, [script, ...[ROWS, COLS, CENTRES, STEPS].map(String), path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return {
    async fit(): Promise<{ seconds: number; inertia: number }> {
      child.stdin.write('go\n');
      const [seconds, inertia] = String((await lines.next()).value)
        .split(' ')
        .map(Number);
      return { seconds: seconds!, inertia: inertia! };
    },
    async close() {
      child.stdin.end();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    }
  };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const quiet = { signal: new AbortController().signal, breathe: () => Promise.resolve(), onProgress: () => undefined, rng };

test.each([
  ['far apart', 2],
  ['side by side', 0.6],
  ['one within another', 0.3]
])(`Lloyd's k-means of ${ROWS} rows x ${COLS} columns, ${CENTRES} centres %s, ${STEPS} steps at most`, async (said, spread) => {
  const data = makeData(spread);
  const matrix = { data, rows: ROWS, cols: COLS };
  const peer = existsSync(PYTHON) ? await openPeer(data) : null;
  if (!peer) console.log(`No ${PYTHON} here: own times only, no ratio.`);
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const start = processorSeconds();
    const kernel = (await openFastKMeans(matrix))!;
    const end = await lloyd(matrix, kernel, data.slice(0, CENTRES * COLS), { maxIter: STEPS, tolerance: 0, context: quiet });
    mine.push(processorSeconds() - start);
    kernel.close();
    const answer = await peer?.fit();
    if (!answer) continue;
    theirs.push(answer.seconds);
    expect(Math.abs(end.inertia / answer.inertia - 1)).toBeLessThan(1e-6);
  }
  await peer?.close();
  const seconds = median(mine);
  const rest = theirs.length > 0 ? { 'scikit-learn, one thread': median(theirs).toFixed(2), 'Lathe takes': `${(seconds / median(theirs)).toFixed(2)} x` } : {}; // prettier-ignore
  console.table({ [said]: { 'Lathe, s of the processor': seconds.toFixed(2), ...rest } });
});
