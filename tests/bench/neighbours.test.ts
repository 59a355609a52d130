import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { fastNearest } from '../../src/kernels/neighbours/fast-nearest.ts';
import { openNearest } from '../../src/predict/neighbours/find-nearest.ts';
import { processorSeconds } from './processor.ts';

const ROWS = 100_000;
const COLS = 30;
/** Fewer are asked on a machine that has other work: `LATHE_BENCH_QUERIES=1000`. */
const QUERIES = Number(process.env['LATHE_BENCH_QUERIES'] ?? 10_000);
const COUNT = 5;
const ROUNDS = 5;
/** Asked of the plain twin, which is what an exported file has. */
const PLAIN_QUERIES = 100;
const PYTHON = '/usr/bin/python3';

const rng = createRng(11);
const all = Float64Array.from({ length: (ROWS + QUERIES) * COLS }, () => normal(rng));
const data = all.slice(0, ROWS * COLS);
const queries = all.slice(ROWS * COLS);

/** scikit-learn on one thread in a process of its own. */
async function openPeer(metric: string) {
  const folder = mkdtempSync(join(tmpdir(), 'neighbours-'));
  const [path, found] = [join(folder, 'data.bin'), join(folder, 'found.bin')];
  writeFileSync(path, Buffer.from(all.buffer));
  const script = join(import.meta.dirname, 'neighbours_peer.py');
  const child = spawn(PYTHON, [script, ...[ROWS, COLS, QUERIES, COUNT].map(String), metric, path, found], {
    stdio: ['pipe', 'pipe', 'inherit']
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return {
    async ask(): Promise<{ seconds: number; rows: Int32Array }> {
      child.stdin.write('go\n');
      const seconds = Number((await lines.next()).value);
      return { seconds, rows: new Int32Array(Uint8Array.from(readFileSync(found)).buffer) };
    },
    async close() {
      child.stdin.end();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    }
  };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

test.each(['euclidean', 'manhattan'] as const)(
  `${QUERIES} queries of the ${COUNT} nearest of ${ROWS} rows x ${COLS} columns, %s`,
  async (metric) => {
    const points = { data, rows: ROWS, cols: COLS, metric };
    const find = (await fastNearest())!(points, COUNT)!;
    const peer = existsSync(PYTHON) ? await openPeer(metric) : null;
    if (!peer) console.log(`No ${PYTHON} here: own times only, no ratio.`);
    const rounds = metric === 'euclidean' ? ROUNDS : 1;
    const [mine, theirs]: [number[], number[]] = [[], []];
    let own = new Int32Array(0);
    let other: Int32Array | null = null;
    find(queries.slice(0, COLS));
    for (let round = 0; round < rounds; round++) {
      const start = processorSeconds();
      own = Int32Array.from(find(queries).rows);
      mine.push(processorSeconds() - start);
      if (!peer) continue;
      const answer = await peer.ask();
      theirs.push(answer.seconds);
      other = answer.rows;
    }
    await peer?.close();
    const few = queries.slice(0, PLAIN_QUERIES * COLS);
    const start = performance.now();
    const plain = openNearest(points, COUNT)(few);
    const plainMs = (performance.now() - start) / PLAIN_QUERIES;
    expect(own.slice(0, plain.rows.length)).toEqual(plain.rows);
    if (other) expect(own).toEqual(other);
    const seconds = median(mine);
    const rest = theirs.length > 0 ? { 'scikit-learn brute, one thread': median(theirs).toFixed(2), 'Lathe takes': `${(seconds / median(theirs)).toFixed(2)} x` } : {}; // prettier-ignore
    console.table({ [metric]: { 'Lathe, s of the processor': seconds.toFixed(2), ...rest, 'plain twin, ms a query': plainMs.toFixed(2) } });
  }
);
