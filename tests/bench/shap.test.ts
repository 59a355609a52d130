import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { pathValues } from '../../src/kernels/shap/path-values.ts';
import type { ShapTrees } from '../../src/kernels/shap/shap-trees.ts';
import { processorSeconds } from './processor.ts';

const ROWS = Number(process.env['LATHE_BENCH_ROWS'] ?? 10_000);
const COLS = 30;
const ROUNDS = 5;
const PYTHON = '/usr/bin/python3';

/** XGBoost on one thread in a process of its own. */
async function openPeer(depth: number) {
  const folder = mkdtempSync(join(tmpdir(), 'shap-'));
  const script = join(import.meta.dirname, 'shap_peer.py');
  const child = spawn(PYTHON, [script, ...[ROWS, COLS, depth].map(String), folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  const doubles = (name: string) => {
    const bytes = readFileSync(join(folder, name));
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  };
  return {
    x: doubles('x.bin'),
    trees: joined(JSON.parse(readFileSync(join(folder, 'trees.json'), 'utf8')) as PeerTree[]),
    async explain(): Promise<{ seconds: number; values: Float64Array }> {
      child.stdin.write('go\n');
      const seconds = Number((await lines.next()).value);
      return { seconds, values: doubles('values.bin') };
    },
    async close() {
      child.stdin.end();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    }
  };
}

interface PeerTree {
  readonly left_children: number[];
  readonly right_children: number[];
  readonly split_indices: number[];
  readonly split_conditions: number[];
  readonly default_left: number[];
  readonly sum_hessian: number[];
}

function joined(trees: readonly PeerTree[]): ShapTrees {
  const starts = trees.map((_, t) => trees.slice(0, t).reduce((sum, tree) => sum + tree.left_children.length, 0));
  const all = (of: (tree: PeerTree, node: number, start: number) => number) =>
    trees.flatMap((tree, t) => tree.left_children.map((_, node) => of(tree, node, starts[t]!)));
  const isLeaf = (tree: PeerTree, node: number) => tree.left_children[node]! < 0;
  const moved = (node: number, start: number) => (node < 0 ? -1 : node + start);
  return {
    roots: Int32Array.from(starts),
    feature: Int32Array.from(all((tree, node) => (isLeaf(tree, node) ? -1 : tree.split_indices[node]!))),
    // XGBoost asks for less than the threshold, of single precision: any number between the one before and it will do
    threshold: Float64Array.from(all((tree, node) => (isLeaf(tree, node) ? 0 : below(Math.fround(tree.split_conditions[node]!))))),
    left: Int32Array.from(all((tree, node, start) => moved(tree.left_children[node]!, start))),
    right: Int32Array.from(all((tree, node, start) => moved(tree.right_children[node]!, start))),
    missingLeft: Uint8Array.from(all((tree, node) => Number(tree.default_left[node]!))),
    categoryStart: Int32Array.from(all(() => -1)),
    categoryBits: new Uint32Array(0),
    value: Float64Array.from(all((tree, node) => (isLeaf(tree, node) ? Math.fround(tree.split_conditions[node]!) : 0))),
    cover: Float64Array.from(all((tree, node) => tree.sum_hessian[node]!)),
    scale: 1,
    playerOf: Int32Array.from({ length: COLS }, (_, j) => j),
    players: COLS
  };
}

const below = (threshold: number): number => threshold - Math.abs(threshold) * 1e-12 - 1e-300;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const quiet = { signal: new AbortController().signal, breathe: () => Promise.resolve(), onProgress: () => undefined };

test(`Shapley values of 100 trees, ${ROWS} rows x ${COLS} columns`, async () => {
  if (!existsSync(PYTHON)) return console.log(`No ${PYTHON} here: there are no trees to compare on.`);
  const table: Record<string, Record<string, string>> = {};
  for (const [name, depth] of [
    ['depth 6', 6],
    ['31 leaves, leaf by leaf', 0]
  ] as const) {
    const peer = await openPeer(depth);
    const [mine, theirs]: [number[], number[]] = [[], []];
    let farthest = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const start = processorSeconds();
      const own = await pathValues(peer.trees, peer.x, COLS, quiet);
      mine.push(processorSeconds() - start);
      const { seconds, values } = await peer.explain();
      theirs.push(seconds);
      for (let i = 0; i < own.values.length; i++)
        farthest = Math.max(farthest, Math.abs(own.values[i]! - values[Math.floor(i / COLS) * (COLS + 1) + (i % COLS)]!));
    }
    await peer.close();
    expect(farthest).toBeLessThan(1e-4);
    table[name] = {
      nodes: String(peer.trees.feature.length),
      'Lathe, s of the processor': median(mine).toFixed(2),
      'XGBoost, one thread': median(theirs).toFixed(2),
      'Lathe takes': `${(median(mine) / median(theirs)).toFixed(2)} x`,
      'largest difference': farthest.toExponential(1)
    };
  }
  console.table(table);
});
