import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import type { ThreadTeam } from '../../src/core/threads.ts';
import { countWasm } from '../../src/kernels/count-wasm.ts';
import { nodeTeam } from '../kernels/threads/node-team.ts';
import { aucOf, dataOf, fitContext, fitModel, numberTable, score } from '../stages/train/support.ts';
import { processorSeconds } from './processor.ts';

/** A million with LATHE_BENCH_ROWS=1000000, two threads on both sides with LATHE_BENCH_THREADS=2. */
const ROWS = Number(process.env['LATHE_BENCH_ROWS'] ?? 100_000);
const THREADS = Number(process.env['LATHE_BENCH_THREADS'] ?? 1);
const COLS = 30;
const ROUNDS = Number(process.env['LATHE_BENCH_ROUNDS'] ?? 5);
const PYTHON = '/usr/bin/python3';

interface Timed {
  readonly seconds: number;
  /** Of the processor: on a machine that others use too, only these can be compared. */
  readonly spent: number;
  readonly auc: number;
  /** Bytes a cell, of the kernel and of the list of rows: all that is as long as the table. */
  readonly held?: number;
}

function makeData() {
  const rng = createRng(11);
  const columns = Array.from({ length: COLS }, () => Float64Array.from({ length: ROWS }, () => normal(rng)));
  const at = (j: number, i: number) => columns[j]![i]!;
  const y = Float64Array.from({ length: ROWS }, (_, i) =>
    at(0, i) + at(1, i) * at(2, i) + Math.sin(3 * at(3, i)) + 0.5 * at(4, i) ** 2 + normal(rng) > 0.5 ? 1 : 0
  );
  return { columns, y };
}

const { columns, y } = makeData();
const features = numberTable(Object.fromEntries(columns.map((values, j) => [`x${j}`, values])));
const target = { kind: 'classes' as const, name: 'y', codes: Int32Array.from(y), labels: ['0', '1'] };

async function own(threads: ThreadTeam | null): Promise<Timed> {
  const [start, before] = [performance.now(), processorSeconds()];
  const context = threads ? fitContext(1, { threads }) : fitContext();
  const kernelBytes = countWasm();
  const { state } = await fitModel('boosting', dataOf(features, target), { earlyStopping: 'off' }, context);
  const held = (kernelBytes() + 4 * ROWS) / (ROWS * COLS);
  const [seconds, spent] = [(performance.now() - start) / 1000, processorSeconds() - before];
  const second = score('boosting', state, features).filter((_, i) => i % 2 === 1);
  const isYes = Array.from(y, (value) => value === 1);
  return { seconds, spent, auc: aucOf(second, isYes), held };
}

/** scikit-learn and XGBoost in a process of their own, one fit per call. */
async function openPeer() {
  const folder = mkdtempSync(join(tmpdir(), 'boosting-'));
  const path = join(folder, 'data.bin');
  for (const values of [...columns, y]) appendFileSync(path, Buffer.from(values.buffer));
  const script = join(import.meta.dirname, 'boosting_peer.py');
  const child = spawn(PYTHON, [script, String(ROWS), String(COLS), path], {
    env: { ...process.env, OMP_NUM_THREADS: String(THREADS) },
    stdio: ['pipe', 'pipe', 'inherit']
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return {
    async fit(kind: string): Promise<Timed> {
      child.stdin.write(`${kind}\n`);
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

const PEERS = ['scikit-learn', 'XGBoost'];
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const shown = (runs: readonly Timed[]) => ({
  'median s': median(runs.map((run) => run.seconds)).toFixed(2),
  'of the processor': median(runs.map((run) => run.spent)).toFixed(2),
  'training AUC': runs[0]!.auc.toFixed(4)
});

test(`boosting ${ROWS} rows x ${COLS} columns, 100 trees of 31 leaves, ${THREADS} thread(s)`, async () => {
  const peer = existsSync(PYTHON) ? await openPeer() : null;
  if (!peer) console.log(`No ${PYTHON} here: own times only, no ratio.`);
  const team = THREADS > 1 ? await nodeTeam(THREADS) : null;
  const mine: Timed[] = [];
  const theirs = PEERS.map((): Timed[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await own(team));
    for (const [i, kind] of PEERS.entries()) if (peer) theirs[i]!.push(await peer.fit(kind));
  }
  await peer?.close();
  await team?.end();
  const of = (runs: readonly Timed[], what: 'seconds' | 'spent') => median(runs.map((run) => run[what]));
  const times = (runs: readonly Timed[], what: 'seconds' | 'spent') => `${(of(mine, what) / of(runs, what)).toFixed(2)} x`;
  const rows: Record<string, Record<string, string>> = { Lathe: shown(mine) };
  for (const [i, runs] of theirs.entries()) {
    if (runs.length === 0) continue;
    rows[PEERS[i]!] = { ...shown(runs), 'Lathe takes': times(runs, 'seconds'), 'and of the processor': times(runs, 'spent') };
    expect(mine[0]!.auc).toBeGreaterThan(runs[0]!.auc - 0.002);
  }
  console.table(rows);
  console.log(`${mine[0]!.held!.toFixed(2)} bytes a cell beside the table`);
  expect(new Set(mine.map((run) => run.auc)).size).toBe(1);
});
