import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { aucOf, dataOf, fitModel, numberTable, score } from '../stages/train/support.ts';

const ROWS = 100_000;
const COLS = 30;
const ROUNDS = 5;
const PYTHON = '/usr/bin/python3';

interface Timed {
  readonly seconds: number;
  readonly auc: number;
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

async function own(): Promise<Timed> {
  const start = performance.now();
  const { state } = await fitModel('boosting', dataOf(features, target), { earlyStopping: 'off' });
  const seconds = (performance.now() - start) / 1000;
  const second = score('boosting', state, features).filter((_, i) => i % 2 === 1);
  return {
    seconds,
    auc: aucOf(
      second,
      Array.from(y, (value) => value === 1)
    )
  };
}

/** scikit-learn on one thread in a process of its own, one fit per call. */
async function openPeer() {
  const folder = mkdtempSync(join(tmpdir(), 'boosting-'));
  const path = join(folder, 'data.bin');
  writeFileSync(path, Buffer.concat([...columns, y].map((values) => Buffer.from(values.buffer))));
  const script = join(import.meta.dirname, 'boosting_peer.py');
  const child = spawn(PYTHON, [script, String(ROWS), String(COLS), path], {
    env: { ...process.env, OMP_NUM_THREADS: '1' },
    stdio: ['pipe', 'pipe', 'inherit']
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return {
    async fit(): Promise<Timed> {
      child.stdin.write('go\n');
      const [seconds, auc] = String((await lines.next()).value)
        .split(' ')
        .map(Number);
      return { seconds: seconds!, auc: auc! };
    },
    async close() {
      child.stdin.end();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    }
  };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

test(`boosting ${ROWS} rows x ${COLS} columns, 100 trees of 31 leaves`, async () => {
  const peer = existsSync(PYTHON) ? await openPeer() : null;
  if (!peer) console.log(`No ${PYTHON} here: own times only, no ratio.`);
  const [mine, theirs]: [Timed[], Timed[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await own());
    if (peer) theirs.push(await peer.fit());
  }
  await peer?.close();
  const seconds = median(mine.map((run) => run.seconds));
  const rows: Record<string, Record<string, string>> = {
    Lathe: { 'median s': seconds.toFixed(2), 'training AUC': mine[0]!.auc.toFixed(4) }
  };
  if (peer) {
    const other = median(theirs.map((run) => run.seconds));
    rows['scikit-learn, one thread'] = {
      'median s': other.toFixed(2),
      'training AUC': theirs[0]!.auc.toFixed(4),
      'Lathe takes': `${(seconds / other).toFixed(2)} x`
    };
    expect(Math.abs(mine[0]!.auc - theirs[0]!.auc)).toBeLessThan(0.002);
  }
  console.table(rows);
  expect(new Set(mine.map((run) => run.auc)).size).toBe(1);
});
