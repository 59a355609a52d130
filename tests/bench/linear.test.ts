import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { dataOf, fitModel, numberTable } from '../stages/train/support.ts';
import { processorSeconds } from './processor.ts';

const ROWS = Number(process.env['LATHE_BENCH_ROWS'] ?? 1_000_000);
const COLS = 30;
const ROUNDS = Number(process.env['LATHE_BENCH_ROUNDS'] ?? 5);
const PYTHON = '/usr/bin/python3';

interface Timed {
  readonly seconds: number;
  readonly coefficients: readonly number[];
}

/** Features of different sizes, some of them going together, and answers by chance. */
function makeData() {
  const rng = createRng(11);
  const columns = Array.from({ length: COLS }, () => Float64Array.from({ length: ROWS }, () => normal(rng)));
  for (let j = 1; j < COLS; j += 3) columns[j]!.forEach((value, i) => (columns[j]![i] = 0.6 * columns[j - 1]![i]! + 0.8 * value));
  columns.forEach((values, j) => values.forEach((value, i) => (values[i] = value * (1 + (j % 5)) + (j % 7))));
  const y = new Float64Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    let score = -0.5;
    for (let j = 0; j < COLS; j++) score += ((j % 4) - 1.5) * 0.2 * columns[j]![i]!;
    y[i] = rng() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  }
  return { columns, y };
}

const { columns, y } = makeData();
const features = numberTable(Object.fromEntries(columns.map((values, j) => [`x${j}`, values])));
const target = { kind: 'classes' as const, name: 'y', codes: Int32Array.from(y), labels: ['0', '1'] };

async function own(): Promise<Timed> {
  const start = processorSeconds();
  const { state } = await fitModel('logistic', dataOf(features, target));
  const seconds = processorSeconds() - start;
  return { seconds, coefficients: [...(state['coefficients'] as Float64Array), ...(state['intercepts'] as Float64Array)] };
}

/** scikit-learn on one thread in a process of its own, one fit per call. */
async function openPeer() {
  const folder = mkdtempSync(join(tmpdir(), 'linear-'));
  const path = join(folder, 'data.bin');
  writeFileSync(path, Buffer.concat([...columns, y].map((values) => Buffer.from(values.buffer))));
  const script = join(import.meta.dirname, 'linear_peer.py');
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const child = spawn(PYTHON, [script, String(ROWS), String(COLS), path], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  const ask = async (what: string) => {
    child.stdin.write(`${what}\n`);
    return String((await lines.next()).value)
      .split(' ')
      .map(Number);
  };
  return {
    async fit(): Promise<Timed> {
      const [seconds, ...coefficients] = await ask('go');
      return { seconds: seconds!, coefficients };
    },
    async saga(kind: 'saga' | 'saga-net'): Promise<Timed> {
      const [seconds, ...coefficients] = await ask(kind);
      return { seconds: seconds!, coefficients };
    },
    exact: () => ask('exact'),
    async close() {
      child.stdin.end();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    }
  };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const furthest = (a: readonly number[], b: readonly number[]) => a.reduce((most, value, j) => Math.max(most, Math.abs(value - b[j]!)), 0);

test(`logistic regression ${ROWS} rows x ${COLS} columns`, async () => {
  const peer = existsSync(PYTHON) ? await openPeer() : null;
  if (!peer) console.log(`No ${PYTHON} here: own times only, no ratio.`);
  const [mine, theirs]: [Timed[], Timed[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await own());
    if (peer) theirs.push(await peer.fit());
  }
  const exact = await peer?.exact();
  const stochastic = peer && (await peer.saga('saga'));
  await peer?.close();
  const seconds = median(mine.map((run) => run.seconds));
  const rows: Record<string, Record<string, string>> = { Lathe: { 'median s of the processor': seconds.toFixed(2) } };
  if (exact) {
    const other = median(theirs.map((run) => run.seconds));
    const off = furthest(mine[0]!.coefficients, exact);
    rows['Lathe']!['furthest coefficient from the minimum'] = off.toExponential(1);
    rows['scikit-learn lbfgs, one thread'] = {
      'median s of the processor': other.toFixed(2),
      'furthest coefficient from the minimum': furthest(theirs[0]!.coefficients, exact).toExponential(1),
      'Lathe takes': `${(seconds / other).toFixed(2)} x`
    };
    rows['scikit-learn SAGA, one thread'] = {
      'median s of the processor': stochastic!.seconds.toFixed(2),
      'furthest coefficient from the minimum': furthest(stochastic!.coefficients, exact).toExponential(1),
      'Lathe takes': `${(seconds / stochastic!.seconds).toFixed(2)} x`
    };
    expect(off).toBeLessThan(1e-6);
  }
  console.table(rows);
  expect(new Set(mine.map((run) => run.coefficients.join())).size).toBe(1);
});

test(`logistic regression with half of the penalty l1, ${ROWS} rows x ${COLS} scaled columns`, async () => {
  const peer = existsSync(PYTHON) ? await openPeer() : null;
  if (!peer) return console.log(`No ${PYTHON} here: no ratio.`);
  const stochastic = await peer.saga('saga-net');
  await peer.close();
  const scaled = numberTable(Object.fromEntries(columns.map((values, j) => [`x${j}`, standard(values)])));
  const start = processorSeconds();
  const { state } = await fitModel('logistic', dataOf(scaled, target), { C: 1e-3, l1Ratio: 0.5 });
  const seconds = processorSeconds() - start;
  const own = [...(state['coefficients'] as Float64Array)].map((value, j) => value / spreadOf(columns[j]!));
  const apart = furthest(own, stochastic.coefficients.slice(0, COLS));
  console.table({ net: { 'Lathe s': seconds.toFixed(2), 'scikit-learn SAGA, one thread, s': stochastic.seconds.toFixed(2), 'furthest apart': apart.toExponential(1) } }); // prettier-ignore
  expect(apart).toBeLessThan(1e-3);
});

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function spreadOf(values: Float64Array): number {
  const middle = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
}

function standard(values: Float64Array): Float64Array {
  const [middle, spread] = [meanOf(values), spreadOf(values)];
  return values.map((value) => (value - middle) / spread);
}
