import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { aucOf, dataOf, fitContext, fitModel, numberTable, score } from '../stages/train/support.ts';

/** Learned from; as many more are scored. */
const ROWS = 100_000;
const COLS = 30;
/** FOREST_TREES and FOREST_ROUNDS make a short run of it. */
const TREES = Number(process.env['FOREST_TREES'] ?? 100);
const ROUNDS = Number(process.env['FOREST_ROUNDS'] ?? 3);
const PYTHON = '/usr/bin/python3';

interface Timed {
  readonly seconds: number;
  /** Of the processor: on a machine that others use too, only these can be compared. */
  readonly spent: number;
  readonly auc: number;
}

function makeData() {
  const rng = createRng(11);
  const columns = Array.from({ length: COLS }, () => Float64Array.from({ length: 2 * ROWS }, () => normal(rng)));
  const at = (j: number, i: number) => columns[j]![i]!;
  const y = Float64Array.from({ length: 2 * ROWS }, (_, i) =>
    at(0, i) + at(1, i) * at(2, i) + Math.sin(3 * at(3, i)) + 0.5 * at(4, i) ** 2 + normal(rng) > 0.5 ? 1 : 0
  );
  return { columns, y };
}

const { columns, y } = makeData();
const part = (from: number) => numberTable(Object.fromEntries(columns.map((values, j) => [`x${j}`, values.slice(from, from + ROWS)])));
const [train, held] = [part(0), part(ROWS)];
const target = { kind: 'classes' as const, name: 'y', codes: Int32Array.from(y.subarray(0, ROWS)), labels: ['0', '1'] };
const isYes = Array.from(y.subarray(ROWS), (value) => value === 1);

async function own(id: string, seed: number): Promise<Timed> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const { state } = await fitModel(id, dataOf(train, target), { nEstimators: TREES }, fitContext(seed));
  const [seconds, used] = [(performance.now() - start) / 1000, process.cpuUsage(before)];
  const second = score(id, state, held).filter((_, i) => i % 2 === 1);
  return { seconds, spent: (used.user + used.system) / 1e6, auc: aucOf(second, isYes) };
}

/** scikit-learn on one thread in a process of its own, one fit per call. */
async function openPeer() {
  const folder = mkdtempSync(join(tmpdir(), 'forest-'));
  const path = join(folder, 'data.bin');
  writeFileSync(path, Buffer.concat([...columns, y].map((values) => Buffer.from(values.buffer))));
  const script = join(import.meta.dirname, 'forest_peer.py');
  const child = spawn(PYTHON, [script, String(2 * ROWS), String(COLS), path], {
    env: { ...process.env, OMP_NUM_THREADS: '1' },
    stdio: ['pipe', 'pipe', 'inherit']
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return {
    async fit(kind: string): Promise<Timed> {
      child.stdin.write(`${kind} ${TREES}\n`);
      const [seconds, spent, auc] = String((await lines.next()).value)
        .split(' ')
        .map(Number);
      return { seconds: seconds!, spent: spent!, auc: auc! };
    },
    async close() {
      child.stdin.end();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    }
  };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const summary = (runs: readonly Timed[]) => ({
  seconds: median(runs.map((run) => run.seconds)),
  spent: median(runs.map((run) => run.spent)),
  auc: median(runs.map((run) => run.auc))
});

test(`${TREES} trees grown out, ${ROWS} rows x ${COLS} columns`, { timeout: 3_600_000 }, async () => {
  const peer = existsSync(PYTHON) ? await openPeer() : null;
  if (!peer) console.log(`No ${PYTHON} here: own times only, no ratio.`);
  const rows: Record<string, Record<string, string>> = {};
  for (const kind of ['forest', 'extra-trees']) {
    const [mine, theirs]: [Timed[], Timed[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      mine.push(await own(kind, round));
      if (peer) theirs.push(await peer.fit(kind));
    }
    const [here, there] = [summary(mine), peer ? summary(theirs) : null];
    const shown = ({ seconds, spent, auc }: Timed) => ({
      'median s': seconds.toFixed(2),
      'of the processor': spent.toFixed(2),
      AUC: auc.toFixed(4)
    });
    rows[kind] = { ...shown(here), ...(there ? { 'Lathe takes': `${(here.spent / there.spent).toFixed(3)} x` } : {}) };
    if (!there) continue;
    rows[`${kind}, scikit-learn`] = shown(there);
    expect(here.auc).toBeGreaterThan(there.auc - 0.005);
  }
  await peer?.close();
  console.table(rows);
});
